/*
 * The ipc between a page and the desktop program. The messages are the same as on the socket (`frame-encoding.ts`).
 * Each message contains its connection number, so that it cannot reach a later connection.
 */

/** Channels from a page: `open(connection)`, `frame(connection, text)`, `close(connection)`. */
export type IpcToHost = 'ibkr-console:open' | 'ibkr-console:frame' | 'ibkr-console:close'

/** Channels to a page: `frame(connection, message)`, `closed(connection, reason)`. */
export type IpcToWindow = 'ibkr-console:frame' | 'ibkr-console:closed'

/** The functions that the preload script of a desktop window exposes as `window.ibkrConsole`. */
export interface HostBridge {
  /** Opens a connection. The previous connection ends without an event. */
  connect(onMessage: (message: string | Uint8Array) => void, onClosed: (reason: string) => void): void
  /** Sends a message. Does nothing without a connection. */
  send(message: string): void
  disconnect(): void
  /**
   * Returns the path of a file that was dropped on the page or chosen in it; empty for a file that the page created.
   */
  getPathForFile(file: File): string
}
