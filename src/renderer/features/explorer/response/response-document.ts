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

/** Queries that change what the worker shows later: they are repeated after a suspension, in their order. */
const CHANGES: ReadonlySet<QueryName> = new Set([
  'fold',
  'foldAll',
  'unfoldAll',
  'reveal',
  'match',
  'filter',
  'search',
  'table',
])

/**
 * One response in its own worker, which the page queries for the visible parts. Closing the document ends the worker. A
 * suspended document has no worker, because that uses several times the memory of the body. The next query starts one.
 */
export class ResponseDocument implements BodyReceiver {
  readonly #start: () => ReaderWorker
  #worker: ReaderWorker
  readonly #pending = new Map<number, PendingQuery>()
  #nextId = SUMMARY_ID + 1
  #closed = false
  #isSuspended = false
  /** Body as the first suspension compressed it. */
  #compressed: Blob | undefined
  #resumed: Promise<void> | undefined
  #changes: { readonly name: QueryName; readonly params: object }[] = []

  /** Resolves when all bytes are parsed. Rejects if the document is closed first. */
  readonly summary = this.#reply<ResponseSummary>(SUMMARY_ID)

  /** `start`: starts a worker. */
  constructor(start: () => ReaderWorker) {
    this.#start = start
    // Prevents an unhandled rejection if nothing awaits the document.
    this.summary.catch(() => undefined)
    this.#worker = this.#listen(start())
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
  async query<Name extends QueryName>(
    name: Name,
    params: QueryParams<Name>,
    progress?: (count: number) => void,
  ): Promise<QueryReply<Name>> {
    if (this.#isSuspended) await this.resume()
    const reply = this.#send<QueryReply<Name>>(name, params, progress)
    if (CHANGES.has(name)) this.#changes.push({ name, params })
    return reply
  }

  /** Ends the worker and keeps the compressed body. Has no effect during a query. */
  async suspend(): Promise<void> {
    if (!this.#isIdle) return
    this.#compressed ??= await this.#send<Blob>('compressed', {})
    // The user may have shown the response again in the meantime.
    if (!this.#isIdle) return
    this.#isSuspended = true
    this.#worker.terminate()
  }

  get #isIdle(): boolean {
    return !this.#isSuspended && !this.#closed && this.#pending.size === 0
  }

  /** Starts a worker again, with the same folds, filter, search and table. */
  resume(): Promise<void> {
    if (!this.#isSuspended || !this.#compressed) return Promise.resolve()
    this.#resumed ??= this.#restart(this.#compressed).finally(() => {
      this.#resumed = undefined
    })
    return this.#resumed
  }

  async #restart(compressed: Blob): Promise<void> {
    if (this.#closed) throw new ReaderError('cancelled')
    this.#worker = this.#listen(this.#start())
    const parsed = this.#reply(SUMMARY_ID)
    this.#worker.postMessage({ t: 'resume', compressed })
    await parsed
    for (const { name, params } of this.#changes) await this.#send(name, params).catch(() => undefined)
    this.#isSuspended = false
  }

  close(): void {
    this.#closed = true
    this.#worker.terminate()
    for (const { reject } of this.#pending.values()) reject(new ReaderError('cancelled'))
    this.#pending.clear()
  }

  #listen(worker: ReaderWorker): ReaderWorker {
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
    return worker
  }

  #send<Reply>(name: QueryName, params: object, progress?: (count: number) => void): Promise<Reply> {
    if (this.#closed) return Promise.reject(new ReaderError('cancelled'))
    const id = this.#nextId++
    const reply = this.#reply<Reply>(id, progress)
    this.#worker.postMessage({ t: 'query', id, name, params })
    return reply
  }

  #reply<Reply>(id: number, progress?: (count: number) => void): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (reply: unknown) => void, reject, progress })
    })
  }
}
