import { IbkrError } from '../errors/ibkr-error.ts'

/** What may be sent now: nothing, what streams say, or everything. IBKR loses what comes before its greeting. */
export type Gate = 'closed' | 'streams' | 'open'

interface Waiting {
  readonly text: unknown
  /** Said for a stream: each connection is told anew what streams want. */
  readonly ofStream: boolean
}

/** Texts of a drop-in socket that wait, in order and bounded: for a connection, its greeting, or a server that reads. */
export class OutgoingTexts {
  readonly #limit: number
  #waiting: Waiting[] = []
  #dropped = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Texts that were taken, and never sent. */
  get dropped(): number {
    return this.#dropped
  }

  /** Whether something waits that a further text must not overtake. */
  isBehind(gate: Gate): boolean {
    return this.#waiting.some(({ ofStream }) => ofStream || gate === 'open')
  }

  /** @throws IbkrError `socket-queue-full` */
  add(text: unknown): void {
    if (this.#waiting.length >= this.#limit) {
      throw new IbkrError('socket-queue-full', `${this.#limit} texts wait to be sent already: this one was not taken.`)
    }
    this.#waiting.push({ text, ofStream: false })
  }

  /** Takes what a stream says. Where there is no room it is counted: nobody is there to be told. */
  addOfStream(text: unknown): void {
    if (this.#waiting.length < this.#limit) this.#waiting.push({ text, ofStream: true })
    else this.#dropped += 1
  }

  /** What streams want of a connection goes before all that waits, and replaces what was to be said for them before. */
  begin(texts: readonly unknown[]): void {
    const others = this.#waiting.filter(({ ofStream }) => !ofStream)
    this.#waiting = [...texts.map((text): Waiting => ({ text, ofStream: true })), ...others]
  }

  /** Sends what the gate lets through, in order, up to the first text that is not taken: that one and the rest stay. */
  flush(gate: Gate, send: (text: unknown) => boolean): void {
    if (gate === 'closed') return
    let index = 0
    for (let one = this.#waiting[index]; one !== undefined; one = this.#waiting[index]) {
      if (!one.ofStream && gate !== 'open') index += 1
      else if (send(one.text)) this.#waiting.splice(index, 1)
      else return
    }
  }

  /** The socket has ended: what waits is never sent. */
  end(): void {
    this.#dropped += this.#waiting.length
    this.#waiting = []
  }
}
