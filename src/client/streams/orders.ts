import { Observable, Subject, type Subscriber } from 'rxjs'
import { type FeedGap, type FeedHealth, nextHealth } from '../../shared/domain/feed.ts'
import type { Order, OrderSource } from '../../shared/domain/orders.ts'
import { rowOf } from '../../shared/domain/read-value.ts'
import { OrderStore, type OrderUpdate, RESPONSE_LIMIT } from '../orders/order-store.ts'
import type { SocketFrame } from '../socket/socket-events.ts'
import { OrderPoller, type PollNeed } from './order-poller.ts'
import type { StreamSession, StreamSource } from './stream-source.ts'
import type { StreamGap, StreamState } from './stream-state.ts'

/** The orders of the day as far as known, and the update that led to this value. */
export interface Orders extends StreamState, OrderUpdate {
  /** By order id; the same map every time, kept up to date: copy what is to be kept. */
  readonly orders: ReadonlyMap<string, Order>
  /** Where this update came from; undefined if it brought no rows. */
  readonly source: OrderSource | undefined
  /** The orders were read over REST. Until then only those are known that changed. */
  readonly isComplete: boolean
  /** When (ms since epoch) the last read was truncated: IBKR lists at most 1,000 orders. Undefined if it was not. */
  readonly truncatedAt: number | undefined
  /** Why the last read failed, as a code; it is retried. Undefined once one has succeeded. */
  readonly problem: string | undefined
  readonly health: FeedHealth
  /** Times without updates, oldest first, at most 50; `repairedAt` once a full read that was sent after the gap has closed it. */
  readonly gaps: readonly FeedGap[]
}

/** What is known from an earlier session. */
export interface EarlierOrders {
  /** By order id. Rows that repeat one are no transitions. */
  readonly orders?: ReadonlyMap<string, Order>
  /** When the earlier session ended, in ms since epoch: the stream begins with a gap from then on. */
  readonly endedAt?: number
}

const NO_UPDATE: OrderUpdate = { changed: [], removed: [], events: [], missing: [] }
const GAPS_KEPT = 50
/** After an own order request the stream should report a change; otherwise the orders are read. */
const EXPECTED_MS = 6_000
/** After a frame of ids alone, details follow at once unless a filtered read has stopped them. */
const DETAILS_MS = 3_000
/** In which the stream should report what a read has just found. */
const DELAY_MS = 3_000

const DOWN = 'WebSocket down; polling every few seconds.'
const SILENT = 'No frames on the WebSocket; polling every few seconds.'
const RESYNCING = 'Reading what happened during a gap.'
const NOT_REPORTED = 'The stream does not report changes; polling every few seconds.'

/** Live orders: changes of `sor` merged by id, read over REST at the start, after a gap, and once a minute. */
export class OrderStream extends Observable<Orders> {
  readonly #source: StreamSource
  readonly #session: StreamSession
  readonly #values = new Subject<Orders>()
  #earlier: EarlierOrders = {}
  #store = new OrderStore()
  #at = 0
  #health: FeedHealth = { kind: 'waiting' }
  #gaps: readonly FeedGap[] = []
  /** The newest mark when the newest gap ended. */
  #gapMark = 0
  /** The last frame before the drop, while the socket is down. */
  #downSince: number | undefined
  #isSilent = false
  /** The stream did not report what a read found. */
  #missesChanges = false
  #isComplete = false
  #truncatedAt: number | undefined
  #problem: string | undefined
  /** Frames that changed something. */
  #changes = 0
  readonly #timers = new Map<string, () => void>()
  #poller: OrderPoller | undefined
  #release: readonly (() => void)[] = []

