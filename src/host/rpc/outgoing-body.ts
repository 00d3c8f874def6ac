import { CHUNK_BYTES, CHUNK_CREDIT, type HostFrame } from '../../shared/rpc/frames.ts'
import type { BodyWriter } from '../service-types.ts'

/**
 * Sends one body in chunks. The number of unacknowledged chunks never exceeds the window's credit, so a slow window
 * slows down the writer.
 */
export class OutgoingBody implements BodyWriter {
  length: number | undefined
  /** Number of bytes that wait to be sent. */
  waiting = 0
  /** Number of bytes sent. */
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

  /** Ends the body. Resolves when the last bytes are sent. */
  end(): Promise<void> {
    if (this.#state === 'open') this.#state = 'ending'
    // Nothing was sent yet, so the waiting bytes are the whole body.
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

  /** Resolves when fewer than `below` bytes are waiting. Only one writer may wait. */
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

  /** Removes the next bytes from the queue. Copies the bytes only if they span several pieces. */
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
