import { CHUNK_BYTES, CHUNK_CREDIT, type HostFrame } from '../../shared/rpc/frames.ts'

/** Takes the body of a call's result while it arrives. */
export interface BodyWriter {
  /** Bytes of the whole body, where known. To be set before the first write. */
  length: number | undefined
  /** Takes bytes, which must not change afterwards. Resolves when the window may be sent more. Drops bytes after a cancel. */
  write(bytes: Uint8Array): Promise<void>
}

/** Sends one body in chunks, never more of them in flight than the window granted: a slow window slows down the writer. */
export class OutgoingBody implements BodyWriter {
  length: number | undefined
  /** Bytes that were not sent yet. */
  waiting = 0
  /** Bytes that were sent. */
  sent = 0
  readonly #id: number
  readonly #send: (frame: HostFrame) => void
  readonly #pieces: Uint8Array[] = []
  #credit = CHUNK_CREDIT
  #seq = 0
  #state: 'open' | 'ending' | 'cancelled' = 'open'
  #resume: (() => void) | undefined

  constructor(id: number, send: (frame: HostFrame) => void) {
    this.#id = id
    this.#send = send
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#state === 'cancelled' || bytes.byteLength === 0) return Promise.resolve()
    this.#pieces.push(bytes)
    this.waiting += bytes.byteLength
    return this.#drain(CHUNK_BYTES)
  }

  /** Resolves when the last bytes are sent. */
  end(): Promise<void> {
    if (this.#state === 'open') this.#state = 'ending'
    // Nothing was sent before: the whole body is waiting.
    if (this.#seq === 0) this.length = this.waiting
    return this.#drain(1)
  }

  grant(credit: number): void {
    this.#credit += credit
    this.#pump()
  }

  cancel(): void {
    this.#state = 'cancelled'
    this.#pieces.length = 0
    this.waiting = 0
    this.#resume?.()
  }

  /** Resolves once fewer bytes than `below` wait. There is one writer. */
  #drain(below: number): Promise<void> {
    this.#pump()
    if (this.waiting < below) return Promise.resolve()
    return new Promise((resolve) => {
      this.#resume = () => {
        if (this.waiting < below) resolve()
      }
    })
  }

  #pump(): void {
    const least = this.#state === 'ending' ? 1 : CHUNK_BYTES
    while (this.#credit > 0 && this.waiting >= least) {
      const [id, seq, { length }] = [this.#id, this.#seq, this]
      if (seq === 0) this.#send({ t: 'body', id, ...(length !== undefined && { length }) })
      const data = this.#take(Math.min(CHUNK_BYTES, this.waiting))
      this.#credit -= 1
      this.#seq += 1
      this.waiting -= data.byteLength
      this.sent += data.byteLength
      this.#send({ t: 'bytes', id, seq, data })
    }
    this.#resume?.()
  }

  /** The next bytes; copied only where they are spread over several pieces. */
  #take(length: number): Uint8Array {
    const parts: Uint8Array[] = []
    for (let missing = length; missing > 0; ) {
      const piece = this.#pieces[0] as Uint8Array
      const part = piece.subarray(0, missing)
      parts.push(part)
      missing -= part.byteLength
      if (part.byteLength === piece.byteLength) this.#pieces.shift()
      else this.#pieces[0] = piece.subarray(part.byteLength)
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
  }
}
