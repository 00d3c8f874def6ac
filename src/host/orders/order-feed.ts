import type { SessionSupervisor, SocketFrame } from '../../client/index.ts'
import { OrderReader } from '../../client/streams/order-reader.ts'
import type { OrdersItem, OrdersSnapshot } from '../../shared/contract/views.ts'
import { type BookChange, OrderBook } from '../../shared/domain/order-book.ts'
import type { FeedGap, FeedHealth, OrderSource, OrderStep } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'

const GAPS_KEPT = 50

export interface OrderFeedOptions {
  readonly clock: Clock
  /** Told why a reading failed, as a code; the feed itself shows it as stale or polling. */
  readonly onProblem: (code: string) => void
}

/** The order book kept true: stream frames as they come, readings over REST at start, after gaps and in between. */
export class OrderFeed {
  readonly feed: Feed<OrdersSnapshot, OrdersItem>
  readonly #options: OrderFeedOptions
  #book = new OrderBook()
  #health: FeedHealth = { kind: 'waiting' }
  #gaps: readonly FeedGap[] = []
  #session: SessionSupervisor | undefined
  #reader: OrderReader | undefined
  #release: (() => void)[] = []
  /** Since when no session is followed; undefined before the first one. */
  #detachedAt: number | undefined

  constructor(options: OrderFeedOptions) {
    this.#options = options
    this.feed = createFeed(() => ({ orders: this.#book.orders(), health: this.#health, gaps: this.#gaps }))
  }

  timeline(orderId: string): readonly OrderStep[] {
    return this.#book.timeline(orderId)
  }

  knows(orderId: string): boolean {
    return this.#book.order(orderId) !== undefined
  }

  /** The reader of the session that is followed now. */
  get reader(): OrderReader | undefined {
    return this.#reader
  }

  /** Whether a question of IBKR may still be answered. */
  get hasOpenQuestion(): boolean {
    return this.#session?.hasOpenQuestion === true
  }

  /** Follows a new session from an empty book: ids of another account, or of another day, mean other orders. */
  attach(session: SessionSupervisor): void {
    this.detach()
    const { clock, onProblem } = this.#options
    this.#startOver()
    this.#session = session
    const reader = new OrderReader({
      session,
      clock,
      onProblem,
      adopt: (answer, source, askedAt) => this.#adopt(answer, source, askedAt),
      urgent: () => this.#health.kind !== 'live' || this.#gaps.some(isOpen),
    })
    this.#reader = reader
    this.#release = [
      session.subscribe('sor+{}', 'uor+{}'),
      session.onFrame((frame) => this.#receive(frame)),
      session.onGap(({ from, to }) => this.#onGap({ from, to })),
      session.onSocketState(() => this.#judge()),
      session.onState((state) => {
        this.#judge()
        if (state.kind === 'ready') void reader.resync()
      }),
      () => reader.stop(),
    ]
    if (session.state.kind === 'ready') void reader.resync()
  }

  detach(): void {
    for (const release of this.#release) release()
    if (this.#session) this.#detachedAt = this.#options.clock.now()
    this.#release = []
    this.#session = undefined
    this.#reader = undefined
    if (this.#health.kind !== 'stale') {
      this.#setHealth({ kind: 'stale', since: this.#options.clock.now(), reason: 'There is no session.' })
    }
  }

  /** Another profile is selected: its orders are others, and nothing was missed of them. */
  clear(): void {
    this.detach()
    this.#detachedAt = undefined
    this.#startOver()
  }

  #startOver(): void {
    const gone = this.#book.orders().map(({ orderId }) => orderId)
    this.#book = new OrderBook()
    this.#publish({ changed: [], removed: gone })
    // Whoever ended the session before: nothing was seen since.
    const to = this.#options.clock.now()
    this.#setGaps(this.#detachedAt === undefined ? [] : [{ from: this.#detachedAt, to }])
    this.#setHealth({ kind: 'waiting' })
  }

  #receive(frame: SocketFrame): void {
    const message = frame.value as { readonly topic?: unknown; readonly args?: unknown } | undefined
    if (message?.topic !== 'sor' || !Array.isArray(message.args)) return
    this.#reader?.heard(frame.at)
    this.#publish(this.#book.apply(message.args, 'stream', frame.at))
  }

  #adopt(answer: unknown, source: OrderSource, askedAt: number): void {
    const { orders, snapshot } = (answer ?? {}) as { readonly orders?: unknown; readonly snapshot?: unknown }
    if (!Array.isArray(orders)) return
    const now = this.#options.clock.now()
    // An empty answer outside the recipe is IBKR's warm-up, not the end of all orders.
    if (orders.length === 0 && source === 'poll' && snapshot !== true) return
    this.#publish(this.#book.applySnapshot(orders, source, askedAt, now))
    // A reading that was asked for before a gap ended cannot know what happened in it.
    const repaired = (gap: FeedGap): boolean => isOpen(gap) && (gap.to ?? now) <= askedAt
    if (this.#gaps.some(repaired))
      this.#setGaps(this.#gaps.map((gap) => (repaired(gap) ? { ...gap, repairedAt: now } : gap)))
    if (this.#health.kind === 'waiting' || this.#health.kind === 'stale') this.#setHealth({ kind: 'live', since: now })
    this.#judge()
  }

  #onGap(gap: FeedGap): void {
    this.#setGaps([...this.#gaps, gap].slice(-GAPS_KEPT))
    void this.#reader?.resync()
  }

  /** How far the rows can be trusted, from what the session and its socket say. */
  #judge(): void {
    const session = this.#session
    const since = this.#options.clock.now()
    if (!session || this.#health.kind === 'waiting') return
    if (session.state.kind !== 'ready') {
      if (this.#health.kind !== 'stale') this.#setHealth({ kind: 'stale', since, reason: 'The session is not ready.' })
    } else if (session.socketState !== 'connected') {
      if (this.#health.kind !== 'polling') {
        const reason = 'The socket is down; orders are read every few seconds.'
        this.#setHealth({ kind: 'polling', since, reason })
        this.#reader?.plan()
      }
    } else if (this.#health.kind === 'polling') {
      this.#setHealth({ kind: 'live', since })
    }
  }

  #publish({ changed, removed }: BookChange): void {
    this.feed.push([
      ...removed.map((orderId): OrdersItem => ({ kind: 'removed', orderId })),
      ...changed.map((order): OrdersItem => ({ kind: 'order', order })),
    ])
  }

  #setGaps(gaps: readonly FeedGap[]): void {
    this.#gaps = gaps
    this.feed.push([{ kind: 'gaps', gaps }])
  }

  #setHealth(health: FeedHealth): void {
    this.#health = health
    this.feed.push([{ kind: 'health', health }])
  }
}

const isOpen = (gap: FeedGap): boolean => gap.repairedAt === undefined
