import { IbkrError } from '../errors/ibkr-error.ts'
import type { OutgoingMessage } from './socket-connection.ts'

/**
 * What may be sent now: nothing, messages of streams, or all messages. IBKR drops messages that it receives before its
 * session message was sent.
 */
export type SendableMessages = 'closed' | 'streams' | 'open'

/** Totals of a drop-in socket. */
export interface DropInCounts {
  /**
   * Number of accepted messages that are not sent yet, because there is no connection or session message, or the server
   * does not read.
   */
  readonly textsWaiting: number
  /**
   * Number of accepted messages that were never sent: the socket ended first, or the queue was full for a stream's
   * message.
   */
  readonly textsDropped: number
}

interface QueuedText {
  readonly text: OutgoingMessage
  /** Whether the message is sent again on each connection, because its stream is still subscribed. */
  readonly ofStream: boolean
}

/**
 * The bounded queue of a drop-in socket. Messages wait in order for a connection, its session message, or a server that
 * reads.
 */
export class OutgoingMessageQueue {
  readonly #limit: number
  #queue: QueuedText[] = []
  #dropped = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get counts(): DropInCounts {
    return { textsWaiting: this.#queue.length, textsDropped: this.#dropped }
  }

  /** Reports whether another message would overtake a queued one. */
  isBehind(gate: SendableMessages): boolean {
    return this.#queue.some(({ ofStream }) => ofStream || gate === 'open')
  }

  /** Adds a message. @throws IbkrError `socket-queue-full` */
  add(text: OutgoingMessage): void {
    if (this.#queue.length >= this.#limit) {
      throw new IbkrError(
        'socket-queue-full',
        `The queue already contains ${this.#limit} messages: this one was not accepted.`,
      )
    }
    this.#queue.push({ text, ofStream: false })
  }

  /** Adds a message of a stream. Drops and counts it if the queue is full, because no caller could catch an error. */
  addOfStream(text: OutgoingMessage): void {
    if (this.#queue.length < this.#limit) this.#queue.push({ text, ofStream: true })
    else this.#dropped += 1
  }

  /**
   * Puts the messages of all streams first on a new connection. They replace the messages queued for the previous
   * connection.
   */
  begin(texts: readonly OutgoingMessage[]): void {
    const others = this.#queue.filter(({ ofStream }) => !ofStream)
    this.#queue = [...texts.map((text): QueuedText => ({ text, ofStream: true })), ...others]
  }

  /**
   * Sends the allowed messages in order. Returns true if a message was not accepted: it stays queued with all later
   * messages.
   */
  flush(gate: SendableMessages, send: (text: OutgoingMessage) => boolean): boolean {
    if (gate === 'closed') return false
    let index = 0
    for (let queued = this.#queue[index]; queued !== undefined; queued = this.#queue[index]) {
      if (!queued.ofStream && gate !== 'open') index += 1
      else if (send(queued.text)) this.#queue.splice(index, 1)
      else return true
    }
    return false
  }

  /** Drops all queued messages, when the socket has ended. */
  end(): void {
    this.#dropped += this.#queue.length
    this.#queue = []
  }
}
