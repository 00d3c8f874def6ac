import type { HostFrame } from './frames.ts'

/** Puts the chunks of one body together. The length is known from the start: no growing, no second copy. */
export class BodyCollector {
  readonly bytes: Uint8Array
  #offset = 0
  #seq = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
  }

  /** False when a chunk is missing or too many bytes came. */
  add(frame: Extract<HostFrame, { t: 'bytes' }>): boolean {
    const end = this.#offset + frame.data.byteLength
    if (frame.seq !== this.#seq || end > this.bytes.byteLength) return false
    if (frame.last && end !== this.bytes.byteLength) return false
    this.bytes.set(frame.data, this.#offset)
    this.#offset = end
    this.#seq += 1
    return true
  }
}
