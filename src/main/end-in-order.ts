import { app } from 'electron'
import { describeFault, type Log } from '../host/log/log.ts'

/** Longest that closing may take, in ms: what hangs then is left to the system. */
const CLOSE_MS = 5_000

export interface OrderlyEnd {
  /** What is closed between the last window and the end of the process; what was opened last is closed first. */
  after(close: () => void | Promise<void>): void
  /** Whether somebody asked for it: what fails from then on fails because of it. */
  isAsked(): boolean
}

/** Ends the program once, whoever asks for it: the last window, the menu, a signal, or a fault of our own. */
export function endInOrder(log: Log): OrderlyEnd {
  const closers: (() => void | Promise<void>)[] = []
  let asked = false
  let ending = false
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
    asked = true
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (ending) return
    ending = true
    const timer = setTimeout(() => app.exit(1), CLOSE_MS)
    void closeAll().finally(() => {
      clearTimeout(timer)
      app.exit(code)
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  const breakOff = (error: unknown): void => {
    log.write('error', 'broken', describeFault(error))
    process.stderr.write('ibkr-console broke. The log in the user data folder says where.\n')
    code = 1
    app.quit()
  }
  process.on('uncaughtException', breakOff)
  process.on('unhandledRejection', breakOff)
  return { after: (close) => void closers.push(close), isAsked: () => asked }
}
