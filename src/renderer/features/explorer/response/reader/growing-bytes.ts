/** Initial buffer size for a response of unknown length, in bytes. */
const INITIAL_BYTES = 1_048_576

/** Byte buffer that grows as chunks arrive. */
export class GrowingBytes {
  #buffer: Uint8Array
  #length = 0

  /** `expected`: expected length in bytes. The actual length may differ. */
  constructor(expected: number | undefined) {
    this.#buffer = new Uint8Array(expected ?? INITIAL_BYTES)
  }

  get length(): number {
    return this.#length
  }

  /** Buffer with spare capacity. Only the first `length` bytes are valid. `add` may replace the buffer. */
  get buffer(): Uint8Array {
    return this.#buffer
  }

  /** View of the valid bytes, without a copy. */
  get content(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
  }

  add(data: Uint8Array): void {
    const length = this.#length + data.byteLength
    if (length > this.#buffer.byteLength) {
      const larger = new Uint8Array(Math.max(length, this.#buffer.byteLength * 2))
      larger.set(this.content)
      this.#buffer = larger
    }
    this.#buffer.set(data, this.#length)
    this.#length = length
  }
}
