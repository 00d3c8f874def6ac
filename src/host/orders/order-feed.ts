import type { SessionSupervisor, SocketFrame } from '../../client/index.ts'
import type { OrdersItem, OrdersSnapshot } from '../../shared/contract/views.ts'
import type { FeedGap, FeedHealth, OrderSource, OrderStep } from '../../shared/domain/orders.ts'
import { createFeed, type Feed } from '../feed.ts'
import { type BookChange, OrderBook } from './order-book.ts'

/** Ms between two readings of the orders over REST while the stream is down. IBKR allows one per 5 s. */
const POLL_DOWN_MS = 6_000
/** While the stream runs the orders are read now and then all the same: it has been seen to fall silent. */
const POLL_LIVE_MS = 60_000
/** IBKR voids a question when another request comes before its answer; a forgotten one must not stop the feed for ever. */
const QUESTION_MS = 60_000
/** After an own change the stream should speak; if it has not by then, the orders are read. */
const EXPECT_MS = 6_000
const GAPS_KEPT = 50

export interface OrderFeedOptions {
  readonly now: () => number
  /** Told why a reading failed; the feed itself shows it as stale or polling. */
  readonly onProblem: (reason: string) => void
}

/** The order book kept true: stream frames as they come, readings over REST at start, after gaps and in between. */
export class OrderFeed {
  readonly feed: Feed<OrdersSnapshot, OrdersItem>
  readonly #options: OrderFeedOptions
  #book = new OrderBook()
  #health: FeedHealth = { kind: 'waiting' }
  #gaps: readonly FeedGap[] = []
  #session: SessionSupervisor | undefined
  #release: (() => void)[] = []
  #abort = new AbortController()
  #reading: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #lastFrameAt = 0
  #heldUntil = 0

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

  /** Follows a new session; the one before is let go. */
  attach(session: SessionSupervisor): void {
    this.detach()
    this.#setHealth({ kind: 'waiting' })
    this.#session = session
    this.#abort = new AbortController()
    this.#release = [
      session.subscribe('sor+{}', 'uor+{}'),
      session.onFrame((frame) => this.#receive(frame)),
      session.onGap((gap) => this.#onGap({ from: gap.from, to: gap.to })),
      session.onSocketState(() => this.#judge()),
      session.onState((state) => {
        this.#judge()
        if (state.kind === 'ready') void this.resync()
      }),
    ]
    if (session.state.kind === 'ready') void this.resync()
  }

  detach(): void {
    for (const release of this.#release) release()
    this.#release = []
    this.#session = undefined
    this.#abort.abort()
    clearTimeout(this.#timer)
    if (this.#health.kind !== 'stale') {
      this.#setHealth({ kind: 'stale', since: this.#options.now(), reason: 'There is no session.' })
    }
  }

  /** Reads everything afresh: the first answer of a session and each forced one is empty, the next one is true. */
  resync(): Promise<void> {
    this.#reading ??= this.#read(true).finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** Something was just changed from here: look if the stream does not tell soon. */
  expectChange(): void {
    const asked = this.#options.now()
    this.#schedule(EXPECT_MS, () => this.#lastFrameAt < asked)
  }

  /** IBKR asked something about an order: no reading until it is answered, or a minute has passed. */
  hold(): void {
    this.#heldUntil = this.#options.now() + QUESTION_MS
  }

  /** The question was answered. */
  release(): void {
    this.#heldUntil = 0
  }

  #receive(frame: SocketFrame): void {
    const message = frame.value as { readonly topic?: unknown; readonly args?: unknown } | undefined
    if (message?.topic !== 'sor' || !Array.isArray(message.args)) return
    this.#lastFrameAt = frame.at
    this.#publish(this.#book.apply(message.args, 'stream', frame.at))
  }

  async #read(force: boolean): Promise<void> {
    const session = this.#session
    const { signal } = this.#abort
    if (!session) return
    try {
      if (force) await session.request({ path: 'iserver/account/orders', params: { force: true }, signal })
      const askedAt = this.#options.now()
      const answer: unknown = await session.request({ path: 'iserver/account/orders', signal })
      if (signal.aborted) return
      this.#adopt(answer, force ? 'snapshot' : 'poll', askedAt)
    } catch (error) {
      if (!signal.aborted) this.#options.onProblem(error instanceof Error ? error.message : String(error))
    } finally {
      if (!signal.aborted) this.#plan()
    }
  }

  #adopt(answer: unknown, source: OrderSource, askedAt: number): void {
    const { orders, snapshot } = (answer ?? {}) as { readonly orders?: unknown; readonly snapshot?: unknown }
    if (!Array.isArray(orders)) return
    const now = this.#options.now()
    // An empty answer outside the recipe is IBKR's warm-up, not the end of all orders.
    if (orders.length === 0 && source === 'poll' && snapshot !== true) return
    this.#publish(this.#book.applySnapshot(orders, source, askedAt, now))
    if (this.#gaps.some((gap) => gap.repairedAt === undefined)) {
      this.#gaps = this.#gaps.map((gap) => (gap.repairedAt === undefined ? { ...gap, repairedAt: now } : gap))
      this.feed.push([{ kind: 'gaps', gaps: this.#gaps }])
    }
    if (this.#health.kind === 'waiting' || this.#health.kind === 'stale') this.#setHealth({ kind: 'live', since: now })
    this.#judge()
  }

  #onGap(gap: FeedGap): void {
    this.#gaps = [...this.#gaps, gap].slice(-GAPS_KEPT)
    this.feed.push([{ kind: 'gaps', gaps: this.#gaps }])
    void this.resync()
  }

  /** How far the rows can be trusted, from what the session and its socket say. */
  #judge(): void {
    const session = this.#session
    const now = this.#options.now()
    if (!session || this.#health.kind === 'waiting') return
    if (session.state.kind !== 'ready') {
      if (this.#health.kind !== 'stale')
        this.#setHealth({ kind: 'stale', since: now, reason: 'The session is not ready.' })
    } else if (session.socketState !== 'connected') {
      if (this.#health.kind !== 'polling') {
        this.#setHealth({
          kind: 'polling',
          since: now,
          reason: 'The socket is down; orders are read every few seconds.',
        })
        this.#plan()
      }
    } else if (this.#health.kind === 'polling') {
      this.#setHealth({ kind: 'live', since: now })
    }
  }

  #plan(): void {
    const live = this.#session?.socketState === 'connected'
    this.#schedule(live ? POLL_LIVE_MS : POLL_DOWN_MS, () => true)
  }

  #schedule(ms: number, wanted: () => boolean): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const held = this.#options.now() < this.#heldUntil
      if (this.#session?.state.kind !== 'ready' || held || !wanted()) {
        this.#plan()
        return
      }
      this.#reading ??= this.#read(false).finally(() => {
        this.#reading = undefined
      })
    }, ms)
    this.#timer.unref()
  }

  #publish({ changed, removed }: BookChange): void {
    this.feed.push([
      ...changed.map((order): OrdersItem => ({ kind: 'order', order })),
      ...removed.map((orderId): OrdersItem => ({ kind: 'removed', orderId })),
    ])
  }

  #setHealth(health: FeedHealth): void {
    this.#health = health
    this.feed.push([{ kind: 'health', health }])
  }
}
