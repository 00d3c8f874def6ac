import type { Timers } from '../clock.ts'

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

/** A client frame taken apart: `TOPIC+TARGET+{JSON}`; target and arguments may be missing. */
export interface TopicFrame {
  readonly topic: string
  /** Parts between the topic and the arguments. */
  readonly target: readonly string[]
  /** Empty where there were none, or where they do not parse. */
  readonly options: Readonly<Record<string, unknown>>
}

/** Parses a frame; undefined where it does not begin with a topic of three lower-case letters. */
export function parseTopicFrame(text: string): TopicFrame | undefined {
  const found = /^([a-z]{3})(?:\+?(\{.*\})|\+(.*?)(?:\+(\{.*\}))?)?$/s.exec(text)
  const topic = found?.[1]
  if (topic === undefined) return undefined
  const target = (found?.[3] ?? '').split('+').filter((part) => part !== '')
  return { topic, target, options: parseOptions(found?.[2] ?? found?.[4]) }
}

function parseOptions(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
