/** Initial buffer size for a response of unknown length, in bytes. */
const FIRST_ROOM = 1_048_576

/** A byte buffer that grows as chunks arrive. */
export class GrowingBytes {
  #room: Uint8Array
  #length = 0

  /** `expected`: the expected length; the actual length may differ. */
  constructor(expected: number | undefined) {
    this.#room = new Uint8Array(expected ?? FIRST_ROOM)
  }

  get length(): number {
    return this.#length
  }

  /** The buffer, including spare room: only the first `length` bytes are valid. `add` may replace the array. */
  get room(): Uint8Array {
    return this.#room
  }

  /** The valid bytes only. */
  get whole(): Uint8Array {
    return this.#room.subarray(0, this.#length)
  }

  add(data: Uint8Array): void {
    const length = this.#length + data.byteLength
    if (length > this.#room.byteLength) {
      const larger = new Uint8Array(Math.max(length, this.#room.byteLength * 2))
      larger.set(this.whole)
      this.#room = larger
    }
    this.#room.set(data, this.#length)
    this.#length = length
  }
}
