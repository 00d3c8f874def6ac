import { randomUUID } from 'node:crypto'

/** The bytes of a response, in the pieces in which they arrived: joining tens of megabytes would block the thread. */
export interface ResponseBody {
  readonly pieces: readonly Uint8Array[]
  /** Of all pieces. */
  readonly byteLength: number
}

export const bodyOfOne = (bytes: Uint8Array): ResponseBody => ({ pieces: [bytes], byteLength: bytes.byteLength })

/** Its first `most` bytes, or all if there are fewer. */
export function beginningOf({ pieces, byteLength }: ResponseBody, most: number): Uint8Array {
  const [first] = pieces
  if (first === undefined) return new Uint8Array()
  // A view would keep all of a large piece in memory.
  if (first.byteLength > most) return new Uint8Array(first.subarray(0, most))
  if (pieces.length === 1 || first.byteLength === most) return first
  const beginning = new Uint8Array(Math.min(most, byteLength))
  let filled = 0
  for (const piece of pieces) {
    const part = piece.subarray(0, beginning.byteLength - filled)
    beginning.set(part, filled)
    filled += part.byteLength
    if (filled === beginning.byteLength) break
  }
  return beginning
}

/** Bounds of the saved bodies. The newest is saved whatever its size, which the client bounds. */
const MAX_BODIES = 8
const MAX_BYTES = 64 * 1024 * 1024

/** The bodies of the last responses, for saving them to files: a window keeps what it shows, and no bytes. */
export class SavedBodies {
  readonly #bodies = new Map<string, ResponseBody>()

  /** Saves a body, from which secrets were removed. Returns a new id. */
  save(body: ResponseBody | Uint8Array): string {
    const id = randomUUID()
    this.#bodies.set(id, body instanceof Uint8Array ? bodyOfOne(body) : body)
    let bytes = this.byteLength
    for (const [oldest, { byteLength }] of this.#bodies) {
      if (oldest === id || (this.#bodies.size <= MAX_BODIES && bytes <= MAX_BYTES)) break
      this.#bodies.delete(oldest)
      bytes -= byteLength
    }
    return id
  }

  get byteLength(): number {
    return [...this.#bodies.values()].reduce((sum, one) => sum + one.byteLength, 0)
  }

  /** Makes room for others; false if nothing is saved. */
  dropOldest(): boolean {
    const [oldest] = this.#bodies.keys()
    return oldest !== undefined && this.#bodies.delete(oldest)
  }

  /** The next profile must not see them. */
  clear(): void {
    this.#bodies.clear()
  }

  /** Undefined for a body that newer ones displaced. */
  find(id: string): ResponseBody | undefined {
    return this.#bodies.get(id)
  }
}