  constructor(source: StreamSource, session: StreamSession) {
    super((subscriber) => this.#attach(subscriber))
    this.#source = source
    this.#session = session
  }

  /** What the stream begins with when it is subscribed to next. */
  continueFrom(earlier: EarlierOrders): void {
    this.#earlier = earlier
  }

  /**
   * Reads the orders of the day now, or once no question of IBKR is open. With `restoreDetails` also brings back the details of
   * `sor`, which a filtered read of `iserver/account/orders` has stopped. Does nothing without a subscriber.
   */
  async resync(options: { readonly restoreDetails?: boolean } = {}): Promise<void> {
    await this.#poller?.resync(options)
  }

  /** An order request was sent: if the stream reports no change within 6 s, the orders are read. */
  expectChange(): void {
    this.#unlessChanged('expected', EXPECTED_MS, () => this.#poller?.poll())
  }

  #attach(subscriber: Subscriber<Orders>): (() => void) | undefined {
    if (this.#source.closing.aborted) {
      subscriber.complete()
      return undefined
    }
    const isFirst = !this.#values.observed
    if (!isFirst && (this.#at !== 0 || this.#problem !== undefined))
      subscriber.next(this.#value({ ...NO_UPDATE, changed: [...this.#store.orders.values()] }))
    const subscription = this.#values.subscribe(subscriber)
    if (isFirst) this.#start()
    return () => {
      subscription.unsubscribe()
      if (!this.#values.observed) this.#stop()
    }
  }

  #start(): void {
    const { clock, closing, events } = this.#source
    const { orders, endedAt } = this.#earlier
    this.#store = new OrderStore(orders)
    this.#at = 0
    this.#health = { kind: 'waiting' }
    this.#gaps = []
    this.#gapMark = 0
    this.#downSince = undefined
    this.#isSilent = false
    this.#missesChanges = false
    this.#isComplete = false
    this.#truncatedAt = undefined
    this.#problem = undefined
    const poller = new OrderPoller({
      session: this.#session,
      clock,
      mark: () => this.#store.mark(),
      onList: (rows, source, mark) => this.#receiveList(rows, source, mark),
      need: () => this.#need(),
      onProblem: (code) => {
        if (code === this.#problem) return
        this.#problem = code
        this.#emit()
      },
    })
    this.#poller = poller
    const resync = (): void => {
      if (this.#session.state.kind === 'ready') void poller.resync()
    }
    const complete = (): void => this.#values.complete()
    closing.addEventListener('abort', complete)
    this.#release = [
      this.#source.on('sor', (frame) => this.#receiveFrame(frame)),
      this.#source.subscribe('sor+{}', 'uor+{}'),
      events.on('down', (from) => {
        this.#downSince = from
        this.#isSilent = false
        this.#updateHealth()
        this.#emit()
      }),
      events.on('state', (state) => state === 'connected' && this.#updateHealth() && this.#emit()),
      events.on('gap', (gap) => {
        this.#downSince = undefined
        this.#addGap(gap)
        resync()
      }),
      events.on('step', ({ kind }) => {
        if (kind !== 'silent' && kind !== 'heard') return
        this.#isSilent = kind === 'silent'
        if (this.#updateHealth()) this.#emit()
      }),
      this.#session.onState(({ kind }) => {
        if (this.#updateHealth()) this.#emit()
        if (kind === 'ready') resync()
      }),
      () => closing.removeEventListener('abort', complete),
      () => poller.stop(),
    ]
    if (endedAt !== undefined) this.#addGap({ from: endedAt, to: clock.now() })
    resync()
  }

  #stop(): void {
    for (const release of [...this.#release, ...this.#timers.values()]) release()
    this.#timers.clear()
    this.#release = []
    this.#poller = undefined
  }

  #receiveFrame({ value, at }: SocketFrame): void {
    const args = rowOf(value)?.['args']
    if (!Array.isArray(args)) return
    const update = this.#store.apply(args, 'stream', at)
    if (update.events.length === 0) return
    if (update.events.some(({ isChange }) => isChange)) {
      this.#changes += 1
      if (this.#missesChanges) {
        this.#missesChanges = false
        this.#updateHealth()
      }
    } else if (!this.#timers.has('details') && update.events.some(({ isPlaceholder }) => isPlaceholder)) {
      this.#unlessChanged('details', DETAILS_MS, () => this.#poller?.resync({ restoreDetails: true }))
    }
    this.#at = at
    this.#emit(update, 'stream')
  }

  #receiveList(rows: readonly unknown[], source: OrderSource, mark: number): void {
    const now = this.#source.clock.now()
    const { state } = this.#session
    // IBKR lists the orders of the selected account alone.
    const account = state.kind === 'ready' ? state.accounts.selected : undefined
    const update = this.#store.applySnapshot(rows, source, mark, now, account)
    this.#at = now
    this.#isComplete = true
    this.#truncatedAt = rows.length < RESPONSE_LIMIT ? undefined : now
    this.#problem = undefined
    const wasStreaming = this.#health.kind === 'streaming'
    // A read that was sent before the gap ended does not include what happened in it.
    const repairs = this.#gapMark < mark && this.#hasOpenGap()
    if (repairs) this.#gaps = this.#gaps.map((gap) => (isOpen(gap) ? { ...gap, repairedAt: now } : gap))
    this.#updateHealth(true)
    if (wasStreaming && !repairs && update.events.some(({ transition }) => transition)) {
      this.#unlessChanged('delayed', DELAY_MS, () => {
        this.#missesChanges = true
        if (this.#updateHealth()) this.#emit()
        void this.#poller?.resync({ restoreDetails: true })
      })
    }
    this.#emit(update, source)
  }

  #addGap(gap: FeedGap): void {
    this.#gapMark = this.#store.now
    this.#gaps = [...this.#gaps, gap].slice(-GAPS_KEPT)
    this.#updateHealth()
    this.#emit()
  }

  /** Runs unless a frame changes something within `ms`. */
  #unlessChanged(name: string, ms: number, run: () => void): void {
    const before = this.#changes
    this.#timers.get(name)?.()
    const cancel = this.#source.clock.after(ms, () => {
      this.#timers.delete(name)
      if (this.#changes === before) run()
    })
    this.#timers.set(name, cancel)
  }

