import type { StreamedResponse } from '../../client/index.ts'
import { createSinglePieceBody, type ResponseBody, takeFirstBytes } from '../files/saved-response-bodies.ts'
import type { BodyWriter } from '../service-types.ts'
import { MAX_MASKED_BYTES, maskSecretsInBody, mayContainSecrets } from '../upstream/mask-secrets-in-body.ts'

/**
 * Maximum size in bytes of a body that a window receives. A larger body can only be saved to a file, up to the client's
 * limit.
 */
export const MAX_WINDOW_BODY_BYTES = 64 * 2 ** 20

/** A body that was read completely. */
export interface CompleteBody {
  /** The body without secrets. */
  readonly body: ResponseBody
  /** Size of the body as received, in bytes. */
  readonly size: number
}

/**
 * Reads the body of a response and writes it to a window while it arrives. `reserve` waits for memory, and rejects if
 * no memory is freed. A slow window slows down the server. A body that may contain secrets is withheld until it is
 * complete, or too long to contain secrets.
 */
export async function readResponseBody(
  response: StreamedResponse,
  path: string,
  window: BodyWriter,
  reserve: (bytes: number) => Promise<void>,
): Promise<CompleteBody> {
  const pieces: Uint8Array[] = []
  let size = 0
  let written = 0
  const expected = lengthOf(response)
  window.length = expected
  const heldBack = mayContainSecrets(path) ? MAX_MASKED_BYTES : 0
  const shown = expected === undefined || expected <= MAX_WINDOW_BODY_BYTES
  for await (const piece of response.body) {
    await reserve(piece.byteLength)
    pieces.push(piece)
    size += piece.byteLength
    if (!shown || size <= heldBack || size > MAX_WINDOW_BODY_BYTES) continue
    for (; written < pieces.length; written += 1) await window.write(pieces[written] as Uint8Array)
  }
  const whole = { pieces, byteLength: size }
  if (size > heldBack) return { body: whole, size }
  const body = createSinglePieceBody(maskSecretsInBody(path, takeFirstBytes(whole, size)))
  window.length = body.byteLength
  await window.write(body.pieces[0] as Uint8Array)
  return { body, size }
}

/** Returns the expected number of bytes, if the server states it for the uncompressed body. */
function lengthOf({ headers }: StreamedResponse): number | undefined {
  const { 'content-length': length, 'content-encoding': encoding } = headers
  return length !== undefined && encoding === undefined && /^\d{1,12}$/.test(length) ? Number(length) : undefined
}
