import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createInflateRaw, createUnzip } from 'node:zlib'
import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { BodyStream } from './body-stream.ts'

/** How a streamed body is read. */
export interface DecodingOptions {
  readonly encoding: string | undefined
  /** Bytes after decompression, all together. */
  readonly maxBytes: number
  readonly failure: (cause: unknown, code: IbkrErrorCode) => IbkrError
}

/** Undoes `Content-Encoding` while the bytes come in; an unknown encoding leaves them as they are. Whoever stops early cancels the body. */
export async function* decodedStream(body: BodyStream, options: DecodingOptions): AsyncGenerator<Uint8Array> {
  const { encoding, maxBytes, failure } = options
  let total = 0
  try {
    for await (const chunk of decoded(body, encoding?.trim().toLowerCase())) {
      total += chunk.length
      if (total > maxBytes) throw failure(undefined, 'body-too-large')
      yield chunk
    }
  } catch (error) {
    throw error instanceof IbkrError ? error : failure(error, 'body-undecodable')
  } finally {
    body.cancel()
  }
}

async function* decoded(body: AsyncIterable<Buffer>, encoding: string | undefined): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done === true) return
  const whole = startingWith(first.value, chunks)
  const transform = decoderFor(encoding, first.value)
  if (transform === undefined) {
    yield* whole
    return
  }
  // Its end is told by the transform, its error too.
  pipeline(Readable.from(whole), transform).catch(() => undefined)
  for await (const chunk of transform) yield chunk as Buffer
}

function decoderFor(encoding: string | undefined, start: Buffer): Transform | undefined {
  switch (encoding) {
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

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
