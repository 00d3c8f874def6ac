import { Subject, type Subscriber } from 'rxjs'
import { ContractNames } from '../../shared/domain/contract-name.ts'
import { deriveFeedHealth, type FeedGap, WEBSOCKET_DOWN } from '../../shared/domain/feed.ts'
import type { OrderSource } from '../../shared/domain/orders.ts'
import { rowOf } from '../../shared/domain/read-value.ts'
import { MAX_ORDERS_IN_RESPONSE, OrderStore } from '../orders/order-store.ts'
import type { SocketFrame, SocketGap } from '../socket/socket-events.ts'
import { OrderPoller, type PolledList, type PollPurpose } from './order-poller.ts'
import { createEmptyOrders, type EarlierOrders, NO_ORDER_UPDATE, type Orders } from './orders-of-day.ts'
import { completeWhenClosed, type StreamSession, type StreamSource } from './stream-source.ts'
import { ValueStream } from './value-stream.ts'

const GAPS_KEPT = 50
/**
 * Time in ms after an own order request within which the stream should report a change; otherwise the orders are read.
 */
const EXPECTED_MS = 6_000
/** Time in ms after a frame of ids within which details follow, unless a filtered read has stopped them. */
const DETAILS_MS = 3_000
/** Time in ms within which the stream should report a change that a read has just found. */
const DELAY_MS = 3_000

const SILENT = 'No frames on the WebSocket; polling every few seconds.'
const REFUSED = 'IBKR refused the order stream; polling every few seconds.'
const RESYNCING = 'Reading what happened during a gap.'
const NOT_REPORTED = 'The stream does not report changes; polling every few seconds.'

/**
 * Live orders: changes of `sor` merged by id, read over REST at the start, after a gap, and once a minute.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * for await (const { orders, changed, health, isComplete } of client.connect().streams.orders()) {
 *   for (const { orderId, status } of changed) console.log(orderId, status)
 *   console.log(`${orders.size} orders, ${health.kind}`)
 *   if (isComplete) break // unsubscribes
 * }
 * await client.close()
 * ```
 */
export class OrderStream extends ValueStream<Orders> {
  readonly #source: StreamSource
  readonly #session: StreamSession
  readonly #values = new Subject<Orders>()
  readonly #names: ContractNames
  #earlier: EarlierOrders = {}
  #store: OrderStore
  #current: Orders
  /** The newest mark of the order store at the end of the newest gap. */
  #gapMark = 0
  #isSilent = false
  /** Whether IBKR refused the subscription and has sent no frame of the stream since. */
  #isRefused = false
  /** Whether the stream failed to report a change that a read found. */
  #missesChanges = false
  /** Number of frames that contained a change. */
  #changes = 0
  readonly #timers = new Map<string, () => void>()
  #poller: OrderPoller | undefined
  #release: readonly (() => void)[] = []

