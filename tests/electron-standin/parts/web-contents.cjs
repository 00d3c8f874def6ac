const crypto = require('node:crypto')
const { basename } = require('node:path')
const { EventEmitter } = require('node:events')
const { cdp } = require('./chromium.cjs')
const { codec } = require('../page/codec.js')
const { handleRequest } = require('./handle-request.cjs')
const { ipcMain } = require('./ipc-main.cjs')
const { pageScripts } = require('./page-scripts.cjs')
const { throwOnMissing } = require('./throw-on-missing.cjs')
const { toChromium, toElectron } = require('./schemes.cjs')
const { applyPermissions, session } = require('./session.cjs')
const windows = require('./windows.cjs')

const { encode, decode } = codec()
let nextId = 1

/** One page of Chromium, with the interface of a window's web contents. */
class WebContents extends EventEmitter {
  constructor(window, options) {
    super()
    this.setMaxListeners(0)
    this.id = nextId++
    this.window = window
    this.session = session.defaultSession
    this.options = options
    this.address = ''
    this.destroyed = false
    this.crashed = false
    this.dying = false
    this.context = undefined
    this.openHandler = () => ({ action: 'allow' })
    this.ownLoad = false
    this.mark = crypto.randomUUID()
    this.opened = this.#open()
    this.opened.catch((error) => console.error('stand-in:', error))
    // biome-ignore lint/correctness/noConstructorReturn: every use of the contents must meet what is missing here
    return throwOnMissing('WebContents', this)
  }

  static getAllWebContents() {
    return windows.all().map((window) => window.webContents)
  }

  /** Playwright uses this method to find the window of a page. */
  static fromDevToolsTargetId(targetId) {
    return WebContents.getAllWebContents().find((contents) => contents.targetId === targetId)
  }

  cdp(method, params) {
    return cdp().send(method, params, this.sessionId)
  }

  async #open() {
    const { width, height, webPreferences } = this.options
    const { targetId } = await cdp().send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })
    this.targetId = targetId
    this.sessionId = (await cdp().send('Target.attachToTarget', { targetId, flatten: true })).sessionId
    this.#listen(webPreferences?.preload)
    // Chromium runs the commands in this order. They are sent at once, because the main thread loads the host meanwhile.
    await Promise.all([
      ...['Page', 'Runtime', 'Inspector'].map((domain) => this.cdp(`${domain}.enable`)),
      this.cdp('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.cdp('Runtime.addBinding', { name: '__standinIpc', executionContextName: this.mark }),
      ...pageScripts(this.mark, webPreferences?.preload).map((script) =>
        this.cdp('Page.addScriptToEvaluateOnNewDocument', script),
      ),
    ])
  }

  #listen(preload) {
    const on = (method, run) => cdp().on(`${this.sessionId}:${method}`, run)
    on('Page.loadEventFired', () => {
      if (this.address === '') return
      this.emit('did-finish-load')
      this.window.emit('ready-to-show')
    })
    on('Page.frameNavigated', ({ frame }) => {
      // The empty page before the first load is not reported.
      if (frame.parentId || (this.address === '' && frame.url === 'about:blank')) return
      this.address = toElectron(frame.url)
      this.emit('did-navigate', {}, this.address)
    })
    on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === this.mark) this.context = context.id
    })
    on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.context) this.context = undefined
    })
    on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__standinIpc') this.#receive(decode(payload))
    })
    on('Runtime.exceptionThrown', ({ exceptionDetails: details }) => {
      if (details.executionContextId !== this.context) return
      console.error(`Unable to load preload script: ${preload}\n${details.exception?.description ?? details.text}`)
    })
    on('Inspector.targetCrashed', () => {
      this.context = undefined
      this.crashed = true
      this.dying = true
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
      this.dying = false
    })
    on('Fetch.requestPaused', (paused) => void handleRequest(this, paused))
  }

  get mainFrame() {
    const scheme = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/.exec(this.address)
    return { url: this.address, origin: scheme?.[1] ?? 'null', parent: null, top: null, processId: 1, routingId: 1 }
  }

  #receive(message) {
    if (this.destroyed) return
    if (message.kind === 'open') {
      const { address, frameName, features } = message
      const url = toElectron(address)
      const { action } = this.openHandler({ url, frameName, features, disposition: 'foreground-tab' })
      if (action !== 'deny') throw new Error('stand-in: allowing a window to be opened is not implemented')
      return
    }
    const contents = this.window.webContents
    ipcMain.emit(
      message.channel,
      { sender: contents, senderFrame: this.mainFrame, processId: 1, frameId: 1 },
      ...message.args,
    )
  }

  /** As in Electron, messages are lost while no document listens. */
  send(channel, ...args) {
    if (this.destroyed) throw new Error('Object has been destroyed')
    if (this.context === undefined) return
    const expression = `__standinReceive(${JSON.stringify(encode({ channel, args }))})`
    this.cdp('Runtime.evaluate', { contextId: this.context, expression }).catch(() => undefined)
  }

  /**
   * Simulates that a user drags files or folders from outside to a position of the page. This method is not part of
   * Electron's API.
   */
  async standinDrop(paths, x, y) {
    const byName = JSON.stringify(Object.fromEntries(paths.map((path) => [basename(path), path])))
    await this.cdp('Runtime.evaluate', { contextId: this.context, expression: `__standinPaths = ${byName}` })
    const data = { items: [], files: paths, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'])
      await this.cdp('Input.dispatchDragEvent', { type, x, y, data })
  }

  async loadURL(address) {
    await this.opened
    const url = toChromium(address)
    if (/^https?:/.test(url)) await applyPermissions(this, url)
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve))
    this.ownLoad = true
    const { errorText } = await this.cdp('Page.navigate', { url })
    if (errorText) throw new Error(`${errorText} loading '${address}'`)
    await loaded
  }

  reload() {
    if (this.dying) throw new Error('stand-in: a load within render-process-gone can end Electron')
    this.crashed = false
    this.ownLoad = true
    void this.cdp('Page.reload')
  }

  forcefullyCrashRenderer() {
    void this.cdp('Page.crash').catch(() => undefined)
  }

  async executeJavaScript(expression) {
    await this.opened
    const { result, exceptionDetails } = await this.cdp('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description)
    return result.value
  }

  getURL() {
    return this.address
  }

  getLastWebPreferences() {
    return { ...this.options.webPreferences }
  }

  setWindowOpenHandler(handler) {
    this.openHandler = handler
  }

  isDestroyed() {
    return this.destroyed
  }

  isCrashed() {
    return this.crashed
  }

  close() {
    void this.window.close()
  }

  die() {
    this.destroyed = true
    this.emit('destroyed')
  }
}

exports.WebContents = WebContents
