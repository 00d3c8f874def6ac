import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type ConsoleProcess, startConsole } from '../process/console-process.ts'
import { turnGuardRailsOff } from '../process/guard-rails-off.ts'
import type { BrowserOptions, BrowserWindow, TestedBrowser } from './browser-window.ts'

/** The built console in browser mode, with a window of one browser. */
export interface BrowserConsole {
  readonly window: BrowserWindow
  readonly console: ConsoleProcess
  /** User data folder of the console. */
  readonly home: string
  /** Folder of the downloads. */
  readonly folder: string
  /** Time when the start address was opened, in ms of `performance.now`. */
  readonly openedAt: number
}

type Options = Omit<BrowserOptions, 'folder'> & {
  /** Prepares the user data folder. */
  readonly prepare?: (home: string) => void
}

/** Starts the console and opens its start address. Both end with the test. */
export async function openConsoleIn(
  browser: TestedBrowser,
  { prepare, ...options }: Options = {},
): Promise<BrowserConsole> {
  const folder = temporaryFolder()
  const home = temporaryFolder()
  turnGuardRailsOff(home)
  prepare?.(home)
  const console = await startConsole({ home, flags: ['--confirm-on-stderr'] })
  onTestFinished(async () => void (await console.stop()))
  const window = await browser.open({ ...options, folder })
  onTestFinished(() => window.close())
  const openedAt = performance.now()
  await window.open(console.url)
  return { window, console, home, folder, openedAt }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-browser-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
