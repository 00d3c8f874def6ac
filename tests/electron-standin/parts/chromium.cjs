const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { Cdp } = require('./cdp.cjs')

let child
let cdp

/** Returns the connection to Chromium, which exists only after its start. */
exports.cdp = () => cdp

/** Starts Chromium without a window, with a temporary profile. */
exports.startChromium = async (extraSwitches, onExit) => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'standin-'))
  process.on('exit', () => {
    child?.kill('SIGKILL')
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  })
  const executable = process.env.STANDIN_CHROMIUM ?? process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  child = spawn(executable, [...switches(profile), ...extraSwitches], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  child.stderr.on('data', (data) => {
    // Playwright waits for the line "DevTools listening on ...".
    const text = String(data)
    if (/DevTools listening/.test(text) || process.env.STANDIN_DEBUG) process.stderr.write(text)
  })
  child.once('exit', (code) => onExit(code ?? 0))
  cdp = new Cdp(child.stdio[3], child.stdio[4])
  const [{ product }] = await Promise.all([
    cdp.send('Browser.getVersion'),
    cdp.send('Target.setDiscoverTargets', { discover: true }),
    // Chromium denies all downloads. The stand-in records the downloads that the app allows.
    cdp.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true }),
  ])
  Object.defineProperty(process.versions, 'chrome', { value: product.split('/')[1], configurable: true })
}

/** Lets Chromium end its child processes and release its profile, and otherwise kills it. */
exports.stopChromium = (done) => {
  if (!child || child.exitCode !== null || child.signalCode) return done()
  child.removeAllListeners('exit')
  child.once('exit', done)
  void cdp?.send('Browser.close').catch(() => undefined)
  setTimeout(() => child.kill('SIGKILL'), 3_000).unref()
}

const switches = (profile) => [
  '--headless',
  '--disable-gpu',
  '--no-startup-window',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-popup-blocking',
  '--password-store=basic',
  '--use-mock-keychain',
  '--hide-scrollbars',
  // Chromium refuses its sandbox for the user root, which build machines use. Only the stand-in disables the sandbox,
  // never the product.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
