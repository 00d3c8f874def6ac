import { app, type BrowserWindow, dialog } from 'electron'
import { describeFault, type Log } from '../../host/log/log.ts'
import { APP_PAGE, isOwnAddress } from '../app-origin.ts'
import { createCrashBudget } from './crash-budget.ts'
import { crashWords } from './crash-words.ts'

export interface RecoveryOptions {
  readonly window: BrowserWindow
  readonly log: Log
  readonly now: () => number
  /** The page is gone: whatever it held open is let go. */
  readonly onGone: (reason: string) => void
  /** A sentence for the page that comes after. */
  readonly addNotice: (text: string) => void
}

export interface Recovery {
  /** Whether the page ever crashed: it is no longer for others to say what its loading came to. */
  tookOver(): boolean
}

/** Opens the page again after a crash. The session, the orders and the history live in this process and went on. */
export function recoverWindow({ window, log, now, onGone, addNotice }: RecoveryOptions): Recovery {
  const budget = createCrashBudget(now)
  let crashed = false
  const open = (): void => {
    if (!window.isDestroyed()) window.webContents.reload()
  }
  const openAnew = (): void => {
    if (window.isDestroyed()) return
    window.loadURL(APP_PAGE).catch(() => log.write('error', 'page-not-loaded'))
  }
  /** `what` happened to the window the last time; `goOn` opens its page again. */
  const ask = async (what: string, goOn: () => void): Promise<void> => {
    // A dialog in front of a window that was never shown would not be seen either.
    window.show()
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'IBKR Console',
      message: 'The window keeps failing.',
      detail: `The last time it ${what}. The session goes on in the background and nothing is lost. The log in the user data folder says more.`,
      buttons: ['Open the window again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    budget.reset()
    if (response === 1) app.quit()
    else goOn()
  }
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.write('error', 'window-crashed', `${reason}, exit code ${exitCode}`)
    crashed = true
    onGone(`The window ${crashWords(reason)}.`)
    if (window.isDestroyed()) return
    if (!budget.spend()) {
      void ask(crashWords(reason), open)
      return
    }
    const at = new Date(now()).toLocaleTimeString('en-GB')
    addNotice(`The window ${crashWords(reason)} at ${at} and was opened again. The session went on meanwhile.`)
    // Not within the event: to load while the death of a page is still being told has brought Electron down
    // (electron/electron#51900).
    setImmediate(open)
  })
  // No guard is asked about "about:blank" (electron/electron#21136), so a page can empty itself.
  window.webContents.on('did-navigate', (_event, address) => {
    if (isOwnAddress(address)) return
    log.write('warning', 'page-left')
    if (budget.spend()) openAnew()
    else void ask('left its page', openAnew)
  })
  window.webContents.on('preload-error', (_event, _path, error) => log.write('error', 'preload', describeFault(error)))
  window.webContents.on('unresponsive', () => log.write('warning', 'window-unresponsive'))
  return { tookOver: () => crashed }
}
