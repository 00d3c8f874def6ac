import { app, type BrowserWindow, type Details, dialog, type RenderProcessGoneDetails } from 'electron'
import type { Log } from '../host/log/log.ts'
import { describeErrorForLog } from '../host/log/log.ts'
import { APP_PAGE, isOwnAddress } from './app-page.ts'

export interface WindowRecoveryOptions {
  readonly window: BrowserWindow
  readonly log: Log
  readonly now: () => number
  /** Called when the page has crashed. Releases the resources that the page had open. */
  readonly onGone: (reason: string) => void
  /** Shows a notice in the next page. */
  readonly addNotice: (text: string) => void
}

export interface WindowRecovery {
  /** Reports whether the page has ever crashed. If so, the recovery handles failures to load it. */
  hasStarted(): boolean
}

/** Reloads the page after a crash. The session, the orders and the history are in the main process and continue. */
export function recoverWindow({ window, log, now, onGone, addNotice }: WindowRecoveryOptions): WindowRecovery {
  const budget = createCrashLimit(now)
  let crashed = false
  const reload = (): void => {
    if (!window.isDestroyed()) window.webContents.reload()
  }
  const loadPage = (): void => {
    if (window.isDestroyed()) return
    window.loadURL(APP_PAGE).catch(() => log.write('error', 'page-not-loaded'))
  }
  /** @param failure completes the sentence "The window …" */
  const askToContinue = async (failure: string, onContinue: () => void): Promise<void> => {
    // The window must be shown first: a dialog of a hidden window would be invisible.
    window.show()
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'IBKR Console',
      message: 'The window keeps failing.',
      detail: `The last time it ${failure}. The session continues in the background and nothing is lost. See the log in the user data folder.`,
      buttons: ['Open the window again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    budget.reset()
    if (response === 1) app.quit()
    else onContinue()
  }
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.write('error', 'window-crashed', `${reason}, exit code ${exitCode}`)
    const failure = describeCrash(reason)
    crashed = true
    onGone(`The window ${failure}.`)
    if (window.isDestroyed()) return
    if (!budget.spend()) {
      void askToContinue(failure, reload)
      return
    }
    const at = new Date(now()).toLocaleTimeString('en-GB')
    addNotice(`The window ${failure} at ${at} and was opened again. The session continued meanwhile.`)
    // The page is reloaded after the event, because loading while Electron reports the crash can end Electron
    // (electron/electron#51900).
    setImmediate(reload)
  })
  // Reloads a page that has cleared itself: no event can prevent navigation to "about:blank" (electron/electron#21136).
  window.webContents.on('did-navigate', (_event, address) => {
    if (isOwnAddress(address)) return
    log.write('warning', 'page-left')
    if (budget.spend()) loadPage()
    else void askToContinue('left its page', loadPage)
  })
  window.webContents.on('preload-error', (_event, _path, error) =>
    log.write('error', 'preload', describeErrorForLog(error)),
  )
  window.webContents.on('unresponsive', () => log.write('warning', 'window-unresponsive'))
  return { hasStarted: () => crashed }
}

/** Maximum number of automatic reloads per minute (`WITHIN_MS`). */
const MAX_RELOADS = 3
const WITHIN_MS = 60_000

/** Creates a limit for automatic reloads, so that a page that crashes repeatedly is not reloaded forever. */
export function createCrashLimit(now: () => number) {
  let crashes: number[] = []
  return {
    /** Counts a crash. Returns whether the page may be reloaded automatically. */
    spend(): boolean {
      crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()]
      return crashes.length <= MAX_RELOADS
    },
    /** Resets the count, because the user chose to continue. */
    reset(): void {
      crashes = []
    },
  }
}

/** Logs that another process of Chromium ended, such as the one for graphics. Chromium starts it again. */
export function logLostProcess(
  log: Log,
  { type, name, reason, exitCode }: Pick<Details, 'type' | 'name' | 'reason' | 'exitCode'>,
): void {
  if (reason === 'clean-exit') return
  log.write('warning', 'child-process-gone', `${name ?? type}: ${reason}, exit code ${exitCode}`)
}

/**
 * Describes the cause of a crash as the rest of a sentence that begins with "The window". Systems report the same cause
 * differently: without memory, Linux kills a process, which is "killed", and Windows reports "oom".
 */
function describeCrash(reason: RenderProcessGoneDetails['reason']): string {
  switch (reason) {
    case 'oom':
    case 'memory-eviction':
      return 'ran out of memory'
    case 'killed':
      return 'was ended by the system, which may lack memory, or by another program'
    case 'launch-failed':
      return 'could not be started'
    case 'integrity-failure':
      return 'failed the integrity check of its code'
    case 'clean-exit':
    case 'abnormal-exit':
      return 'exited'
    case 'crashed':
      return 'crashed'
  }
}
