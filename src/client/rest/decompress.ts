import { promisify } from 'node:util'
import { brotliDecompress, inflateRaw, unzip } from 'node:zlib'

const unzipAsync = promisify(unzip)
const inflateRawAsync = promisify(inflateRaw)
const brotliAsync = promisify(brotliDecompress)

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
  if (body.length === 0) return body
  const options = { maxOutputLength: maxBytes }
  try {
    switch (encoding?.trim().toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
        return await unzipAsync(body, options)
      case 'deflate':
        // Some servers send the bare stream where the standard wants zlib's frame, whose first byte ends in 8.
        return ((body[0] ?? 0) & 0x0f) === 8 ? await unzipAsync(body, options) : await inflateRawAsync(body, options)
      case 'br':
        return await brotliAsync(body, options)
      default:
        return body
    }
  } catch (error) {
    if (error instanceof RangeError) throw new DecompressedTooLargeError()
    throw error
  }
}
