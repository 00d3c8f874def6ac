import { app, type BrowserWindow, dialog } from 'electron'
import type { Log } from '../../host/log/log.ts'
import { createCrashBudget } from './crash-budget.ts'

export interface RecoveryOptions {
  readonly window: BrowserWindow
  readonly log: Log
  readonly now: () => number
  /** The page is gone: whatever it held open is let go. */
  readonly onGone: (reason: string) => void
  /** A sentence for the page that comes after. */
  readonly addNotice: (text: string) => void
}

/** Opens the page again after a crash. The session, the orders and the history live in this process and went on. */
export function recoverWindow({ window, log, now, onGone, addNotice }: RecoveryOptions): void {
  const budget = createCrashBudget(now)
  const open = (): void => {
    if (!window.isDestroyed()) window.webContents.reload()
  }
  const ask = async (reason: string): Promise<void> => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      title: 'IBKR Console',
      message: 'The window keeps crashing.',
      detail: `Reason: ${reason}. The session goes on in the background and nothing is lost. The log in the user data folder says more.`,
      buttons: ['Open the window again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    budget.reset()
    if (response === 1) app.quit()
    else open()
  }
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.write('error', 'window-crashed', `${reason}, exit code ${exitCode}`)
    onGone(`The window crashed (${reason}).`)
    if (reason === 'clean-exit') return
    if (!budget.spend()) {
      void ask(reason)
      return
    }
    const at = new Date(now()).toLocaleTimeString('en-GB')
    addNotice(`The window crashed at ${at} (${reason}) and was opened again. The session went on meanwhile.`)
    open()
  })
}
