const { EventEmitter } = require('node:events')

/** Supports only messages. The app does not use `invoke` and `handle`, so both throw. */
const ipcMain = Object.assign(new EventEmitter(), {
  handle() {
    throw new Error('stand-in: ipcMain.handle is not implemented')
  },
})
ipcMain.setMaxListeners(0)

exports.ipcMain = ipcMain
