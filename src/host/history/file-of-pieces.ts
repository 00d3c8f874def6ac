import { setImmediate as nextTurn } from 'node:timers/promises'
import { joinPieces } from '../../client/rest/body-stream.ts'

/** Bytes that are made before others have their turn: an export of 128 MB at once would stop the host for a second. */
const MADE_AT_ONCE = 1_048_576

/** The bytes of a file whose text is made piece by piece. */
export async function fileOf(pieces: Iterable<string>): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  let turnEnds = MADE_AT_ONCE
  for (const piece of pieces) {
    const part = Buffer.from(piece)
    parts.push(part)
    length += part.byteLength
    if (length < turnEnds) continue
    turnEnds = length + MADE_AT_ONCE
    await nextTurn()
  }
  return joinPieces(parts, length)
}
