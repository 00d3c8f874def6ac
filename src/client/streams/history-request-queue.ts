import { finalize, type Observable, ReplaySubject, type Subscriber, share } from 'rxjs'
import { type Row, rowOf, textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Unsubscribe } from '../event-listeners.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { type History, type HistoryQuery, type HistoryRequest, mergeHistory, type PartialBar } from './price-history.ts'
import { completeWhenClosed, type StreamSource } from './stream-source.ts'
import type { StreamGap } from './stream-state.ts'
import { ValueStream } from './value-stream.ts'

/** Maximum number of requests that IBKR serves at the same time on one socket. */
const SLOTS = 5
const MAX_QUEUED = 1_000
/** Time limit for a response in ms; IBKR itself gives up after 10 s. */
const RESPONSE_MS = 30_000

/** A request with its subscriber and its newest value. */
interface QueuedRequest extends HistoryRequest {
  readonly text: string
  /** Whether the request keeps its slot after the first response. */
  readonly live: boolean
  readonly subscriber: Subscriber<History<PartialBar>>
  history: History<PartialBar> | undefined
}

/**
 * Requests history within IBKR's five slots. Only one request at a time waits for its response. Responses and refusals
 * contain at most the contract, so the responses to two requests for the same contract could not be distinguished.
 */
export class HistoryRequestQueue {
  readonly #source: StreamSource
  /** Running and queued requests by frame text and `live`; equal requests share one. */
  readonly #shared = new Map<string, Observable<History<PartialBar>>>()
  #queue: QueuedRequest[] = []
  #pending: QueuedRequest | undefined
  /** Requests that got a response and still occupy a slot, by IBKR's `serverId`. */
  readonly #open = new Map<string, QueuedRequest>()
  /** Slots that may still be occupied after the brokerage session was lost, and the number of their connection. */
  #stale: { readonly connection: number; readonly serverIds: readonly string[] } | undefined
  #cancelTimeout: () => void = () => undefined
  #release: readonly Unsubscribe[] = []

  constructor(source: StreamSource) {
    this.#source = source
  }

  /**
   * Requests history. With `live` keeps the slot and continues with the running bar; otherwise completes after the
   * response.
   */
  observe(contract: string, query: HistoryQuery, live: boolean): ValueStream<History<PartialBar>> {
    const text = formatSocketText('smh', [contract], query)
    const key = `${text} ${live}`
    const hasAllPrices = query.format === undefined
    return new ValueStream((subscriber) => {
      const shared =
        this.#shared.get(key) ??
        this.#request({ contract, hasAllPrices }, text, live).pipe(
          finalize(() => this.#shared.delete(key)),
          share({ connector: () => new ReplaySubject<History<PartialBar>>(1) }),
        )
      this.#shared.set(key, shared)
      return shared.subscribe(subscriber)
    })
  }

  #request(about: HistoryRequest, text: string, live: boolean): Observable<History<PartialBar>> {
    return completeWhenClosed(this.#source, (subscriber) => {
      if (this.#queue.length >= MAX_QUEUED) {
        subscriber.error(
          new IbkrError('socket-queue-full', `${MAX_QUEUED} history requests are already waiting: try again later.`),
        )
        return undefined
      }
      const request: QueuedRequest = { ...about, text, live, subscriber, history: undefined }
      if (this.#release.length === 0) this.#start()
      this.#queue.push(request)
      this.#sendNext()
      return () => this.#remove(request)
    })
  }

  #start(): void {
    const { events } = this.#source
    this.#release = [
      this.#source.on('smh', (frame) => this.#receive(frame)),
      events.on('down', (from) => this.#connectionLost(from)),
      events.on('gap', (gap) => this.#reportGap(gap)),
      events.on('state', (state) => {
        if (state !== 'connected') return
        this.#freeStaleSlots()
        this.#sendNext()
      }),
    ]
  }

  #sendNext(): void {
    const { clock, closing, connected } = this.#source
    if (this.#pending !== undefined || this.#open.size >= SLOTS || !connected || closing.aborted) return
    const request = this.#queue.shift()
    if (request === undefined) return
    this.#pending = request
    this.#cancelTimeout = clock.after(RESPONSE_MS, () => {
      const seconds = RESPONSE_MS / 1000
      this.#failPending(new IbkrError('timeout', `IBKR did not respond to ${request.text} within ${seconds} seconds.`))
    })
    this.#source.send(request.text)
  }

  #takePending(): QueuedRequest | undefined {
    this.#cancelTimeout()
    const request = this.#pending
    this.#pending = undefined
    return request
  }

  #failPending(error: IbkrError): void {
    this.#takePending()?.subscriber.error(error)
    this.#sendNext()
  }

  #receive({ topic, value, error, at }: SocketFrame): void {
    const row = rowOf(value) ?? {}
    const serverId = textOf(row['serverId'])
    if (serverId === undefined) {
      if (row['error'] === undefined) return
      const reason = String(error).slice(0, 200)
      this.#failPending(new IbkrError('subscription-refused', `IBKR refused ${this.#pending?.text}: ${reason}.`))
      return
    }
    const open = this.#open.get(serverId)
    if (open !== undefined) this.#emit(open, row, at)
    else if (topic === formatSocketText('smh', [this.#pending?.contract ?? ''])) this.#opened(serverId, row, at)
    // The response to a removed request also occupies a slot.
    else this.#free(serverId)
  }

  #opened(serverId: string, row: Row, at: number): void {
    const request = this.#takePending()
    if (request === undefined) return
    this.#open.set(serverId, request)
    // The new response contains all bars, so it replaces the bars that were received before the connection was lost.
    request.history = undefined
    this.#emit(request, row, at)
    if (!request.live) request.subscriber.complete()
    this.#sendNext()
  }

  #emit(request: QueuedRequest, row: Row, at: number): void {
    const history = mergeHistory(request.history, request, row, at)
    if (history === undefined) return
    request.history = history
    request.subscriber.next(history)
  }

  #remove(request: QueuedRequest): void {
    this.#queue = this.#queue.filter((other) => other !== request)
    // The response to this request has not arrived yet; its slot is released when it arrives.
    if (this.#pending === request) this.#takePending()
    for (const [serverId, other] of this.#open) if (other === request) this.#free(serverId)
    if (this.#queue.length + this.#open.size > 0 || this.#pending !== undefined) {
      this.#sendNext()
      return
    }
    for (const release of this.#release) release()
    this.#release = []
  }

  #free(serverId: string): void {
    this.#open.delete(serverId)
    const { closing, connected } = this.#source
    // A closing session releases its slots by closing the connection.
    if (connected && !closing.aborted) this.#source.send(formatSocketText('umh', [serverId]))
  }

  /**
   * Ends all slots and requests of a lost connection. Requests with subscribers are sent again on the next connection.
   */
  #connectionLost(from: number): void {
    const pending = this.#takePending()
    this.#stale = { connection: this.#source.connection, serverIds: [...this.#open.keys()] }
    this.#queue = [...this.#open.values(), ...(pending === undefined ? [] : [pending]), ...this.#queue]
    this.#open.clear()
    this.#reportGap({ from })
  }

  #freeStaleSlots(): void {
    const stale = this.#stale
    this.#stale = undefined
    if (stale?.connection === this.#source.connection) for (const serverId of stale.serverIds) this.#free(serverId)
  }

  #reportGap(gap: StreamGap): void {
    for (const request of [...this.#queue, ...(this.#pending === undefined ? [] : [this.#pending])]) {
      if (request.history === undefined) continue
      request.history = { ...request.history, gap }
      request.subscriber.next(request.history)
    }
  }
}
