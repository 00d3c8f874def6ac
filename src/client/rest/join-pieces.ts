import { setImmediate as nextTurn } from 'node:timers/promises'

/** Bytes copied before others have their turn: 25 MB at once stop everything else for some 50 ms. */
const COPIED_AT_ONCE = 1_048_576

/** The pieces of a body, of `length` bytes in all, as one; a single piece is not copied. */
export async function joinPieces(pieces: readonly Buffer[], length: number): Promise<Buffer> {
  if (pieces.length <= 1) return pieces[0] ?? Buffer.alloc(0)
  const whole = Buffer.allocUnsafeSlow(length)
  let offset = 0
  let turnEnds = COPIED_AT_ONCE
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
    if (offset < turnEnds) continue
    turnEnds = offset + COPIED_AT_ONCE
    await nextTurn()
  }
  return whole
}
