import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { bodyDecoder } from './body-decoder.ts'
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
    for await (const chunk of decoded(body, encoding)) {
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
  const transform = bodyDecoder(encoding, first.value)
  if (transform === undefined) {
    yield* whole
    return
  }
  // Its end is told by the transform, its error too.
  pipeline(Readable.from(whole), transform).catch(() => undefined)
  for await (const chunk of transform) yield chunk as Buffer
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
