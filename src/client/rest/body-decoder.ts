import type { Transform } from 'node:stream'
import { createBrotliDecompress, createInflateRaw, createUnzip } from 'node:zlib'

/** What undoes a `Content-Encoding`, by the first bytes of the body; undefined where there is nothing that we could undo. */
export function bodyDecoder(encoding: string | undefined, start: Uint8Array): Transform | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createUnzip()
    case 'deflate':
      // Some servers send the bare stream where the standard wants zlib's frame, whose first byte ends in 8.
      return ((start[0] ?? 0) & 0x0f) === 8 ? createUnzip() : createInflateRaw()
    case 'br':
      return createBrotliDecompress()
    default:
      return undefined
  }
}
