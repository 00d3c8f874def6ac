import type { HostFrame } from './frames.ts'

/** Takes a body while it comes in: `begin` once, unless it is empty, then all of its bytes in their order, then `end`. */
export interface BodySink {
  /** `length`: how long it is going to be, where that is known. */
  begin(length: number | undefined): void
  /** The bytes are the sink's own from then on. */
  take(data: Uint8Array): void
  end(): void
}

/** Puts the chunks of one body together. */
class WholeBody implements BodySink {
  bytes = new Uint8Array()
  #chunks: Uint8Array[] = []

  begin(): void {
    this.#chunks = []
  }

  take(data: Uint8Array): void {
    this.#chunks.push(data)
  }

  end(): void {
    this.bytes = new Uint8Array(this.#chunks.reduce((sum, { byteLength }) => sum + byteLength, 0))
    let offset = 0
    for (const chunk of this.#chunks) {
      this.bytes.set(chunk, offset)
      offset += chunk.byteLength
    }
    this.#chunks = []
  }
}

/** Checks that the chunks of one body are all there, and hands them on. */
export class BodyCollector {
  /** The body, unless a sink took it. */
  readonly #whole = new WholeBody()
  readonly #sink: BodySink
  #received = 0
  #seq = 0

  constructor(length: number | undefined, sink?: BodySink) {
    this.#sink = sink ?? this.#whole
    this.#sink.begin(length)
  }

  get bytes(): Uint8Array {
    return this.#whole.bytes
  }

  /** False when a chunk is missing. */
  add(frame: Extract<HostFrame, { t: 'bytes' }>): boolean {
    if (frame.seq !== this.#seq) return false
    this.#seq += 1
    this.#received += frame.data.byteLength
    this.#sink.take(frame.data)
    return true
  }

  /** False where it is not as long as it was. */
  end(length: number): boolean {
    if (this.#received !== length) return false
    this.#sink.end()
    return true
  }
}
