/** Room for the first bytes of a response of which nobody said how long it is going to be. */
const FIRST_ROOM = 1_048_576

/** Bytes that come in piece by piece, in one place. */
export class GrowingBytes {
  #room: Uint8Array
  #length = 0

  /** `expected`: how many there are going to be; there may be more or fewer. */
  constructor(expected: number | undefined) {
    this.#room = new Uint8Array(expected ?? FIRST_ROOM)
  }

  get length(): number {
    return this.#length
  }

  /** Those that are there, and behind them room: only the first `length` count. Another array after `add`. */
  get room(): Uint8Array {
    return this.#room
  }

  /** Those that are there, and no more. */
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
