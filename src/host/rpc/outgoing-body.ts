import { CHUNK_BYTES, CHUNK_CREDIT, type HostFrame } from '../../shared/rpc/frames.ts'

/** Takes the body of a call's result while it arrives. */
export interface BodyWriter {
  /** Announces the length of the whole body, before its first bytes. */
  expect(length: number): void
  /** Takes bytes, which must not change afterwards. Resolves when the window may be sent more. Drops bytes after a cancel. */
  write(bytes: Uint8Array): Promise<void>
}

/** Sends one body in chunks, never more of them in flight than the window granted: a slow window slows down the writer. */
export class OutgoingBody implements BodyWriter {
  readonly #id: number
  readonly #send: (frame: HostFrame) => void
  readonly #pieces: Uint8Array[] = []
  #expected: number | undefined
  #waiting = 0
  #sent = 0
  #credit = CHUNK_CREDIT
  #seq = 0
  #state: 'open' | 'ending' | 'cancelled' = 'open'
  #resume: () => void = () => undefined

  constructor(id: number, send: (frame: HostFrame) => void) {
    this.#id = id
    this.#send = send
  }

  /** Bytes that were not sent yet. */
  get waiting(): number {
    return this.#waiting
  }

  /** Bytes that were sent. */
  get sent(): number {
    return this.#sent
  }

  expect(length: number): void {
    if (this.#seq === 0) this.#expected = length
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#state === 'cancelled' || bytes.byteLength === 0) return Promise.resolve()
    this.#pieces.push(bytes)
    this.#waiting += bytes.byteLength
    return this.#drained(CHUNK_BYTES)
  }

  /** Resolves when the last bytes are sent. */
  end(): Promise<void> {
    if (this.#state === 'open') this.#state = 'ending'
    return this.#drained(1)
  }

  grant(credit: number): void {
    this.#credit += credit
    this.#pump()
  }

  cancel(): void {
    this.#state = 'cancelled'
    this.#pieces.length = 0
    this.#waiting = 0
    this.#resume()
  }

  /** Resolves once fewer bytes than `below` wait. There is one writer. */
  #drained(below: number): Promise<void> {
    this.#pump()
    if (this.#waiting < below) return Promise.resolve()
    return new Promise((resolve) => {
      this.#resume = () => {
        if (this.#waiting < below) resolve()
      }
    })
  }

  #pump(): void {
    const least = this.#state === 'ending' ? 1 : CHUNK_BYTES
    while (this.#credit > 0 && this.#waiting >= least) {
      if (this.#seq === 0) this.#begin()
      const data = this.#take(Math.min(CHUNK_BYTES, this.#waiting))
      this.#credit -= 1
      this.#sent += data.byteLength
      this.#send({ t: 'bytes', id: this.#id, seq: this.#seq, data })
      this.#seq += 1
    }
    this.#resume()
  }

  #begin(): void {
    // At its end all of a body that was never sent before is waiting.
    const length = this.#state === 'ending' ? this.#waiting : this.#expected
    this.#send({ t: 'body', id: this.#id, ...(length !== undefined && { length }) })
  }

  /** The next bytes; copied only where they are spread over several pieces. */
  #take(length: number): Uint8Array {
    const [first] = this.#pieces
    this.#waiting -= length
    if (first !== undefined && first.byteLength >= length) {
      this.#keepRest(first, length)
      return first.subarray(0, length)
    }
    const chunk = new Uint8Array(length)
    for (let filled = 0; filled < length; ) {
      const piece = this.#pieces[0] as Uint8Array
      const part = piece.subarray(0, length - filled)
      chunk.set(part, filled)
      filled += part.byteLength
      this.#keepRest(piece, part.byteLength)
    }
    return chunk
  }

  #keepRest(piece: Uint8Array, taken: number): void {
    if (taken === piece.byteLength) this.#pieces.shift()
    else this.#pieces[0] = piece.subarray(taken)
  }
}
