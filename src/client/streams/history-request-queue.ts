import { finalize, type Observable, ReplaySubject, type Subscriber, share } from 'rxjs'
import { type Row, rowOf, textOf } from '../../shared/domain/read-value.ts'
import { formatSocketText, parseSocketText } from '../../shared/domain/topics.ts'
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
/** Maximum number of stored released server ids. Their updates may still arrive. */
const RELEASED_KEPT = 100

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
 * contain at most the contract, so the responses to two requests for the same contract could not be distinguished. So a
 * request keeps waiting for its response when its subscribers have left, and a contract is held after a timeout.
 */
export class HistoryRequestQueue {
  readonly #source: StreamSource
  /** Running and queued requests by frame text and `live`; equal requests share one. */
  readonly #shared = new Map<string, Observable<History<PartialBar>>>()
  #queue: QueuedRequest[] = []
  /** The request that waits for its response, even if it has no subscribers. */
  #pending: QueuedRequest | undefined
  /** Requests that got a response and still occupy a slot, by IBKR's `serverId`. */
  readonly #open = new Map<string, QueuedRequest>()
  /** Conids with an overdue response, which may still arrive and occupy a slot; the value cancels the end of the hold. */
  readonly #held = new Map<string, () => void>()
  /** Released server ids of this connection. Updates of a live request arrive until IBKR has processed the release. */
  readonly #released = new Set<string>()
  /** Number of the connection of the held conids and released server ids. */
  #connection = 0
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
    const { closing, events } = this.#source
    const stop = (): void => this.#stop()
    closing.addEventListener('abort', stop)
    this.#forgetOtherConnections()
    this.#release = [
      this.#source.on('smh', (frame) => this.#receive(frame)),
      events.on('down', (from) => this.#connectionLost(from)),
      events.on('gap', (gap) => this.#reportGap(gap)),
      events.on('state', (state) => {
        if (state !== 'connected') return
        this.#forgetOtherConnections()
        this.#freeStaleSlots()
        this.#sendNext()
      }),
      () => closing.removeEventListener('abort', stop),
    ]
  }

