const { app, becomeReady } = require('./app.cjs')
const { cdp, startChromium } = require('./chromium.cjs')
const { lockSchemes } = require('./schemes.cjs')
const { askAboutDownload } = require('./session.cjs')
const windows = require('./windows.cjs')

/** Starts Chromium and makes the app ready. */
exports.startStandIn = () =>
  start().catch((error) => {
    console.error('stand-in:', error)
    process.exit(1)
  })

async function start() {
  lockSchemes()
  const switches = app.standin.appended.filter((each) => !/^--(remote-debugging|inspect)/.test(each))
  await startChromium(switches, (code) => app.exit(code))
  cdp().on('Target.targetDestroyed', ({ targetId }) => {
    for (const window of windows.all()) if (window.webContents.targetId === targetId) window.gone()
  })
  cdp().on('Browser.downloadWillBegin', askAboutDownload)
  becomeReady()
}
