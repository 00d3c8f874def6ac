/** Receives the library's log messages; `console` fits. They hold no secret. Default: silent. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
}

/** Drops everything. */
export const silentLogger: Logger = { debug: () => undefined, warn: () => undefined }
