const { EventEmitter } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const facts = require('./boot-facts.cjs')
const { handForegroundOver, receiveForeground } = require('./foreground.cjs')
const { stopChromium } = require('./chromium.cjs')
const { calls, record } = require('./record-calls.cjs')
const { throwOnMissing } = require('./throw-on-missing.cjs')
const windows = require('./windows.cjs')

const paths = new Map()
const appended = []
let ready = false
let exiting = false
let tellReady
const whenReady = new Promise((resolve) => {
  tellReady = resolve
})

const switchValue = (name) => {
  const text = facts.get().switches.find((each) => each === `--${name}` || each.startsWith(`--${name}=`))
  return text === undefined ? undefined : text.split('=').slice(1).join('=')
}

const app = throwOnMissing(
  'app',
  Object.assign(new EventEmitter(), {
    isPackaged: false,
    commandLine: throwOnMissing('commandLine', {
      appendSwitch: (name, value) => void appended.push(value ? `--${name}=${value}` : `--${name}`),
      hasSwitch: (name) => switchValue(name) !== undefined,
      getSwitchValue: (name) => switchValue(name) ?? '',
      removeSwitch(name) {
        const { switches } = facts.get()
        const kept = switches.filter((each) => each !== `--${name}` && !each.startsWith(`--${name}=`))
        switches.splice(0, switches.length, ...kept)
      },
    }),
    standin: { calls, appended },
    isReady: () => ready,
    whenReady: () => whenReady,
    getAppPath: () => facts.get().appPath,
    getVersion: () => facts.get().manifest.version ?? '0',
    getName: () => facts.get().manifest.productName ?? facts.get().manifest.name ?? 'Electron',
    getPath: (name) => paths.get(name) ?? path.join(os.tmpdir(), `standin-${name}`),
    setPath(name, value) {
      if (!fs.existsSync(value)) throw new Error(`Failed to set path: ${value} is not there`)
      paths.set(name, value)
    },
    /**
     * The lock is a file in the folder of the user data. A second start saves its arguments and changes the lock, and
     * the first one watches it. As Chromium does on Windows, the second start also hands its foreground rights over.
     */
    requestSingleInstanceLock() {
      const file = path.join(app.getPath('userData'), 'standin-lock')
      const argumentsFile = `${file}-arguments`
      const foregroundFile = `${file}-foreground`
      try {
        const pid = Number(fs.readFileSync(file, 'utf8'))
        if (pid !== process.pid) process.kill(pid, 0)
        fs.writeFileSync(argumentsFile, JSON.stringify(process.argv))
        handForegroundOver(foregroundFile)
        fs.utimesSync(file, new Date(), new Date())
        return false
      } catch {
        fs.writeFileSync(file, String(process.pid))
        receiveForeground(foregroundFile)
        const argv = () => JSON.parse(fs.readFileSync(argumentsFile, 'utf8'))
        const watcher = fs.watch(file, () => whenReady.then(() => app.emit('second-instance', {}, argv(), '')))
        watcher.unref()
        process.on('exit', () => fs.rmSync(file, { force: true }))
        return true
      }
    },
    enableSandbox() {
      if (ready) throw new Error('app.enableSandbox() can only be called before app is ready')
      record('app.enableSandbox')
      // As in Electron, only this spelling is removed.
      const { switches } = facts.get()
      switches.splice(0, switches.length, ...switches.filter((each) => each !== '--no-sandbox'))
    },
    focus() {},
    async quit() {
      const event = preventable()
      app.emit('before-quit', event)
      if (event.defaultPrevented) return
      for (const window of windows.all()) {
        await window.close()
        if (!window.isDestroyed()) return
      }
      const last = preventable()
      app.emit('will-quit', last)
      if (!last.defaultPrevented) app.exit(0)
    },
    exit(code = 0) {
      if (exiting) return
      exiting = true
      app.emit('quit', {}, code)
      stopChromium(() => process.exit(code))
    },
  }),
)

exports.app = app
exports.becomeReady = () => {
  ready = true
  tellReady({})
  app.emit('ready', {}, {})
}
const preventable = () => ({
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true
  },
})
exports.preventable = preventable
windows.onLast(() => {
  if (!exiting) app.emit('window-all-closed') || app.quit()
})
