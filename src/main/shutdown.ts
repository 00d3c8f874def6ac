import { app, type BrowserWindow } from 'electron'
import type { Host } from '../host/host-types.ts'
import type { Log } from '../host/log/log.ts'
import { describeErrorForLog } from '../host/log/log.ts'

/** Time in ms after which a shutdown that hangs is forced. An order in flight has 5 s for its response. */
const SHUTDOWN_MS = 8_000

export interface Shutdown {
  /**
   * Registers a function that closes something between the last window and the end of the process. The functions run in
   * reverse order of registration.
   */
  add(close: () => void | Promise<void>): void
  /** Reports whether the program is quitting, so that later failures are only a consequence of that. */
  isRequested(): boolean
}

/**
 * Creates a shutdown that runs once, whatever the cause: the last window closed, the menu, a signal, or an unexpected
 * error. `reportFault` is called for each unexpected error, and the program ends when it resolves.
 */
export function createShutdown(log: Log, reportFault: () => Promise<void>): Shutdown {
  const closers: (() => void | Promise<void>)[] = []
  let requested = false
  let started = false
  let code = 0
  const closeAll = async (): Promise<void> => {
    for (const close of closers.toReversed()) {
      try {
        await close()
      } catch {
        log.write('error', 'not-closed')
      }
    }
  }
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', () => {
    requested = true
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (started) return
    started = true
    const timer = setTimeout(() => app.exit(1), SHUTDOWN_MS)
    void closeAll().finally(() => {
      clearTimeout(timer)
      app.exit(code)
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  const onFault = (error: unknown): void => {
    log.write('error', 'broken', describeErrorForLog(error))
    process.stderr.write('ibkr-console failed. See the log in the user data folder.\n')
    code = 1
    void reportFault().finally(() => app.quit())
  }
  process.on('uncaughtException', onFault)
  process.on('unhandledRejection', onFault)
  return { add: (close) => void closers.push(close), isRequested: () => requested }
}

/**
 * Ends the program when the user signs out of Windows, which emits no `before-quit`. Windows may end the process as soon
 * as the handler of `session-end` returns, so everything is written at the question before. A sign-out that another
 * program prevents has no further effect.
 */
export function endWithWindowsSession(window: Pick<BrowserWindow, 'on'>, host: Pick<Host, 'flush'>): void {
  window.on('query-session-end', () => void host.flush())
  window.on('session-end', () => app.quit())
}
