import type { BodySink } from '../../../../shared/rpc/window-client.ts'
import {
  type FromReader,
  type QueryName,
  type QueryParams,
  type QueryReply,
  type ResponseSummary,
  SUMMARY_ID,
  type ToReader,
} from './reader/messages.ts'
import { ReaderError } from './reader/reader-error.ts'

/** The page's end of the worker that reads one response. */
export interface ReaderEnd {
  post(message: ToReader, transfer?: readonly Transferable[]): void
  /** Called with each message of the worker; `undefined` if the worker failed. */
  listen(listener: (message: FromReader | undefined) => void): void
  end(): void
}

interface PendingQuery {
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: ReaderError) => void
  readonly progress: ((count: number) => void) | undefined
}

/**
 * One response in its own worker. The page stores none of its bytes: they are passed on as they arrive from the host,
 * and only visible parts are queried. Closing it ends the worker.
 */
export class ResponseDocument implements BodySink {
  readonly #reader: ReaderEnd
  readonly #pending = new Map<number, PendingQuery>()
  #nextId = SUMMARY_ID + 1
  #closed = false

  /** Resolves when all bytes are parsed. Rejects if the document is closed earlier. */
  readonly summary = this.#reply<ResponseSummary>(SUMMARY_ID)

  constructor(reader: ReaderEnd) {
    this.#reader = reader
    // Prevents an unhandled rejection if nothing awaits the document.
    this.summary.catch(() => undefined)
    reader.listen((message) => {
      switch (message?.t) {
        case undefined:
          this.close()
          return
        case 'progress':
          this.#pending.get(message.id)?.progress?.(message.count)
          return
        case 'reply':
          this.#takePending(message.id)?.resolve(message.reply)
          return
        case 'refused':
          this.#takePending(message.id)?.reject(new ReaderError(message.reason))
      }
    })
  }

  begin(length: number | undefined): void {
    this.#reader.post({ t: 'begin', length })
  }

  take(data: Uint8Array): void {
    this.#reader.post({ t: 'bytes', data }, [data.buffer])
  }

  end(): void {
    this.#reader.post({ t: 'end' })
  }

  /** `progress`: called with intermediate results of a long query. */
  query<Name extends QueryName>(
    name: Name,
    params: QueryParams<Name>,
    progress?: (count: number) => void,
  ): Promise<QueryReply<Name>> {
    if (this.#closed) return Promise.reject(new ReaderError('cancelled'))
    const id = this.#nextId++
    const reply = this.#reply<QueryReply<Name>>(id, progress)
    this.#reader.post({ t: 'query', id, name, params })
    return reply
  }

  close(): void {
    this.#closed = true
    this.#reader.end()
    for (const { reject } of this.#pending.values()) reject(new ReaderError('cancelled'))
    this.#pending.clear()
  }

  #reply<Reply>(id: number, progress?: (count: number) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (reply: unknown) => void, reject, progress })
    })
  }

  #takePending(id: number): PendingQuery | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }
}