  constructor(source: StreamSource, session: StreamSession, names = new ContractNames()) {
    super((subscriber) => completeWhenClosed<Orders>(source, (open) => this.#attach(open)).subscribe(subscriber))
    this.#source = source
    this.#session = session
    this.#names = names
    this.#store = new OrderStore({ names })
    this.#current = createEmptyOrders(this.#store)
  }

  /** Sets the orders that the stream starts with at the next subscription. */
  continueFrom(earlier: EarlierOrders): void {
    this.#earlier = earlier
  }

  /**
   * Reads the orders of the day now, or as soon as no order question of IBKR is open. With `restoreDetails`, also restores
   * the details in `sor`, which a filtered read of `iserver/account/orders` has stopped. Does nothing without a
   * subscriber. Resolves to whether a list that was requested after the call has arrived.
   */
  async resync(options: { readonly restoreDetails?: boolean } = {}): Promise<boolean> {
    return (await this.#poller?.resync({ force: options.restoreDetails === true })) ?? false
  }

  /** Expects a change after an order request was sent: if the stream reports none within 6 s, the orders are read. */
  expectChange(): void {
    if (this.#poller) this.#unlessChanged('expected', EXPECTED_MS, () => this.#poller?.poll())
  }

  #attach(subscriber: Subscriber<Orders>): () => void {
    const isFirst = !this.#values.observed
    const { at, problem } = this.#current
    if (!isFirst && (at !== 0 || problem !== undefined))
      subscriber.next({ ...this.#current, ...NO_ORDER_UPDATE, changed: [...this.#store.orders.values()] })
    const subscription = this.#values.subscribe(subscriber)
    if (isFirst) this.#start()
    return () => {
      subscription.unsubscribe()
      if (!this.#values.observed) this.#stop()
    }
  }

  #start(): void {
    const source = this.#source
    const session = this.#session
    const { clock, events } = source
    const { orders, endedAt } = this.#earlier
    this.#store = new OrderStore({ names: this.#names, earlier: orders })
    this.#current = createEmptyOrders(this.#store)
    this.#gapMark = 0
    this.#isSilent = false
    this.#isRefused = false
    this.#missesChanges = false
    const poller = new OrderPoller({
      session,
      clock,
      mark: () => this.#store.mark(),
      onList: (...list) => this.#receiveList(...list),
      need: () => this.#need(),
      onProblem: (problem) => problem !== this.#current.problem && this.#emit({ problem }),
    })
    this.#poller = poller
    const resync = (): void => {
      if (session.state.kind === 'ready') void poller.resync()
    }
    this.#release = [
      source.on('sor', this.#receiveFrame),
      source.subscribe('sor+{}', 'uor+{}'),
      events.on('down', (from) => {
        this.#isSilent = false
        this.#isRefused = false
        this.#emit({ gap: { from: this.#current.gap?.from ?? from } })
      }),
      events.on('state', () => this.#emit()),
      events.on('gap', (gap) => {
        this.#isRefused = false
        this.#addGap(gap)
        resync()
      }),
      events.on('step', ({ kind }) => {
        if (kind !== 'silent' && kind !== 'resumed') return
        this.#isSilent = kind === 'silent'
        this.#emit()
      }),
      session.onState(() => {
        this.#emit()
        resync()
      }),
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

  readonly #receiveFrame = ({ value, at, error }: SocketFrame): void => {
    const args = rowOf(value)?.['args']
    if (error !== undefined || Array.isArray(args)) this.#setRefused(error !== undefined)
    if (!Array.isArray(args)) return
    const update = this.#store.apply(args, 'stream', at)
    if (update.events.length === 0) return
    if (update.changed.length > 0) {
      this.#changes += 1
      this.#missesChanges = false
    } else if (!this.#timers.has('details') && update.events.some(({ isPlaceholder }) => isPlaceholder)) {
      this.#unlessChanged('details', DETAILS_MS, () => this.#poller?.resync({ force: true }))
    }
    this.#emit({ ...update, source: 'stream', at })
  }

  #setRefused(isRefused: boolean): void {
    if (isRefused === this.#isRefused) return
    this.#isRefused = isRefused
    this.#emit()
  }

  #receiveList(rows: readonly unknown[], source: OrderSource, read: PolledList): void {
    const at = this.#source.clock.now()
    const { state } = this.#session
    // IBKR lists only the orders of the selected account.
    const account = state.kind === 'ready' ? state.accounts.selected : undefined
    const { isContradictory, ...update } = this.#store.applySnapshot(rows, source, read, at, account)
    if (isContradictory) void this.#poller?.resync({ force: true })
    const { gap, gaps, health } = this.#current
    // A read that was sent before the end of a gap does not include all changes of the gap.
    const repairs = this.#gapMark < read.mark && gaps.some(isOpen)
    this.#emit(
      {
        ...update,
        source,
        at,
        isComplete: true,
        truncatedAt: rows.length < MAX_ORDERS_IN_RESPONSE ? undefined : at,
        listRequestedAt: read.requestedAt,
        problem: undefined,
        gap: repairs && gap?.to !== undefined ? undefined : gap,
        gaps: repairs ? gaps.map((one) => (isOpen(one) ? { ...one, repairedAt: at } : one)) : gaps,
      },
      true,
    )
    if (health.kind !== 'streaming' || repairs || !update.events.some(({ transition }) => transition)) return
    // A forced read has already restored the details, and the stream need not report a correction.
    if (read.forcedMark !== undefined) return
    this.#unlessChanged('delayed', DELAY_MS, () => {
      this.#missesChanges = true
      this.#emit()
      void this.#poller?.resync({ force: true })
    })
  }

  #addGap(gap: SocketGap): void {
    this.#gapMark = this.#store.now
    const { gap: before, gaps } = this.#current
    this.#emit({ gap: { from: before?.from ?? gap.from, to: gap.to }, gaps: [...gaps, gap].slice(-GAPS_KEPT) })
  }

  /** Calls `run` if no frame changes an order within `ms`. */
  #unlessChanged(name: string, ms: number, run: () => void): void {
    const before = this.#changes
    this.#timers.get(name)?.()
    const cancel = this.#source.clock.after(ms, () => {
      this.#timers.delete(name)
      if (this.#changes === before) run()
    })
    this.#timers.set(name, cancel)
  }

  #need(): PollPurpose {
    const { isComplete, gaps, health } = this.#current
    if (!isComplete || gaps.some(isOpen)) return 'snapshot'
    return health.kind === 'streaming' ? 'later' : 'soon'
  }

  /**
   * Emits the changes with the resulting health.
   * @param isUpdated whether the orders were read just now
   */
  #emit(changes?: Partial<Orders>, isUpdated = false): void {
    const { health: before } = this.#current
    const current = { ...this.#current, ...NO_ORDER_UPDATE, ...changes }
    const health = deriveFeedHealth(before, {
      isSessionReady: this.#session.state.kind === 'ready',
      pollingReason: this.#pollingReason(current),
      isUpdated,
      now: this.#source.clock.now(),
    })
    if (!changes && health === before) return
    this.#current = { ...current, health }
    if (health.kind === 'polling' && health !== before) this.#poller?.plan()
    this.#values.next(this.#current)
  }

  #pollingReason({ gap }: Orders): string | undefined {
    if (!this.#source.connected || (gap && gap.to === undefined)) return WEBSOCKET_DOWN
    if (this.#isSilent) return SILENT
    if (this.#isRefused) return REFUSED
    if (gap) return RESYNCING
    return this.#missesChanges ? NOT_REPORTED : undefined
  }
}

const isOpen = ({ repairedAt }: FeedGap): boolean => repairedAt === undefined
