import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { BrowserWindow, TestedBrowser } from './browser-window.ts'
import { collectComplaints } from './collect-complaints.ts'
import { pollUntil } from './poll-until.ts'
import { type DriverSession, openDriverWindow } from './web-driver.ts'

/* WebKit as Debian installs it, and Safari on a Mac. Each has a driver of its own. */

const DRIVER = '/usr/bin/WebKitWebDriver'
const DISPLAY_SERVER = '/usr/bin/Xvfb'
const SAFARI_DRIVER = '/usr/bin/safaridriver'

export const WEBKIT: TestedBrowser = {
  name: 'WebKit',
  // WebKit, like Firefox, remembers a module that it could not load, until the page is loaded again.
  cannot: ['allow notifications', 'load a part again'],
  findUnavailableReason: () =>
    existsSync(DRIVER) && existsSync(DISPLAY_SERVER)
      ? undefined
      : 'NOT TESTED IN WebKit: "apt-get install webkit2gtk-driver xvfb" installs it',
  async open({ folder, zoom = 1, isRestricted = false }) {
    const script = join(folder, 'collect-complaints.js')
    writeFileSync(script, `(${collectComplaints})();${isRestricted ? 'delete window.Notification' : ''}`)
    const configuration = join(folder, 'config')
    mkdirSync(configuration)
    writeFileSync(join(configuration, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${folder}"\n`)
    const display = spawn(DISPLAY_SERVER, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    try {
      const [number] = (await once(createInterface({ input: display.stdio[3] as Readable }), 'line')) as [string]
      const args = ['--automation', `--user-script-at-start=${script}`]
      if (isRestricted) args.push('--enable-html5-local-storage=false')
      return await openWindow({
        command: DRIVER,
        argsFor: (port) => [`--port=${port}`, '--host=127.0.0.1'],
        env: {
          DISPLAY: `:${number}`,
          XDG_CONFIG_HOME: configuration,
          // WebKitGTK zooms a page by the scale of the system's text.
          GDK_DPI_SCALE: String(zoom),
          // Its sandbox does not run as root, the user of many build machines.
          ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
        },
        zoom,
        capabilities: { 'webkitgtk:browserOptions': { binary: findMiniBrowser(), args } },
        stop: () => end(display),
      })
    } catch (error) {
      await end(display)
      throw error
    }
  },
}

/** Safari has one session at a time, and asks a person before it downloads. */
export const SAFARI: TestedBrowser = {
  name: 'Safari',
  cannot: ['zoom', 'save files', 'restrict', 'allow notifications', 'load a part again'],
  findUnavailableReason: () => (existsSync(SAFARI_DRIVER) ? undefined : 'NOT TESTED IN Safari: this is not a Mac'),
  open: () =>
    openWindow({
      command: SAFARI_DRIVER,
      argsFor: (port) => ['--port', String(port)],
      env: {},
      zoom: 1,
      capabilities: { browserName: 'Safari' },
    }),
}

interface DriverOptions extends Pick<DriverSession, 'capabilities' | 'zoom'> {
  /** Path of the driver. */
  readonly command: string
  readonly argsFor: (port: number) => readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Stops what the driver needs, after the driver. */
  readonly stop?: () => Promise<void>
}

/** Starts a driver on a free port, and a window in it. Stops the driver if that fails. */
async function openWindow({ command, argsFor, env, stop, ...session }: DriverOptions): Promise<BrowserWindow> {
  const port = await findFreePort()
  const child = spawn(command, argsFor(port), { stdio: 'ignore', env: { ...process.env, ...env } })
  const address = `http://127.0.0.1:${port}`
  const isReady = (): Promise<boolean> =>
    fetch(`${address}/status`).then(
      ({ ok }) => ok,
      () => false,
    )
  try {
    await pollUntil(isReady)
    return await openDriverWindow({
      ...session,
      address,
      async stop() {
        await end(child)
        await stop?.()
      },
    })
  } catch (error) {
    await end(child)
    throw error
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Returns the browser that the package of WebKitGTK contains. Its folder depends on the processor. */
function findMiniBrowser(): string {
  const files = execFileSync('dpkg', ['-L', 'libwebkit2gtk-4.1-0'], { encoding: 'utf8' }).split('\n')
  const found = files.find((path) => path.endsWith('/MiniBrowser'))
  if (found === undefined) throw new Error('libwebkit2gtk-4.1-0 contains no MiniBrowser.')
  return found
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}