  #need(): PollNeed {
    if (!this.#isComplete || this.#hasOpenGap()) return 'snapshot'
    return this.#health.kind === 'streaming' ? 'later' : 'soon'
  }

  #hasOpenGap(): boolean {
    return this.#gaps.some(isOpen)
  }

  /** Whether it changed. */
  #updateHealth(isUpdated = false): boolean {
    const before = this.#health
    this.#health = nextHealth(before, {
      isSessionReady: this.#session.state.kind === 'ready',
      pollingReason: this.#pollingReason(),
      isUpdated,
      now: this.#source.clock.now(),
    })
    if (this.#health === before) return false
    if (this.#health.kind === 'polling') this.#poller?.plan()
    return true
  }

  #pollingReason(): string | undefined {
    if (this.#downSince !== undefined || !this.#source.connected) return DOWN
    if (this.#isSilent) return SILENT
    if (this.#hasOpenGap()) return RESYNCING
    return this.#missesChanges ? NOT_REPORTED : undefined
  }

  #emit(update: OrderUpdate = NO_UPDATE, source?: OrderSource): void {
    this.#values.next(this.#value(update, source))
  }

  #value(update: OrderUpdate, source?: OrderSource): Orders {
    return {
      ...update,
      source,
      at: this.#at,
      gap: this.#gap(),
      orders: this.#store.orders,
      isComplete: this.#isComplete,
      truncatedAt: this.#truncatedAt,
      problem: this.#problem,
      health: this.#health,
      gaps: this.#gaps,
    }
  }

  #gap(): StreamGap | undefined {
    const open = this.#gaps.filter(isOpen)
    const from = open[0]?.from ?? this.#downSince
    if (from === undefined) return undefined
    const to = open.at(-1)?.to
    return this.#downSince !== undefined || to === undefined ? { from } : { from, to }
  }
}

const isOpen = ({ repairedAt }: FeedGap): boolean => repairedAt === undefined
