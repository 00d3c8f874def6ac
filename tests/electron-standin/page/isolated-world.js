/* global codec, makeBridge */

/**
 * Sets up the preload script's world: the names that a sandboxed preload script may require, connected to the main
 * process.
 */
function isolatedWorld(mark, facts, preload) {
  const { encode, decode } = codec()
  const listeners = new Map()
  const exposed = new Set()
  const post = (message) => globalThis.__standinIpc(encode(message))
  const bridge = makeBridge(`${mark}-main`, `${mark}-isolated`, ({ open }) => open && post({ kind: 'open', ...open }))
  const throwOnMissing = (name, object) =>
    new Proxy(object, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then') return target[key]
        throw new Error(`stand-in: ${name}.${key} is not implemented`)
      },
    })

  const ipcRenderer = throwOnMissing('ipcRenderer', {
    send: (channel, ...args) => post({ kind: 'send', channel, args }),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((each) => each !== listener),
      )
      return ipcRenderer
    },
  })
  const contextBridge = throwOnMissing('contextBridge', {
    exposeInMainWorld(name, value) {
      if (exposed.has(name)) throw new Error('Cannot bind an API on top of an existing property on the window object')
      exposed.add(name)
      bridge.send({ expose: name, value: bridge.pack(value) })
    },
  })
  const webUtils = throwOnMissing('webUtils', {
    // A file that the page created has no path. Chromium does not reveal the path of a dropped file, so the stand-in
    // finds it by the file name.
    getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('The argument is not a File.')
      return globalThis.__standinPaths?.[file.name] ?? ''
    },
  })
  globalThis.__standinReceive = (text) => {
    const { channel, args } = decode(text)
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...args)
  }

  const electron = throwOnMissing('electron', { contextBridge, ipcRenderer, webUtils })
  const require = (name) => {
    if (/^electron(\/(renderer|common))?$/.test(name)) return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports, facts)
}

module.exports = { isolatedWorld }
