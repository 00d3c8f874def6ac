import { randomUUID } from 'node:crypto'
import { type AnswerBody, bodyOfOne } from './answer-body.ts'

/** Bounds of what is held. The newest answer is held whatever its size; it was let in by the client's own bound. */
const ANSWERS = 8
const BYTES = 64 * 1024 * 1024

/** The bodies of the last answers, for saving them as they were: a window keeps what it shows, and no bytes. */
export class HeldAnswers {
  readonly #bodies = new Map<string, AnswerBody>()

  /** Holds a body without its secrets, and gives it a name that no other host ever gave. */
  hold(body: AnswerBody | Uint8Array): string {
    const id = randomUUID()
    this.#bodies.set(id, body instanceof Uint8Array ? bodyOfOne(body) : body)
    let bytes = this.byteLength
    for (const [oldest, { byteLength }] of this.#bodies) {
      if (oldest === id || (this.#bodies.size <= ANSWERS && bytes <= BYTES)) break
      this.#bodies.delete(oldest)
      bytes -= byteLength
    }
    return id
  }

  get byteLength(): number {
    return [...this.#bodies.values()].reduce((sum, one) => sum + one.byteLength, 0)
  }

  /** Makes room for others; false where nothing is held. */
  dropOldest(): boolean {
    const [oldest] = this.#bodies.keys()
    return oldest !== undefined && this.#bodies.delete(oldest)
  }

  /** Answers of one profile are no business of the next. */
  clear(): void {
    this.#bodies.clear()
  }

  /** Undefined for one that gave way to newer ones. */
  find(id: string): AnswerBody | undefined {
    return this.#bodies.get(id)
  }
}
