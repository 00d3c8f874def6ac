import { characterLength, escapeLines, textOf } from './text-of-bytes.ts'

/** Number of lines between two stored line offsets. */
const STEP = 32
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** Splits text into lines at line ends and at the maximum width. Stores only offsets. */
export class RawLines {
  readonly #bytes: Uint8Array
  readonly #width: number
  readonly #marks: number[] = []
  #count = 0

  /** `width`: maximum number of characters per line. */
  constructor(bytes: Uint8Array, width: number) {
    this.#bytes = bytes
    this.#width = width
    let at = 0
    do {
      if (this.#count % STEP === 0) this.#marks.push(at)
      this.#count += 1
      at = this.#next(at)
    } while (at < bytes.length)
  }

  get count(): number {
    return this.#count
  }

  lines(from: number, to: number): readonly string[] {
    const lines: string[] = []
    let at = this.#offset(Math.max(0, from))
    for (let line = Math.max(0, from); line < Math.min(to, this.#count); line += 1) {
      const next = this.#next(at)
      let end = next
      if (this.#bytes[end - 1] === LINE_FEED) end -= 1
      if (this.#bytes[end - 1] === CARRIAGE_RETURN && end > at) end -= 1
      lines.push(escapeLines(textOf(this.#bytes, at, Math.max(at, end))))
      at = next
    }
    return lines
  }

  /** Returns the line that contains an offset. */
  lineOf(offset: number): number {
    let low = 0
    let high = this.#marks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#marks[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    let line = low * STEP
    for (
      let at = this.#next(this.#marks[low] as number);
      at <= offset && at < this.#bytes.length;
      at = this.#next(at)
    ) {
      line += 1
    }
    return line
  }

  #offset(line: number): number {
    let at = this.#marks[Math.floor(line / STEP)] ?? this.#bytes.length
    for (let rest = line % STEP; rest > 0; rest -= 1) at = this.#next(at)
    return at
  }

  /** Returns the offset of the next line. */
  #next(from: number): number {
    const bytes = this.#bytes
    let at = from
    for (let characters = 0; characters < this.#width && at < bytes.length; characters += 1) {
      const byte = bytes[at] as number
      if (byte === LINE_FEED) return at + 1
      at += byte < 128 ? 1 : characterLength(byte)
    }
    // A line end directly after a full line belongs to that line.
    if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) return at + 2
    if (bytes[at] === LINE_FEED) return at + 1
    return Math.min(at, bytes.length)
  }
}
