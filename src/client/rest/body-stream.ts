import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createBrotliDecompress, createInflateRaw, createUnzip } from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/** Maximum number of bytes buffered for a reader that is slower than the server; beyond it the connection is paused. */
const MAX_BUFFERED_BYTES = 256 * 1_024
/** Number of bytes copied before other work can run: copying 25 MB in one step blocks the thread for some 50 ms. */
const COPIED_AT_ONCE = 1_048_576

/** The options that a body stream takes from its exchange. */
export interface BodyStreamOptions {
  readonly controller: Dispatcher.DispatchController
  readonly clock: Clock
  /** Time limit in ms for the next bytes while a reader waits; undefined for no limit. */
  readonly chunkTimeout: number | undefined
  /** Maximum size of the whole body in bytes, both as received and after decompression. */
  readonly maxBytes: number
  readonly encoding: string | undefined
  readonly signal: AbortSignal
  /** Creates the error for a failure. */
  readonly failure: (cause: unknown, code?: IbkrErrorCode) => IbkrError
}

/**
 * Called at the end of a body.
 * @param error undefined if the body is complete
 */
export type BodyEndListener = (error: IbkrError | undefined) => void

interface Reader {
  readonly resolve: (chunk: Buffer | undefined) => void
  readonly reject: (error: IbkrError) => void
}

/**
 * The body of a response while it arrives. It can be read once, by one reader. A reader that stops early cancels the
 * body.
 */
export class BodyStream {
  readonly #options: BodyStreamOptions
  readonly #chunks: Buffer[] = []
  readonly #endListeners: BodyEndListener[] = []
  #bufferedBytes = 0
  #wireBytes = 0
  #state: 'open' | 'ended' | IbkrError = 'open'
  #reader: Reader | undefined
  #cancelTimeout: () => void = () => undefined

  constructor(options: BodyStreamOptions) {
    this.#options = options
    options.signal.addEventListener('abort', this.#onAbort)
    if (options.signal.aborted) this.#onAbort()
  }

  /** Bytes received so far, before decompression. */
  get wireBytes(): number {
    return this.#wireBytes
  }

  /** Calls the listener once when no more bytes will arrive. */
  onEnd(listener: BodyEndListener): void {
    if (this.#state === 'open') this.#endListeners.push(listener)
    else listener(this.#state === 'ended' ? undefined : this.#state)
  }

  push(chunk: Buffer): void {
    if (this.#state !== 'open') return
    this.#wireBytes += chunk.length
    if (this.#wireBytes > this.#options.maxBytes) {
      this.fail(this.#options.failure(undefined, 'body-too-large'))
    } else if (this.#reader !== undefined) {
      this.#takeReader()?.resolve(chunk)
    } else {
      this.#chunks.push(chunk)
      this.#bufferedBytes += chunk.length
      if (this.#bufferedBytes >= MAX_BUFFERED_BYTES) this.#options.controller.pause()
    }
  }

  end(): void {
    if (this.#state !== 'open') return
    this.#close('ended')
    this.#takeReader()?.resolve(undefined)
  }

  /** Ends the body with an error. Received bytes that were not read are lost. */
  fail(error: IbkrError): void {
    if (this.#state !== 'open') return
    this.#close(error)
    this.#chunks.length = 0
    this.#takeReader()?.reject(error)
    this.#options.controller.abort(error)
  }

  /** Drops the rest of the body and closes the connection. Calling it again has no effect. */
  cancel(): void {
    if (this.#state === 'open') this.fail(this.#options.failure(undefined, 'aborted'))
  }

  /**
   * Returns the body after decompression; an unknown encoding is left unchanged. A reader that stops early cancels the
   * body.
   */
  async *decoded(): AsyncGenerator<Buffer, void, undefined> {
    const { encoding, failure, maxBytes } = this.#options
    let total = 0
    try {
      const first = await this.#next()
      if (first === undefined) return
      const decoder = bodyDecoder(encoding, first)
      const chunks = this.#chunksFrom(first)
      // Iterating the decoder reports the end and any error of the pipeline.
      if (decoder !== undefined) pipeline(Readable.from(chunks), decoder).catch(() => undefined)
      for await (const chunk of (decoder ?? chunks) as AsyncIterable<Buffer>) {
        total += chunk.length
        if (total > maxBytes) throw failure(undefined, 'body-too-large')
        yield chunk
      }
    } catch (error) {
      throw error instanceof IbkrError ? error : failure(error, 'body-undecodable')
    } finally {
      this.cancel()
    }
  }

  /** Reads the whole body after decompression. */
  async readAll(): Promise<Buffer> {
    const pieces: Buffer[] = []
    let length = 0
    for await (const piece of this.decoded()) {
      pieces.push(piece)
      length += piece.length
    }
    return joinChunks(pieces, length)
  }

  async *#chunksFrom(first: Buffer): AsyncGenerator<Buffer, void, undefined> {
    for (let chunk: Buffer | undefined = first; chunk !== undefined; chunk = await this.#next()) yield chunk
  }

  #next(): Promise<Buffer | undefined> {
    const chunk = this.#chunks.shift()
    if (chunk !== undefined) {
      this.#bufferedBytes -= chunk.length
      if (this.#bufferedBytes < MAX_BUFFERED_BYTES && this.#state === 'open') this.#options.controller.resume()
      return Promise.resolve(chunk)
    }
    const state = this.#state
    if (state === 'ended') return Promise.resolve(undefined)
    if (state !== 'open') return Promise.reject(state)
    const { clock, chunkTimeout, failure } = this.#options
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject }
      // The time limit applies only while a reader waits, because a reader may pause between two reads.
      if (chunkTimeout !== undefined)
        this.#cancelTimeout = clock.after(chunkTimeout, () => this.fail(failure(undefined, 'timeout')))
    })
  }

  #takeReader(): Reader | undefined {
    this.#cancelTimeout()
    const reader = this.#reader
    this.#reader = undefined
    return reader
  }

  #close(state: 'ended' | IbkrError): void {
    this.#state = state
    this.#options.signal.removeEventListener('abort', this.#onAbort)
    for (const listener of this.#endListeners.splice(0)) listener(state === 'ended' ? undefined : state)
  }

  readonly #onAbort = (): void => this.fail(this.#options.failure(this.#options.signal.reason, 'aborted'))
}

/** Creates the decoder of a `Content-Encoding`; undefined for an unknown one. `first`: the first bytes of the body. */
function bodyDecoder(encoding: string | undefined, first: Uint8Array): Transform | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createUnzip()
    case 'deflate':
      // Some servers send a raw deflate stream. In zlib's format, the low four bits of the first byte are 8.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createUnzip() : createInflateRaw()
    case 'br':
      return createBrotliDecompress()
    default:
      return undefined
  }
}

/** Joins the pieces of a body with `length` bytes in total. Does not copy a single piece. */
export async function joinChunks(pieces: readonly Buffer[], length: number): Promise<Buffer> {
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