  #stop(): void {
    this.#takePending()
    for (const cancel of this.#held.values()) cancel()
    this.#held.clear()
    for (const release of this.#release) release()
    this.#release = []
  }

  #stopIfIdle(): void {
    const used = this.#queue.length + this.#open.size + this.#held.size
    if (used === 0 && this.#pending === undefined) this.#stop()
  }

  #sendNext(): void {
    const { clock, closing, connected } = this.#source
    if (this.#pending !== undefined || this.#open.size + this.#held.size >= SLOTS) return
    const request = this.#queue.find(({ contract }) => !this.#held.has(conidOf(contract)))
    if (request === undefined || !connected || closing.aborted) return
    this.#queue = this.#queue.filter((other) => other !== request)
    this.#pending = request
    this.#cancelTimeout = clock.after(RESPONSE_MS, () => {
      this.#hold(request)
      const seconds = RESPONSE_MS / 1000
      this.#failPending(new IbkrError('timeout', `IBKR did not respond to ${request.text} within ${seconds} seconds.`))
    })
    try {
      this.#source.send(request.text)
    } catch (error) {
      this.#failPending(error)
    }
  }

  /** Sends no other request for the contract until the response arrives, or is no longer to be expected. */
  #hold({ contract }: HistoryRequest): void {
    const conid = conidOf(contract)
    this.#held.get(conid)?.()
    const cancel = this.#source.clock.after(RESPONSE_MS, () => this.#endHold(conid))
    this.#held.set(conid, cancel)
  }

  #endHold(conid: string): void {
    this.#held.get(conid)?.()
    if (!this.#held.delete(conid)) return
    this.#sendNext()
    this.#stopIfIdle()
  }

  /** No response to a request on an earlier connection can arrive, and a connection has its own server ids. */
  #forgetOtherConnections(): void {
    if (this.#connection === this.#source.connection) return
    this.#connection = this.#source.connection
    this.#released.clear()
    for (const cancel of this.#held.values()) cancel()
    this.#held.clear()
  }

  #takePending(): QueuedRequest | undefined {
    this.#cancelTimeout()
    const request = this.#pending
    this.#pending = undefined
    return request
  }

  #failPending(error: unknown): void {
    this.#takePending()?.subscriber.error(error)
    this.#sendNext()
    this.#stopIfIdle()
  }

  #receive({ topic, value, error, at }: SocketFrame): void {
    const row = rowOf(value) ?? {}
    const serverId = textOf(row['serverId'])
    const conid = conidOf(parseSocketText(topic).targets[0] ?? '')
    const isPending = this.#pending !== undefined && conid === conidOf(this.#pending.contract)
    if (serverId === undefined) {
      if (row['error'] === undefined) return
      if (isPending || conid === '') this.#refused(String(error).slice(0, 200), conid)
      else this.#endHold(conid)
      return
    }
    const open = this.#open.get(serverId)
    if (open !== undefined) this.#emit(open, row, at)
    else if (this.#released.has(serverId)) return
    else if (isPending) this.#opened(serverId, row, at)
    else {
      // An overdue response also occupies a slot.
      this.#free(serverId)
      this.#endHold(conid)
    }
  }

  #refused(reason: string, conid: string): void {
    // A refusal without conid may be an overdue response. Then the response to the pending request is still due.
    if (conid === '' && this.#held.size > 0 && this.#pending !== undefined) this.#hold(this.#pending)
    this.#failPending(new IbkrError('subscription-refused', `IBKR refused ${this.#pending?.text}: ${reason}.`))
  }

  #opened(serverId: string, row: Row, at: number): void {
    const request = this.#takePending()
    if (request === undefined) return
    if (request.subscriber.closed) this.#free(serverId)
    else {
      this.#open.set(serverId, request)
      // The new response contains all bars, so it replaces the bars that were received before the connection was lost.
      request.history = undefined
      this.#emit(request, row, at)
      if (!request.live) request.subscriber.complete()
    }
    this.#sendNext()
    this.#stopIfIdle()
  }

  #emit(request: QueuedRequest, row: Row, at: number): void {
    const history = mergeHistory(request.history, request, row, at)
    if (history === undefined) return
    request.history = history
    request.subscriber.next(history)
  }

  #remove(request: QueuedRequest): void {
    this.#queue = this.#queue.filter((other) => other !== request)
    for (const [serverId, other] of this.#open) if (other === request) this.#free(serverId)
    this.#sendNext()
    this.#stopIfIdle()
  }

  #free(serverId: string): void {
    this.#open.delete(serverId)
    this.#released.add(serverId)
    const [oldest = serverId] = this.#released
    if (this.#released.size > RELEASED_KEPT) this.#released.delete(oldest)
    const { closing, connected } = this.#source
    // A closing session releases its slots by closing the connection.
    if (connected && !closing.aborted) this.#source.send(formatSocketText('umh', [serverId]))
  }

  /**
   * Ends all slots and requests of a lost connection. Requests with subscribers are sent again on the next connection.
   */
  #connectionLost(from: number): void {
    const pending = this.#takePending()
    // If only the brokerage session was lost, the response may still arrive.
    if (pending !== undefined && this.#connection === this.#source.connection) this.#hold(pending)
    this.#stale = { connection: this.#source.connection, serverIds: [...this.#open.keys()] }
    const sent = pending === undefined || pending.subscriber.closed ? [] : [pending]
    this.#queue = [...this.#open.values(), ...sent, ...this.#queue]
    this.#open.clear()
    this.#reportGap({ from })
    this.#stopIfIdle()
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

/** Frames may omit the exchange of a contract such as `265598@ARCA`. */
const conidOf = (contract: string): string => contract.split('@')[0] ?? ''
