/** Receives the library's log messages, such as `console`. They contain no secret. Default: none. */
export interface Logger {
  /** Receives the steps of sessions and connections. */
  debug(message: string, ...details: unknown[]): void
  /** Receives problems that a person should check: unknown options, a wrong clock, errors thrown by listeners. */
  warn(message: string, ...details: unknown[]): void
}

/** A logger that ignores all messages. */
export const silentLogger: Logger = { debug: () => undefined, warn: () => undefined }
