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

/** What a frame of the client says after its topic and target. */
export type TopicOptions = Readonly<Record<string, unknown>>

/** One kind of stream on one socket. */
export interface Topic {
  /** Three letters that subscribe. */
  readonly subscribe: string
  /** Works without the brokerage session, and outlives it. */
  readonly outlivesBrokerage?: true
  /** Three letters that unsubscribe; undefined where nothing does. */
  readonly unsubscribe: string | undefined
  open(target: readonly string[], options: TopicOptions): void
  close(target: readonly string[]): void
  /** Ends every subscription of this kind without a word. */
  closeAll(): void
}

/** The error of a topic: its name is the three letters. */
export function refuse(channel: Channel, topic: string, error: string): void {
  channel.send({ error, code: 500, topic })
}
