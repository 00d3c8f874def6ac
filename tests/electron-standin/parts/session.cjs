const { EventEmitter } = require('node:events')
const { preventable } = require('./app.cjs')
const { cdp } = require('./chromium.cjs')
const { record } = require('./record-calls.cjs')
const { throwOnMissing } = require('./throw-on-missing.cjs')
const { protocol, toElectron } = require('./schemes.cjs')

let requestHandler = null
let checkHandler = null

/* Electron's name of each permission, with the name by which Chromium sets it. */
const PERMISSIONS = {
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  geolocation: 'geolocation',
  media: 'camera',
  midi: 'midi',
  notifications: 'notifications',
}

const defaultSession = throwOnMissing(
  'session',
  Object.assign(new EventEmitter(), {
    protocol,
    setPermissionRequestHandler(handler) {
      requestHandler = handler
    },
    setPermissionCheckHandler(handler) {
      checkHandler = handler
    },
    setDevicePermissionHandler() {},
  }),
)

exports.session = throwOnMissing('session', { defaultSession })

/**
 * Requests a decision from the app for each permission, and sets the results in Chromium. Without handlers, all are
 * granted, as in Electron.
 */
exports.applyPermissions = async (contents, chromiumAddress) => {
  const address = toElectron(chromiumAddress)
  const origin = `${new URL(chromiumAddress).origin}`
  const details = { isMainFrame: true, requestingUrl: address, embeddingOrigin: address }
  const apply = async ([electronName, name]) => {
    const checked = checkHandler ? checkHandler(contents, electronName, address, details) : true
    const requested = requestHandler
      ? await new Promise((resolve) => requestHandler(contents, electronName, resolve, details))
      : true
    const setting = checked && requested ? 'granted' : 'denied'
    await cdp().send('Browser.setPermission', { permission: { name }, setting, origin })
  }
  await Promise.all(Object.entries(PERMISSIONS).map(apply))
}

/** Requests a decision from the app about a download of the page. */
exports.askAboutDownload = ({ url, suggestedFilename }) => {
  const event = preventable()
  const item = throwOnMissing('DownloadItem', { getURL: () => toElectron(url), getFilename: () => suggestedFilename })
  defaultSession.emit('will-download', event, item, undefined)
  if (!event.defaultPrevented) record('session.download', toElectron(url))
}
