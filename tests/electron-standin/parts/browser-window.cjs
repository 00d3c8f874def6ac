const { EventEmitter } = require('node:events')
const { app, preventable } = require('./app.cjs')
const { cdp } = require('./chromium.cjs')
const { loseForeground, mayRaise } = require('./foreground.cjs')
const { throwOnMissing } = require('./throw-on-missing.cjs')
const { WebContents } = require('./web-contents.cjs')
const windows = require('./windows.cjs')

class BrowserWindow extends EventEmitter {
  constructor(options = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    this.options = options
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.visible = options.show !== false
    this.minimized = false
    this.maximized = false
    this.focused = true
    const window = throwOnMissing('BrowserWindow', this)
    this.webContents = new WebContents(window, options)
    windows.add(window)
    app.emit('web-contents-created', {}, this.webContents)
    // biome-ignore lint/correctness/noConstructorReturn: every use of the window must meet what is missing here
    return window
  }

  static getAllWindows() {
    return windows.all()
  }

  static fromWebContents(contents) {
    return contents?.window ?? null
  }

  static getFocusedWindow() {
    return windows.all().find((window) => window.focused) ?? null
  }

  loadURL(address) {
    return this.webContents.loadURL(address)
  }

  show() {
    this.visible = true
    this.emit('show')
  }

  hide() {
    this.visible = false
    this.emit('hide')
  }

  isVisible() {
    return this.visible
  }

  focus() {
    if (!mayRaise()) return
    this.focused = true
    this.emit('focus')
  }

  blur() {
    loseForeground()
    this.focused = false
    this.emit('blur')
  }

  isFocused() {
    return this.focused
  }

  minimize() {
    this.minimized = true
  }

  restore() {
    this.minimized = false
  }

  isMinimized() {
    return this.minimized
  }

  maximize() {
    this.maximized = true
    if (!this.visible) this.show()
  }

  isMaximized() {
    return this.maximized
  }

  setBounds(bounds) {
    Object.assign(this.bounds, bounds)
  }

  getBounds() {
    return { ...this.bounds }
  }

  getNormalBounds() {
    return { ...this.bounds }
  }

  getTitle() {
    return this.options.title ?? app.getName()
  }

  isDestroyed() {
    return this.webContents.isDestroyed()
  }

  async close() {
    if (this.isDestroyed()) return
    const event = preventable()
    this.emit('close', event)
    if (event.defaultPrevented) return
    await this.webContents.opened.catch(() => undefined)
    const { targetId } = this.webContents
    this.gone()
    await cdp()
      .send('Target.closeTarget', { targetId })
      .catch(() => undefined)
  }

  /** Closes the window after its page is gone, for any reason. */
  gone() {
    if (this.isDestroyed()) return
    this.webContents.die()
    windows.remove(windows.all().find((window) => window.webContents === this.webContents))
    this.emit('closed')
  }
}

exports.BrowserWindow = BrowserWindow
