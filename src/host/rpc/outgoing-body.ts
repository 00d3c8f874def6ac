import { CHUNK_BYTES, CHUNK_CREDIT, type HostFrame } from '../../shared/rpc/frames.ts'
import { roomForData } from '../../shared/rpc/wire.ts'

/** Where the handler of a call puts the bytes of its answer while they come in. */
export interface BodyWriter {
  /** Before the first bytes, where it is known how many there will be. */
  expect(length: number): void
  /** Hands bytes over, which must not change any more; resolves when the window may be given more. Whatever comes after a cancel goes nowhere. */
  write(bytes: Uint8Array): Promise<void>
}

/** Sends one body in chunks, never more of them in flight than the window granted: a window that is slow slows down whoever writes. */
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
  #goOn: () => void = () => undefined

  constructor(id: number, send: (frame: HostFrame) => void) {
    this.#id = id
    this.#send = send
  }

  /** Bytes that the window has not taken yet. */
  get waiting(): number {
    return this.#waiting
  }

  /** Bytes that the window was given. */
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

  /** Resolves when the last bytes are on their way. */
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
    this.#goOn()
  }

  /** Resolves once fewer bytes wait. There is one writer. */
  #drained(below: number): Promise<void> {
    this.#pump()
    if (this.#waiting < below) return Promise.resolve()
    return new Promise((resolve) => {
      this.#goOn = () => {
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
    this.#goOn()
  }

  #begin(): void {
    // An ending is known whole.
    const length = this.#state === 'ending' ? this.#waiting : this.#expected
    this.#send({ t: 'body', id: this.#id, ...(length !== undefined && { length }) })
  }

  /** The next bytes; copied only where they lie in several pieces. */
  #take(length: number): Uint8Array {
    const [first] = this.#pieces
    this.#waiting -= length
    if (first !== undefined && first.byteLength >= length) {
      this.#keepRest(first, length)
      return first.subarray(0, length)
    }
    const chunk = roomForData(length)
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
