import type { HostFrame } from './frames.ts'

/** Takes a body while it comes in: `begin` once, unless it is empty, then all of its bytes in their order. */
export interface BodySink {
  begin(length: number): void
  /** The bytes are the sink's own from then on. */
  take(data: Uint8Array): void
}

/** Puts the chunks of one body together. The length is known from the start: no growing, no second copy. */
class WholeBody implements BodySink {
  bytes = new Uint8Array()
  #offset = 0

  begin(length: number): void {
    this.bytes = new Uint8Array(length)
  }

  take(data: Uint8Array): void {
    this.bytes.set(data, this.#offset)
    this.#offset += data.byteLength
  }
}

/** Checks that the chunks of one body are all there, and hands them on. */
export class BodyCollector {
  /** The body, unless a sink took it. */
  readonly #whole = new WholeBody()
  readonly #sink: BodySink
  readonly #length: number
  #offset = 0
  #seq = 0

  constructor(length: number, sink?: BodySink) {
    this.#length = length
    this.#sink = sink ?? this.#whole
    if (length > 0) this.#sink.begin(length)
  }

  get bytes(): Uint8Array {
    return this.#whole.bytes
  }

  /** False when a chunk is missing or too many bytes came. */
  add(frame: Extract<HostFrame, { t: 'bytes' }>): boolean {
    const end = this.#offset + frame.data.byteLength
    if (frame.seq !== this.#seq || end > this.#length) return false
    if (frame.last && end !== this.#length) return false
    if (frame.data.byteLength > 0) this.#sink.take(frame.data)
    this.#offset = end
    this.#seq += 1
    return true
  }
}
