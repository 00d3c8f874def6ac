import { bodyDecoder } from './body-decoder.ts'
import { joinPieces } from './join-pieces.ts'

/** The body was larger than allowed once decompressed. */
export class DecompressedTooLargeError extends Error {}

/**
 * Undoes `Content-Encoding`. An unknown encoding leaves the bytes as they are.
 * @throws DecompressedTooLargeError, or zlib's error for damaged data
 */
export async function decompress(
  body: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const decoder = body.length === 0 ? undefined : bodyDecoder(encoding, body)
  if (decoder === undefined) return body
  decoder.end(body)
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of decoder as AsyncIterable<Buffer>) {
    length += piece.length
    // Leaving the loop ends the decoder too: a bomb goes off no further.
    if (length > maxBytes) throw new DecompressedTooLargeError()
    pieces.push(piece)
  }
  return joinPieces(pieces, length)
}
