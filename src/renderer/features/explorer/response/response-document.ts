import type { BodyReceiver } from '../../../../shared/rpc/window-client.ts'
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

/** Worker that reads one response. */
export interface ReaderWorker {
  postMessage(message: ToReader, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<FromReader>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  terminate(): void
}

interface PendingQuery {
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: ReaderError) => void
  readonly progress: ((count: number) => void) | undefined
}

/**
 * One response in its own worker, which the page queries for the visible parts. Closing the document ends the worker.
 */
export class ResponseDocument implements BodyReceiver {
  readonly #worker: ReaderWorker
  readonly #pending = new Map<number, PendingQuery>()
  #nextId = SUMMARY_ID + 1
  #closed = false

  /** Resolves when all bytes are parsed. Rejects if the document is closed first. */
  readonly summary = this.#reply<ResponseSummary>(SUMMARY_ID)

  constructor(worker: ReaderWorker) {
    this.#worker = worker
    // Prevents an unhandled rejection if nothing awaits the document.
    this.summary.catch(() => undefined)
    worker.onerror = (event) => {
      event.preventDefault()
      this.close()
    }
    worker.onmessage = ({ data }) => {
      const query = this.#pending.get(data.id)
      if (data.t === 'progress') {
        query?.progress?.(data.count)
        return
      }
      this.#pending.delete(data.id)
      if (data.t === 'reply') query?.resolve(data.reply)
      else query?.reject(new ReaderError(data.reason))
    }
  }

  begin(length: number | undefined): void {
    this.#worker.postMessage({ t: 'begin', length })
  }

  take(data: Uint8Array): void {
    this.#worker.postMessage({ t: 'bytes', data }, [data.buffer])
  }

  end(): void {
    this.#worker.postMessage({ t: 'end' })
  }

  /** Sends a query to the worker. `progress`: receives intermediate results of a long query. */
  query<Name extends QueryName>(
    name: Name,
    params: QueryParams<Name>,
    progress?: (count: number) => void,
  ): Promise<QueryReply<Name>> {
    if (this.#closed) return Promise.reject(new ReaderError('cancelled'))
    const id = this.#nextId++
    const reply = this.#reply<QueryReply<Name>>(id, progress)
    this.#worker.postMessage({ t: 'query', id, name, params })
    return reply
  }

  close(): void {
    this.#closed = true
    this.#worker.terminate()
    for (const { reject } of this.#pending.values()) reject(new ReaderError('cancelled'))
    this.#pending.clear()
  }

  #reply<Reply>(id: number, progress?: (count: number) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (reply: unknown) => void, reject, progress })
    })
  }
}
