const { EventEmitter } = require('node:events')
const { record } = require('./record-calls.cjs')
const { throwOnMissing } = require('./throw-on-missing.cjs')

const unscripted = (name) => async () => {
  throw new Error(`stand-in: script dialog.${name} in the test`)
}

/** A test can replace a method with its own result: `dialog.showMessageBox = async () => ({ response: 1 })`. */
exports.dialog = throwOnMissing('dialog', {
  showMessageBox: unscripted('showMessageBox'),
  showOpenDialog: unscripted('showOpenDialog'),
  showSaveDialog: unscripted('showSaveDialog'),
  showErrorBox(title, content) {
    record('dialog.showErrorBox', title, content)
    // The program ends after this dialog, so that a test cannot read the record.
    process.stderr.write(`stand-in dialog: ${title}: ${content}\n`)
  },
})

exports.crashReporter = throwOnMissing('crashReporter', { start: (options) => record('crashReporter.start', options) })

exports.shell = throwOnMissing('shell', { openExternal: async (address) => record('shell.openExternal', address) })

exports.nativeTheme = throwOnMissing('nativeTheme', Object.assign(new EventEmitter(), { shouldUseDarkColors: false }))

/** A test can set `idleSeconds`. */
exports.powerMonitor = throwOnMissing(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    idleSeconds: 0,
    getSystemIdleTime() {
      return this.idleSeconds
    },
  }),
)

const workArea = { x: 0, y: 0, width: 1440, height: 900 }
exports.screen = throwOnMissing('screen', {
  getAllDisplays: () => [{ id: 1, workArea, bounds: workArea, scaleFactor: 1 }],
})

class Notification extends EventEmitter {
  constructor({ title, body }) {
    super()
    this.title = title
    this.body = body
  }

  static isSupported() {
    return true
  }

  show() {
    record('Notification.show', this.title, this.body)
    // A test sets `Notification.failure` to the error of a system that refuses notifications.
    if (Notification.failure) this.emit('failed', {}, Notification.failure)
    else this.emit('show', {})
  }
}
exports.Notification = Notification
