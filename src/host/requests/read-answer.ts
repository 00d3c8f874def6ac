import type { RawResponse, StreamedResponse } from '../../client/index.ts'
import type { BodyWriter } from '../rpc/outgoing-body.ts'
import { type AnswerBody, beginningOf, bodyOfOne } from './answer-body.ts'
import { LONGEST_MASKED, maskSecrets, mayCarrySecrets } from './mask-secrets.ts'

/** Bytes of a body that a window gets; larger ones are kept for a file, up to the client's own bound. */
export const MOST_SHOWN_BYTES = 64 * 2 ** 20

/** An answer that was read to its end. */
export interface WholeAnswer {
  /** Without secrets. */
  readonly body: AnswerBody
  /** Bytes of it as it came. */
  readonly size: number
}

/**
 * Reads the body of an answer, and hands it to a window while it comes in: what reads it there has done so when the last bytes
 * arrive. `hold` waits for room in memory, and rejects where there is none. A window that is slow slows the server down. What may carry secrets is held back until it is known whole, or too long to carry any.
 */
export async function readAnswer(
  response: StreamedResponse,
  path: string,
  window: BodyWriter,
  hold: (bytes: number) => Promise<void>,
): Promise<WholeAnswer> {
  const pieces: Uint8Array[] = []
  let size = 0
  let given = 0
  const expected = lengthOf(response)
  if (expected !== undefined) window.expect(expected)
  const unseen = mayCarrySecrets(path) ? LONGEST_MASKED : 0
  const shown = (expected ?? 0) <= MOST_SHOWN_BYTES
  for await (const piece of response.body) {
    await hold(piece.byteLength)
    pieces.push(piece)
    size += piece.byteLength
    if (!shown || size <= unseen || size > MOST_SHOWN_BYTES) continue
    for (; given < pieces.length; given += 1) await window.write(pieces[given] as Uint8Array)
  }
  const whole = { pieces, byteLength: size }
  if (size > unseen) return { body: whole, size }
  const body = bodyOfOne(maskSecrets(path, beginningOf(whole, size)))
  window.expect(body.byteLength)
  await window.write(body.pieces[0] as Uint8Array)
  return { body, size }
}

/** An answer that was read whole, as one that is still to be read. */
export function wholeResponse({ body, timing, ...head }: RawResponse): StreamedResponse {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield body
  }
  return { ...head, body: pieces(), cancel: () => undefined, timing: () => timing }
}

/** Bytes that are going to come, where the server says so and does not mean compressed ones. */
function lengthOf({ headers }: StreamedResponse): number | undefined {
  const { 'content-length': length, 'content-encoding': encoding } = headers
  return length !== undefined && encoding === undefined && /^\d{1,12}$/.test(length) ? Number(length) : undefined
}
