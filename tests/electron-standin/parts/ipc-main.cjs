const { EventEmitter } = require('node:events')

/** Only messages are supported: the app does not use invoke and handle, and they throw. */
const ipcMain = Object.assign(new EventEmitter(), {
  handle() {
    throw new Error('stand-in: ipcMain.handle is not implemented')
  },
})
ipcMain.setMaxListeners(0)

exports.ipcMain = ipcMain
