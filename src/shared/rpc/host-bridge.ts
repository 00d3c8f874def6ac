/* What crosses between a page and the desktop program around it. The messages are those of the socket (`wire.ts`), so that
   both carriers have one format; each carries the name of its connection, so that none reaches a later one. */

/** From a page: `open(connection)`, `frame(connection, text)`, `close(connection)`. */
export type IpcToHost = 'ibkr-console:open' | 'ibkr-console:frame' | 'ibkr-console:close'

/** To a page: `frame(connection, message)`, `closed(connection, reason)`. */
export type IpcToWindow = 'ibkr-console:frame' | 'ibkr-console:closed'

/** What the preload of a desktop window exposes as `window.ibkrConsole`, and all of it. */
export interface HostBridge {
  /** Begins a connection; the one before ends without a word. */
  connect(onMessage: (message: string | Uint8Array) => void, onClosed: (reason: string) => void): void
  /** Nothing happens without a connection. */
  send(message: string): void
  disconnect(): void
  /** Where a file lies that was dropped on the page or chosen in it; empty for one that was made in the page. */
  getPathForFile(file: File): string
}
