import { join } from 'node:path'
import { app, crashReporter, dialog } from 'electron'
import type { LaunchReport } from '../host/launch-report.ts'
import {
  DataFolderError,
  explainUnusableFolder,
  isUnwritable,
  locateDataFolder,
  prepareDataFolder,
  prepareSubfolder,
} from '../host/storage/data-folder.ts'
import { describeFolderInUse, type LockOwner, lockDataFolder } from '../host/storage/data-folder-lock.ts'

export type OpenFolderResult =
  | { readonly kind: 'locked'; readonly folder: string; release(): Promise<void> }
  /** Another desktop window uses the user data folder; it was brought to the front. */
  | { readonly kind: 'raised'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** An unexpected error. */
  | { readonly kind: 'failed'; readonly message: string }

/**
 * Locks the user data folder. Calls `onSecondStart` when another program tries to lock it, with the program's arguments
 * if they are known. Never rejects: an error would leave a process without a window.
 */
export async function openDataFolder(onSecondStart: (argv: readonly string[]) => void): Promise<OpenFolderResult> {
  const folder = locateDataFolder(app.commandLine.getSwitchValue('home') || undefined, process.env, process.platform)
  try {
    prepareDataFolder(folder)
    setChromiumFolder(join(folder, 'window'))
    raiseThroughChromium(onSecondStart)
    const lock = await lockDataFolder(folder, () => {
      onSecondStart([])
      return JSON.stringify({ pid: process.pid, window: true } satisfies LockOwner)
    })
    if (lock.kind === 'locked') return { kind: 'locked', folder, release: lock.release }
    // Chromium writes to the folder too. Browser mode can run without.
    if (lock.kind === 'read-only') return { kind: 'failed', message: `${lock.notice} ${BROWSER_MODE}` }
    const { text, raised } = describeFolderInUse(folder, lock.owner)
    return { kind: raised ? 'raised' : 'refused', message: text }
  } catch (error) {
    if (!(error instanceof DataFolderError)) return describeFailedStart(error as Error)
    return isUnwritable(error.cause)
      ? { kind: 'failed', message: `${error.message} ${BROWSER_MODE}` }
      : { kind: 'refused', message: error.message }
  }
}

const BROWSER_MODE = 'The window needs a folder that can be written; browser mode runs read-only without.'

/** Describes an unexpected error of the start. */
export function describeFailedStart(error: Error): { readonly kind: 'failed'; readonly message: string } {
  // Only errors of the system have a code. Nearly all are about the user data folder.
  const reason = 'code' in error ? explainUnusableFolder(error) : error.message
  return { kind: 'failed', message: `The console could not start: ${reason}` }
}

/** Sets and creates the folder for Chromium's own files (caches, theme). It must exist before it is set. */
function setChromiumFolder(folder: string): void {
  prepareSubfolder(folder)
  app.setPath('userData', folder)
  const crashDumps = join(folder, 'crashes')
  prepareSubfolder(crashDumps)
  app.setPath('crashDumps', crashDumps)
  // Crash dumps stay on this computer. The user can add them to the diagnostics.
  crashReporter.start({ uploadToServer: false })
}

/**
 * Brings the window of another desktop program to the front through Chromium's lock as well. On Windows only a program
 * that the user has just started may pass the foreground on, and Chromium does so for its lock. Whether it got the lock
 * does not matter: `lockDataFolder` decides, because Chromium's lock may be stale in a folder that several machines share.
 */
function raiseThroughChromium(onSecondStart: (argv: readonly string[]) => void): void {
  app.on('second-instance', (_event, argv) => onSecondStart(argv))
  app.requestSingleInstanceLock()
}

/*
 * The user starts the program with a click, or the command line starts it. The command line has a terminal and listens
 * on an ipc channel. Reports use that channel, because on Windows a program with windows has no stderr.
 */

/** Sends a report to the command line if it started this program. Resolves when the report is sent. */
export async function reportLaunch(launch: LaunchReport): Promise<void> {
  if (process.connected) await new Promise<void>((resolve) => process.send?.(launch, () => resolve()))
}

let reported: Promise<void> | undefined

/**
 * Shows why no window opens. Must not be awaited before the program is ready. Shows only the first reason, because
 * further errors are mostly consequences.
 */
export function reportRefusedLaunch(launch: Exclude<LaunchReport, { readonly kind: 'window' }>): Promise<void> {
  reported ??= showRefusedLaunch(launch)
  return reported
}

async function showRefusedLaunch(launch: Exclude<LaunchReport, { readonly kind: 'window' }>): Promise<void> {
  if (process.send) return reportLaunch(launch)
  process.stderr.write(`ibkr-console: ${launch.message}\n`)
  // On Linux no dialog can be shown before the program is ready.
  await app.whenReady()
  dialog.showErrorBox('IBKR Console', launch.message)
}

/**
 * Calls `run` when the command line that started the program ends or disconnects, because a window must not stay open
 * without its terminal.
 */
export function onLauncherExit(run: () => void): void {
  if (!process.send) return
  if (process.connected) process.once('disconnect', run)
  else run()
}
