import { IbkrError } from '../errors/ibkr-error.ts'
import type { OutgoingText } from './socket-connection.ts'

/** What may be sent now: nothing, texts of streams, or all. IBKR drops what it receives before its session message. */
export type Gate = 'closed' | 'streams' | 'open'

/** Totals of a drop-in socket. */
export interface DropInCounts {
  /** Accepted and not sent yet: there is no connection or no session message, or the server does not read. */
  readonly textsWaiting: number
  /** Accepted and never sent: the socket ended first, or a stream's text did not fit into the queue. */
  readonly textsDropped: number
}

interface QueuedText {
  readonly text: OutgoingText
  /** Sent again on each connection, because its stream still wants it. */
  readonly ofStream: boolean
}

/** The bounded queue of a drop-in socket, in order: for a connection, its session message, or a server that reads. */
export class OutgoingTexts {
  readonly #limit: number
  #queue: QueuedText[] = []
  #dropped = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get counts(): DropInCounts {
    return { textsWaiting: this.#queue.length, textsDropped: this.#dropped }
  }

  /** Whether a further text would overtake a queued one. */
  isBehind(gate: Gate): boolean {
    return this.#queue.some(({ ofStream }) => ofStream || gate === 'open')
  }

  /** @throws IbkrError `socket-queue-full` */
  add(text: OutgoingText): void {
    if (this.#queue.length >= this.#limit) {
      throw new IbkrError('socket-queue-full', `The queue holds ${this.#limit} texts: this one was not accepted.`)
    }
    this.#queue.push({ text, ofStream: false })
  }

  /** Drops and counts the text if the queue is full: there is no caller to throw to. */
  addOfStream(text: OutgoingText): void {
    if (this.#queue.length < this.#limit) this.#queue.push({ text, ofStream: true })
    else this.#dropped += 1
  }

  /** On a new connection the texts of all streams go first, and replace those that were queued for the previous one. */
  begin(texts: readonly OutgoingText[]): void {
    const others = this.#queue.filter(({ ofStream }) => !ofStream)
    this.#queue = [...texts.map((text): QueuedText => ({ text, ofStream: true })), ...others]
  }

  /** Sends what the gate allows, in order. Returns true if a text was not accepted: that one and the rest stay queued. */
  flush(gate: Gate, send: (text: OutgoingText) => boolean): boolean {
    if (gate === 'closed') return false
    let index = 0
    for (let queued = this.#queue[index]; queued !== undefined; queued = this.#queue[index]) {
      if (!queued.ofStream && gate !== 'open') index += 1
      else if (send(queued.text)) this.#queue.splice(index, 1)
      else return true
    }
    return false
  }

  /** The socket has ended: queued texts are never sent. */
  end(): void {
    this.#dropped += this.#queue.length
    this.#queue = []
  }
}
