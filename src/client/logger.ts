/** Where the library tells what it does; `console` fits. Nothing secret is passed. Silent unless given. */
export interface Logger {
  debug(message: string, ...details: unknown[]): void
  warn(message: string, ...details: unknown[]): void
}

/** Drops everything. */
export const silentLogger: Logger = { debug: () => undefined, warn: () => undefined }
