/** Receives the library's log messages, such as `console`. They contain no secret. Default: none. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
}

/** A logger that ignores all messages. */
export const silentLogger: Logger = { debug: () => undefined, warn: () => undefined }
