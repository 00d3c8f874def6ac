import { CHUNK_BYTES, CHUNK_CREDIT, type HostFrame } from '../../shared/rpc/frames.ts'

/** Sends one body in chunks, never more of them in flight than the window granted. */
export class OutgoingBody {
  readonly #id: number
  readonly #body: Uint8Array
  readonly #send: (frame: HostFrame) => void
  #credit = CHUNK_CREDIT
  #offset = 0
  #seq = 0
  #done = false

  constructor(id: number, body: Uint8Array, send: (frame: HostFrame) => void) {
    this.#id = id
    this.#body = body
    this.#send = send
  }

  get done(): boolean {
    return this.#done
  }

  /** Bytes that the window has not taken yet. */
  get waiting(): number {
    return this.#body.byteLength - this.#offset
  }

  grant(credit: number): void {
    this.#credit += credit
    this.pump()
  }

  pump(): void {
    while (!this.#done && this.#credit > 0) {
      const end = Math.min(this.#offset + CHUNK_BYTES, this.#body.byteLength)
      const last = end === this.#body.byteLength
      const data = this.#body.subarray(this.#offset, end)
      this.#send({ t: 'bytes', id: this.#id, seq: this.#seq, data, last })
      this.#offset = end
      this.#seq += 1
      this.#credit -= 1
      this.#done = last
    }
  }
}
