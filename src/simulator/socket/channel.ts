import type { Timers } from '../timers.ts'

/** One open socket as the topics see it. */
export interface Channel {
  /** Sends one JSON object. */
  send(value: object): void
  /** Sends JSON that is text already: serialised once for several sockets. */
  sendText(text: string): void
  /** Timers that end with the socket. */
  readonly timers: Timers
}

/** One kind of stream on one socket. */
export interface Topic {
  /** Three letters that subscribe. */
  readonly subscribe: string
  /** Three letters that unsubscribe. */
  readonly unsubscribe: string
  open(target: readonly string[], options: Readonly<Record<string, unknown>>): void
  close(target: readonly string[]): void
  /** Ends every subscription of this kind without a word. */
  closeAll(): void
}
