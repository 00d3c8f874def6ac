/** The bytes of an answer, in the pieces in which they came: joining tens of megabytes would stop everything else. */
export interface AnswerBody {
  readonly pieces: readonly Uint8Array[]
  /** Of all of them. */
  readonly byteLength: number
}

export const EMPTY_BODY: AnswerBody = { pieces: [], byteLength: 0 }

export const bodyOfOne = (bytes: Uint8Array): AnswerBody => ({ pieces: [bytes], byteLength: bytes.byteLength })

/** Its first `most` bytes, or all where there are fewer. */
export function beginningOf({ pieces, byteLength }: AnswerBody, most: number): Uint8Array {
  const [first] = pieces
  if (first === undefined) return new Uint8Array()
  // A view would hold all of a large piece in memory for as long as its beginning.
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
