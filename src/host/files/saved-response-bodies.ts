import { randomUUID } from 'node:crypto'

/** The bytes of a response in the pieces in which they arrived. Joining tens of megabytes would block the thread. */
export interface ResponseBody {
  readonly pieces: readonly Uint8Array[]
  /** Size of this body in bytes, the sum of its pieces. */
  readonly byteLength: number
}

export const createSinglePieceBody = (bytes: Uint8Array): ResponseBody => ({
  pieces: [bytes],
  byteLength: bytes.byteLength,
})

/** Returns the first `most` bytes of a body. */
export function takeFirstBytes({ pieces, byteLength }: ResponseBody, most: number): Uint8Array {
  const [first] = pieces
  if (first === undefined) return new Uint8Array()
  // Copy the bytes: a view would keep the whole large piece in memory.
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

/** Limits of the saved bodies. The newest body is always saved; the client limits its size. */
const MAX_BODIES = 8
const MAX_BYTES = 64 * 1024 * 1024

/** Saves the bodies of the last responses, so that they can be written to files. Windows do not store bodies. */
export class SavedResponseBodies {
  readonly #bodies = new Map<string, ResponseBody>()
  /** The profile of each body that belongs to one. */
  readonly #profiles = new Map<string, string>()

  /** Saves a body without its secrets. Returns a new id. `profileId`: the profile whose session received it. */
  save(body: ResponseBody | Uint8Array, profileId?: string): string {
    const id = randomUUID()
    this.#bodies.set(id, body instanceof Uint8Array ? createSinglePieceBody(body) : body)
    if (profileId !== undefined) this.#profiles.set(id, profileId)
    let bytes = this.byteLength
    for (const [oldest, { byteLength }] of this.#bodies) {
      if (oldest === id || (this.#bodies.size <= MAX_BODIES && bytes <= MAX_BYTES)) break
      this.#delete(oldest)
      bytes -= byteLength
    }
    return id
  }

  get byteLength(): number {
    let bytes = 0
    for (const body of this.#bodies.values()) bytes += body.byteLength
    return bytes
  }

  /** Drops the oldest body to free memory. Returns false if no body is saved. */
  dropOldest(): boolean {
    const [oldest] = this.#bodies.keys()
    return oldest !== undefined && this.#delete(oldest)
  }

  /** Drops the bodies of a profile that is no longer in use: windows of another profile must not receive them. */
  dropOf(profileId: string): void {
    for (const [id, of] of [...this.#profiles]) if (of === profileId) this.#delete(id)
  }

  #delete(id: string): boolean {
    this.#profiles.delete(id)
    return this.#bodies.delete(id)
  }

  /** Returns a saved body, undefined if newer bodies have replaced it. */
  find(id: string): ResponseBody | undefined {
    return this.#bodies.get(id)
  }
}
