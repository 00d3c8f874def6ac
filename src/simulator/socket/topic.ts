import type { Timers } from '../clock.ts'

/** The functions of an open socket that its topics use. */
export interface TopicSocket {
  /** Sends an object as JSON. */
  send(value: object): void
  /** Sends JSON that was serialised once for several sockets. */
  sendText(text: string): void
  /** Timers that end with the socket. */
  readonly timers: Timers
}

/** The JSON arguments of a client's frame. */
export type TopicOptions = Readonly<Record<string, unknown>>

/** One kind of stream on one socket. */
export interface Topic {
  /** The three letters that subscribe to the topic. */
  readonly subscribe: string
  /** Whether the topic works without the brokerage session. */
  readonly outlivesBrokerage?: true
  /** The three letters that unsubscribe from the topic, undefined if the topic has no unsubscription. */
  readonly unsubscribe: string | undefined
  open(target: readonly string[], options: TopicOptions): void
  close(target: readonly string[]): void
  /** Ends every subscription of this topic without a frame. */
  closeAll(): void
}

/** Sends the error frame of a topic. */
export function sendTopicError(socket: TopicSocket, topic: string, error: string): void {
  socket.send({ error, code: 500, topic })
}

/** A parsed client frame, `TOPIC+TARGET+{JSON}`. Target and arguments are optional. */
export interface TopicFrame {
  readonly topic: string
  /** Parts between the topic and the arguments. */
  readonly target: readonly string[]
  /** JSON arguments, empty if missing or malformed. */
  readonly options: Readonly<Record<string, unknown>>
}

/** Parses a frame. Returns undefined if the frame does not begin with a topic of three lower-case letters. */
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
