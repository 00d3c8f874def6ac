import { HostError } from '../host-error.ts'

/** Characters of one text in all: twice the largest answer that a window shows would not fit, any table of it does. */
const MOST_CHARACTERS = 64_000_000

/** A text that comes in pieces before it is saved. There is one at a time: the next takes the place of one left half done. */
export class PendingText {
  #id: string | undefined
  #pieces: string[] = []
  #length = 0

  add(id: string, text: string): void {
    if (id !== this.#id) this.#clear(id)
    this.#length += text.length
    if (this.#length > MOST_CHARACTERS) {
      this.#clear(undefined)
      throw new HostError(
        'limit',
        'The text is larger than 64 MB, the most that is saved. Choose fewer rows or columns.',
      )
    }
    this.#pieces.push(text)
  }

  /** The whole text, which is let go. */
  take(id: string): Uint8Array {
    if (id !== this.#id) throw new HostError('not-found', 'The text is not there any more. Save it once more.')
    const bytes = Buffer.concat(this.#pieces.map((piece) => Buffer.from(piece)))
    this.#clear(undefined)
    return bytes
  }

  #clear(id: string | undefined): void {
    this.#id = id
    this.#pieces = []
    this.#length = 0
  }
}
