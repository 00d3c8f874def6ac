import { app, dialog } from 'electron'
import type { LaunchReport } from '../host/launch-report.ts'

/* The program is started by the command line, which listens on a channel and owns the terminal, or by a click, when
   nobody reads what is printed. What is said goes over the channel: on Windows a program with windows has no stderr. */

/** Tells the command line, where there is one. Resolves once it is on its way, so that the program may end. */
export async function report(launch: LaunchReport): Promise<void> {
  if (process.connected) await new Promise<void>((resolve) => process.send?.(launch, () => resolve()))
}

/** Says why there will be no window, where the user looks. Not to be awaited before the program is ready. */
export async function sayRefusal(launch: Exclude<LaunchReport, { readonly kind: 'window' }>): Promise<void> {
  if (process.send) return report(launch)
  process.stderr.write(`ibkr-console: ${launch.words}\n`)
  // Earlier there is no dialog on Linux.
  await app.whenReady()
  dialog.showErrorBox('IBKR Console', launch.words)
}

/** Calls back when the command line that started us is gone, or wants us to end: nothing stays behind without its terminal. */
export function onLauncherGone(run: () => void): void {
  if (!process.send) return
  if (process.connected) process.once('disconnect', run)
  else run()
}
