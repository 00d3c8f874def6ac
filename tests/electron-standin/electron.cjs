// Replaces the module "electron" in the main process. Each name has its own line, because an ESM import reads the names
// from this file.
exports.app = require('./parts/app.cjs').app
exports.BrowserWindow = require('./parts/browser-window.cjs').BrowserWindow
exports.crashReporter = require('./parts/desktop-apis.cjs').crashReporter
exports.dialog = require('./parts/desktop-apis.cjs').dialog
exports.ipcMain = require('./parts/ipc-main.cjs').ipcMain
exports.Menu = require('./parts/menu.cjs').Menu
exports.MenuItem = require('./parts/menu.cjs').MenuItem
exports.nativeImage = require('./parts/tray.cjs').nativeImage
exports.nativeTheme = require('./parts/desktop-apis.cjs').nativeTheme
exports.Notification = require('./parts/desktop-apis.cjs').Notification
exports.powerMonitor = require('./parts/desktop-apis.cjs').powerMonitor
exports.protocol = require('./parts/schemes.cjs').protocol
exports.screen = require('./parts/desktop-apis.cjs').screen
exports.session = require('./parts/session.cjs').session
exports.shell = require('./parts/desktop-apis.cjs').shell
exports.Tray = require('./parts/tray.cjs').Tray
exports.utilityProcess = require('./parts/utility-process.cjs').utilityProcess
exports.webContents = require('./parts/web-contents.cjs').WebContents
