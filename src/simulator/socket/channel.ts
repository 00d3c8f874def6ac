import type { Timers } from '../timers.ts'
import type { World } from '../world.ts'

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

/** Refuses a topic that needs the brokerage session where there is none; true where it did. */
export function refusedWithoutBrokerage(world: World, channel: Channel, topic: string): boolean {
  if (world.session.brokerage().kind === 'open') return false
  refuse(channel, topic, 'unable to subscribe')
  return true
}
