import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'
import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'

/** Bytes kept for a reader that is slower than the server; then the connection is not read from any more. */
const MOST_WAITING_BYTES = 256 * 1_024

/** What a stream needs of the exchange that it is the body of. */
export interface BodyStreamParts {
  readonly controller: Dispatcher.DispatchController
  readonly clock: Clock
  /** Ms that a reader waits for the next bytes. */
  readonly chunkTimeout: number
  /** Bytes on the wire, all together. */
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Puts a failure into words. */
  readonly failure: (cause: unknown, code?: IbkrErrorCode) => IbkrError
}

type Waiting = { readonly give: (chunk: Buffer | undefined) => void; readonly refuse: (error: IbkrError) => void }

/** The body of an answer while it comes in, as it is on the wire. Read once, by one reader; whoever does not read on cancels it. */
export class BodyStream implements AsyncIterable<Buffer> {
  readonly #parts: BodyStreamParts
  readonly #chunks: Buffer[] = []
  readonly #endings: (() => void)[] = []
  #waitingBytes = 0
  #received = 0
  #state: 'open' | 'ended' | IbkrError = 'open'
  #reader: Waiting | undefined
  #taken = false
  #cancelTimeout: () => void = () => undefined

  constructor(parts: BodyStreamParts) {
    this.#parts = parts
    parts.signal.addEventListener('abort', this.#onAbort)
    if (parts.signal.aborted) this.#onAbort()
  }

  /** Calls back once when nothing more is to come, however it ended. */
  onEnd(ending: () => void): void {
    if (this.#state === 'open') this.#endings.push(ending)
    else ending()
  }

  push(chunk: Buffer): void {
    if (this.#state !== 'open') return
    this.#received += chunk.length
    if (this.#received > this.#parts.maxBytes) this.fail(this.#parts.failure(undefined, 'body-too-large'))
    else if (this.#reader !== undefined) this.#settle(({ give }) => give(chunk))
    else this.#keep(chunk)
  }

  end(): void {
    if (this.#state !== 'open') return
    this.#close('ended')
    this.#settle(({ give }) => give(undefined))
  }

  /** Ends it with an error; what has come in and was not read is lost. */
  fail(error: IbkrError): void {
    if (this.#state !== 'open') return
    this.#close(error)
    this.#chunks.length = 0
    this.#settle(({ refuse }) => refuse(error))
    this.#parts.controller.abort(error)
  }

  /** Lets the rest go: the connection is closed. May be called again. */
  cancel(): void {
    this.fail(this.#parts.failure(undefined, 'aborted'))
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    if (this.#taken) throw new IbkrError('config-invalid', 'The body of an answer can be read once.')
    this.#taken = true
    try {
      for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk
    } finally {
      this.cancel()
    }
  }

  #next(): Promise<Buffer | undefined> {
    const chunk = this.#chunks.shift()
    if (chunk !== undefined) {
      this.#waitingBytes -= chunk.length
      if (this.#waitingBytes < MOST_WAITING_BYTES && this.#state === 'open') this.#parts.controller.resume()
      return Promise.resolve(chunk)
    }
    const state = this.#state
    if (state === 'ended') return Promise.resolve(undefined)
    if (state !== 'open') return Promise.reject(state)
    const { clock, chunkTimeout, failure } = this.#parts
    return new Promise((give, refuse) => {
      this.#reader = { give, refuse }
      // Only while somebody waits: a reader may take as long as it likes.
      this.#cancelTimeout = clock.after(chunkTimeout, () => this.fail(failure(undefined, 'timeout')))
    })
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#waitingBytes += chunk.length
    if (this.#waitingBytes >= MOST_WAITING_BYTES) this.#parts.controller.pause()
  }

  #settle(answer: (reader: Waiting) => void): void {
    this.#cancelTimeout()
    const reader = this.#reader
    this.#reader = undefined
    if (reader !== undefined) answer(reader)
  }

  #close(state: 'ended' | IbkrError): void {
    this.#state = state
    this.#parts.signal.removeEventListener('abort', this.#onAbort)
    for (const ending of this.#endings.splice(0)) ending()
  }

  readonly #onAbort = (): void => this.fail(this.#parts.failure(this.#parts.signal.reason, 'aborted'))
}
