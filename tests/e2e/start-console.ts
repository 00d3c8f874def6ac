import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { parseLaunchReport } from '../../src/host/launch-report.ts'
import { startConsole } from '../process/console-process.ts'

/** Hosts that can run the console. All hosts run the same scenarios. */
export type HostName = 'browser' | 'electron-standin' | 'electron'

/** The program with its window, started for one test. */
export interface RunningConsole {
  readonly page: Page
  /** Desktop application; undefined in browser mode. */
  readonly desktop: ElectronApplication | undefined
  /** Terminal output of browser mode so far; empty for a desktop program. */
  terminal(): string
  /** Quits the program as a user would. */
  stop(): Promise<void>
}

export interface OpenOptions {
  readonly home: string
  readonly browser: () => Promise<Page>
  /** Called for each page before the page loads. */
  readonly watch: (page: Page) => void
}

/** Returns why a host cannot run on this machine; undefined if it can run. */
export function findUnavailableReason(host: HostName): string | undefined {
  if (host !== 'electron') return undefined
  const folder = 'node_modules/electron'
  const path = join(folder, 'path.txt')
  if (!existsSync(path) || !existsSync(join(folder, 'dist', readFileSync(path, 'utf8')))) {
    return 'NOT TESTED ON ELECTRON: its runtime is not installed here; "npx install-electron" fetches it'
  }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return 'NOT TESTED ON ELECTRON: there is no display here; "xvfb-run npm test" makes one'
  }
  return process.getuid?.() === 0 ? 'NOT TESTED ON ELECTRON: its sandbox does not run as root' : undefined
}

export async function openConsole(host: HostName, options: OpenOptions): Promise<RunningConsole> {
  return host === 'browser' ? openInBrowser(options) : openDesktop(host, options)
}

async function openInBrowser({ home, browser, watch }: OpenOptions): Promise<RunningConsole> {
  const program = await startConsole({ home, flags: ['--confirm-on-stderr'] })
  const page = await browser()
  watch(page)
  // Playwright catches file choosers only while a listener exists.
  page.on('filechooser', () => undefined)
  await page.goto(program.url)
  return { page, desktop: undefined, terminal: program.output, stop: async () => void (await program.stop()) }
}

/** Additional arguments and environment variables. */
export interface ExtraLaunchOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the built program. The stand-in replaces only Electron's executable. */
export async function launchDesktop(
  host: HostName,
  home: string,
  { args = [], env = {} }: ExtraLaunchOptions = {},
): Promise<ElectronApplication> {
  // Playwright starts the executable of the package itself.
  chooseExecutable(host)
  const ours = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]))
  // The sandbox stays enabled, because the program never runs without it.
  return _electron.launch({ args: ['.', `--home=${home}`, ...args], env: { ...ours, ...env }, chromiumSandbox: true })
}

async function openDesktop(host: HostName, { home, watch }: OpenOptions): Promise<RunningConsole> {
  const desktop = await launchDesktop(host, home)
  desktop.context().on('page', watch)
  const page = await desktop.firstWindow()
  watch(page)
  // Assertions that something is absent would pass on an empty page.
  await page.waitForURL(/^(app|https):\/\/[^/]*console/)
  return { page, desktop, terminal: () => '', stop: () => desktop.close() }
}

/** Starts a second desktop program and waits until it exits. */
export async function runDesktop(
  host: HostName,
  home: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | null; readonly words: string }> {
  const executable = chooseExecutable(host)
  // With an IPC channel, the program reports errors on the channel instead of in a dialog.
  const child = spawn(executable, ['.', `--home=${home}`, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, ...env },
  })
  let words = ''
  child.on('message', (message) => {
    const launch = parseLaunchReport(message)
    if (launch?.kind === 'refused' || launch?.kind === 'failed') words = launch.message
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, words }
}

/** Returns the executable of the package "electron", which reads the path of the stand-in from an environment variable. */
export function chooseExecutable(host: HostName): string {
  if (host === 'electron-standin') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = resolve('tests/electron-standin')
  return createRequire(import.meta.url)('electron') as string
}
