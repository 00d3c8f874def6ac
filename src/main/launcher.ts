import { dialog } from 'electron'
import type { LaunchReport } from '../host/launch-report.ts'

/* The program is started by the command line, which listens on a channel and owns the terminal, or by a click, when
   nobody reads what is printed. */

/** Tells the command line, where there is one. */
export function report(launch: LaunchReport): void {
  process.send?.(launch)
}

/** Says why there will be no window, where the user looks. */
export function sayRefusal(words: string): void {
  process.stderr.write(`ibkr-console: ${words}\n`)
  if (!process.send) dialog.showErrorBox('IBKR Console', words)
}

/** Calls back when the command line that started us is gone: nothing stays behind without its terminal. */
export function onLauncherGone(run: () => void): void {
  if (process.send) process.once('disconnect', run)
}
