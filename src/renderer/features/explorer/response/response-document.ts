import type { BodySink } from '../../../../shared/rpc/window-client.ts'
import type {
  FromReader,
  Question,
  QuestionKind,
  QuestionOf,
  Refusal,
  Reply,
  ReplyOf,
  ResponseSummary,
  ToReader,
} from './reader/messages.ts'

/** The page's end of the worker that reads one response. */
export interface ReaderEnd {
  post(message: ToReader, transfer?: readonly Transferable[]): void
  /** Called with each message of the worker; `undefined` if the worker failed. */
  listen(listener: (message: FromReader | undefined) => void): void
  end(): void
}

/** Why a query has no reply. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError'
  readonly reason: Refusal

  constructor(reason: Refusal) {
    super(`The reader of the response did not reply: ${reason}.`)
    this.reason = reason
  }
}

interface Asked {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: ReaderError) => void
  readonly progress: ((count: number) => void) | undefined
}

/**
 * One response in its own worker. The page stores none of its bytes: they are passed on as they arrive from the host,
 * and only visible parts are queried. Closing it ends the worker.
 */
export class ResponseDocument implements BodySink {
  readonly #reader: ReaderEnd
  readonly #asked = new Map<number, Asked>()
  /** Resolves when all bytes are parsed. Rejects if the document is closed earlier. */
  readonly summary: Promise<ResponseSummary>
  #resolveSummary: (summary: ResponseSummary) => void = () => undefined
  /** Undefined once all bytes are parsed. */
  #rejectSummary: ((error: ReaderError) => void) | undefined
  #nextId = 1
  #closed = false

  constructor(reader: ReaderEnd) {
    this.#reader = reader
    this.summary = new Promise((resolve, reject) => {
      this.#resolveSummary = resolve
      this.#rejectSummary = reject
    })
    // Prevents an unhandled rejection if nothing awaits the document.
    this.summary.catch(() => undefined)
    reader.listen((message) => {
      switch (message?.t) {
        case undefined:
          this.close()
          return
        case 'read':
          this.#rejectSummary = undefined
          this.#resolveSummary(message.summary)
          return
        case 'progress':
          this.#asked.get(message.id)?.progress?.(message.count)
          return
        case 'reply':
          this.#settle(message.id)?.resolve(message.reply)
          return
        case 'refused':
          this.#settle(message.id)?.reject(new ReaderError(message.reason))
      }
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  begin(length: number | undefined): void {
    if (!this.#closed) this.#reader.post({ t: 'begin', length })
  }

  take(data: Uint8Array): void {
    if (!this.#closed) this.#reader.post({ t: 'bytes', data }, [data.buffer])
  }

  end(): void {
    if (!this.#closed) this.#reader.post({ t: 'end' })
  }

  /** `progress`: called with intermediate results of a long query. */
  ask<K extends QuestionKind>(
    question: QuestionOf<K>,
    { signal, progress }: { signal?: AbortSignal; progress?: (count: number) => void } = {},
  ): Promise<ReplyOf<K>> {
    if (this.#closed || signal?.aborted) return Promise.reject(new ReaderError('cancelled'))
    return new Promise((resolve, reject) => {
      const id = this.#nextId++
      this.#asked.set(id, { resolve: resolve as (reply: Reply) => void, reject, progress })
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true })
      this.#reader.post({ t: 'ask', id, question: question as Question })
    })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#reader.end()
    this.#rejectSummary?.(new ReaderError('failed'))
    for (const id of [...this.#asked.keys()]) this.#settle(id)?.reject(new ReaderError('cancelled'))
  }

  #cancel(id: number): void {
    const asked = this.#settle(id)
    if (!asked) return
    this.#reader.post({ t: 'cancel', id })
    asked.reject(new ReaderError('cancelled'))
  }

  #settle(id: number): Asked | undefined {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    return asked
  }
}
