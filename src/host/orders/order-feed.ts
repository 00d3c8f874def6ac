import type { SessionSupervisor, SocketFrame } from '../../client/index.ts'
import { OrderReader, type ReadingNeed } from '../../client/streams/order-reader.ts'
import type { JournalHealth } from '../../shared/contract/journal-views.ts'
import type { OrdersItem, OrdersSnapshot, OrdersTrust, OrderTimeline } from '../../shared/contract/views.ts'
import { ANSWER_LIMIT, type BookChange, OrderBook } from '../../shared/domain/order-book.ts'
import type { FeedGap, FeedHealth, FeedNews, Order, OrderSource } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { JournalBook, JournalEntry } from '../journal/journal-entry.ts'
import type { Recalled } from '../journal/journal-service.ts'
import type { OrderTurn } from '../notifications/order-news.ts'
import { InactiveCauses } from './inactive-causes.ts'
import type { InactiveReasons } from './inactive-reasons.ts'
import { entriesOf, gapEntry, sentEntry } from './order-entries.ts'
import { QuietWatch } from './quiet-watch.ts'

const GAPS_KEPT = 50
/** Ms in which the stream should tell of what a reading has just found. */
const DEAF_MS = 3_000
/** Ms that are waited for what is known from before. */
const RECALL_MS = 2_000

/** What the feed needs of the journal. */
export interface FeedJournal {
  readonly health: JournalHealth
  onHealth(listener: (health: JournalHealth) => void): () => void
  append(book: JournalBook, entries: readonly JournalEntry[], onSettled: (journaled: boolean) => void): void
  watched(book: JournalBook): void
  recall(bookId: string): Promise<Recalled>
  timeline(bookId: string, orderId: string, limit: number): Promise<OrderTimeline>
}

export interface OrderFeedOptions {
  readonly clock: Clock
  readonly journal: FeedJournal
  /** Whose orders the next session tells. */
  readonly book: () => JournalBook
  /** Told why a reading failed, as a code; the feed itself shows it as stale or polling. */
  readonly onProblem: (code: string) => void
  /** Told of each gap since which everything was read afresh. */
  readonly onRepaired?: (gap: FeedGap) => void
  /** Told of each step that happened while the orders were watched, once, when it is shown. */
  readonly onTurns?: (turns: readonly OrderTurn[]) => void
}

const DEAF = 'IBKR tells nothing of changes that happen; orders are read every few seconds.'
const QUIET = 'Nothing is heard on the socket; orders are read every few seconds.'
const DOWN = 'The socket is down; orders are read every few seconds.'
const GAP = 'What happened while nothing was heard is being read.'

/**
 * The order book kept true: stream frames as they come, readings over REST at start, after gaps and in between. What it shows is
 * in the journal, or marked as not being there.
 */
export class OrderFeed {
  readonly feed: Feed<OrdersSnapshot, OrdersItem>
  readonly #options: OrderFeedOptions
  #book = new OrderBook()
  #bookOf: JournalBook = { id: '', profileId: '', environment: 'unknown' }
  /** What windows see: the book, as far as it is written down. */
  #shown = new Map<string, Order>()
  #health: FeedHealth = { kind: 'waiting' }
  readonly #inactiveCauses = new InactiveCauses()
  #news: FeedNews | undefined
  #cutAt: number | undefined
  #gaps: readonly FeedGap[] = []
  /** What was known when the newest gap ended. */
  #gapMark = 0
  #session: SessionSupervisor | undefined
  #reader: OrderReader | undefined
  #release: (() => void)[] = []
  /** Since when no session is followed; undefined before the first one. */
  #detachedAt: number | undefined
  /** What is known from before, once it is recalled. */
  #recalled: Recalled | undefined
  /** From the last reading of another run of the console to this one; no gap of what is shown. */
  #unwatched: FeedGap | undefined
  /** What came in while the past was still being recalled. */
  #held: (() => void)[] | undefined
  /** Frames that told something. */
  #told = 0
  /** The stream is up, and does not tell what happens. */
  #isDeaf = false
  #quiet: QuietWatch
  /** What is to be told to windows in one go. */
  #outbox: OrdersItem[] = []
  #flushes = false
  #owesTrust = false

  constructor(options: OrderFeedOptions) {
    this.#options = options
    this.#quiet = new QuietWatch(options.clock, () => this.#judge())
    options.journal.onHealth((health) => this.#journalIs(health))
    this.feed = createFeed(() => ({
      orders: [...this.#shown.values()],
      health: this.#health,
      gaps: this.#gaps,
      trust: this.#trust(),
    }))
  }

  /** The newest steps of an order, as far as the journal goes back. Rejects with `not-found`. */
  timeline(orderId: string, limit = 500): Promise<OrderTimeline> {
    return this.#options.journal.timeline(this.#bookOf.id, orderId, limit)
  }

  /** One order as it is known now. */
  order(orderId: string): Order | undefined {
    return this.#book.order(orderId)
  }

  /** The reader of the session that is followed now. */
  get reader(): OrderReader | undefined {
    return this.#reader
  }

  /** Whether a question of IBKR may still be answered. */
  get hasOpenQuestion(): boolean {
    return this.#session?.hasOpenQuestion === true
  }

  /** Something was sent from here about an order (or about one that has no id yet: empty), and this came of it. */
  noteSent(about: { readonly orderId: string; readonly account: string; readonly symbol: string }, text: string): void {
    const noted = this.#book.note(about.orderId)
    const entry = sentEntry(about, noted, text, this.#options.clock.now())
    this.#journal([entry], (journaled) => noted && this.#show([this.#book.order(about.orderId) ?? noted], journaled))
  }

  /** Why the orders of a request are `Inactive`: IBKR's list does not say it. */
  explainInactive(reasons: InactiveReasons): void {
    this.#inactiveCauses.add(reasons, this.#options.clock.now())
    for (const { inactiveReason, ...order } of this.#shown.values()) {
      const reason = this.#inactiveCauses.reasonOf(order)
      if (reason !== inactiveReason) this.#show([order], order.journaled !== false)
    }
  }

  /** Follows a new session from an empty book: ids of another account mean other orders. */
  attach(session: SessionSupervisor): void {
    this.detach()
    const { clock, onProblem, journal, book } = this.#options
    this.#bookOf = book()
    const held: (() => void)[] = []
    this.#held = held
    this.#startOver()
    this.#session = session
    const reader = new OrderReader({
      session,
      clock,
      onProblem,
      mark: () => this.#book.mark(),
      adopt: (orders, source, mark) => this.#inOrder(() => this.#adopt(orders, source, mark)),
      need: () => this.#need(),
    })
    this.#reader = reader
    this.#quiet.start()
    const go = (recalled: Recalled | undefined): void => {
      if (this.#held !== held) return
      cancelWait()
      this.#held = undefined
      this.#begin(recalled)
      for (const run of held) run()
    }
    const cancelWait = clock.after(RECALL_MS, () => go(undefined))
    void journal.recall(this.#bookOf.id).then(go)
    this.#release = [
      session.subscribe('sor+{}', 'uor+{}'),
      session.onFrame((frame) => this.#receive(frame)),
      session.onGap(({ from, to }) => this.#inOrder(() => this.#onGap({ from, to }))),
      session.onSocketState(() => {
        // A connection is followed by the gap that it ends: not live for a moment before.
        if (session.socketState === 'connected') queueMicrotask(() => this.#judge())
        else this.#judge()
      }),
      session.onState((state) => {
        this.#judge()
        if (state.kind === 'ready') void reader.resync()
      }),
      () => reader.stop(),
      () => this.#quiet.stop(),
      cancelWait,
    ]
    if (session.state.kind === 'ready') void reader.resync()
  }

  detach(): void {
    for (const release of this.#release) release()
    if (this.#session) this.#detachedAt = this.#options.clock.now()
    this.#release = []
    this.#session = undefined
    this.#reader = undefined
    this.#held = undefined
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
    for (const orderId of this.#shown.keys()) this.#tell({ kind: 'removed', orderId })
    this.#book = new OrderBook((orderId) => this.#recalled?.orders.get(orderId))
    this.#shown = new Map()
    this.#recalled = undefined
    this.#unwatched = undefined
    this.#isDeaf = false
    this.#news = undefined
    this.#cutAt = undefined
    this.#gaps = []
    this.#gapMark = 0
    this.#quiet.stop()
    this.#quiet = new QuietWatch(this.#options.clock, () => this.#judge())
    this.#tell({ kind: 'gaps', gaps: [] })
    this.#tellTrust()
    this.#setHealth({ kind: 'waiting' })
  }

  /** Begins to follow the session, and records a gap since the last session, however it ended. */
  #begin(recalled: Recalled | undefined): void {
    this.#recalled = recalled
    const to = this.#options.clock.now()
    if (this.#detachedAt !== undefined) {
      this.#openGap({ from: this.#detachedAt, to }, 'Not connected')
      // It ended before anything was asked for.
      this.#gapMark = 0
      this.#detachedAt = undefined
    } else if (recalled?.watchedAt !== undefined) {
      this.#unwatched = { from: recalled.watchedAt, to }
      this.#journal([gapEntry('gap', this.#unwatched, 'The console was not running, or not connected', to)])
    }
  }

  /** Runs now, or once the past is recalled. */
  #inOrder(run: () => void): void {
    if (this.#held) this.#held.push(run)
    else run()
  }

  #receive(frame: SocketFrame): void {
    this.#quiet.heard()
    const message = frame.value as { readonly topic?: unknown; readonly args?: unknown } | undefined
    const args = message?.args
    if (message?.topic !== 'sor' || !Array.isArray(args)) return
    this.#inOrder(() => {
      const change = this.#book.apply(args, 'stream', frame.at)
      this.#news = { at: frame.at, source: 'stream' }
      // Ids alone come too while IBKR holds the details back.
      if (change.events.some(({ isNews }) => isNews)) this.#heardNews()
      else if (change.events.some(({ isPlaceholder }) => isPlaceholder)) this.#reader?.heardIds()
      this.#publish(change, 'stream', frame.at)
    })
  }

  #heardNews(): void {
    this.#told += 1
    this.#reader?.heard()
    if (!this.#isDeaf) return
    this.#isDeaf = false
    this.#judge()
  }

  #adopt(orders: readonly unknown[], source: OrderSource, mark: number): void {
    const { clock, journal } = this.#options
    const now = clock.now()
    const state = this.#session?.state
    const account = state?.kind === 'ready' ? state.accounts.selected : undefined
    const change = this.#book.applySnapshot(orders, source, mark, now, account)
    this.#news = { at: now, source }
    this.#cutAt = orders.length < ANSWER_LIMIT ? undefined : now
    const wasKnown = this.#health.kind === 'live'
    // A reading that was asked for before a gap ended cannot know what happened in it.
    const repaired = this.#gapMark < mark ? this.#gaps.filter(isOpen) : []
    const before = this.#unwatched
    this.#unwatched = undefined
    const repairs = before ? [before, ...repaired] : repaired
    const entries = repairs.map((gap) => gapEntry('repaired', gap, 'Everything was read afresh', now))
    this.#publish(change, source, now, entries)
    journal.watched(this.#bookOf)
    for (const gap of repaired) this.#options.onRepaired?.(gap)
    if (repaired.length > 0) this.#setGaps(this.#gaps.map((gap) => (isOpen(gap) ? { ...gap, repairedAt: now } : gap)))
    if (wasKnown && repaired.length === 0 && change.events.some(({ step }) => step)) this.#listenFor()
    this.#judge(true)
  }

  /** A reading found what the stream should have told: it has some seconds to do so. */
  #listenFor(): void {
    const before = this.#told
    const cancel = this.#options.clock.after(DEAF_MS, () => {
      if (this.#told !== before || !this.#session) return
      this.#isDeaf = true
      this.#judge()
      // Reading everything afresh also brings the details back that a filtered reading of another program took away.
      void this.#reader?.resync({ unmute: true })
    })
    this.#release.push(cancel)
  }

  #onGap(gap: FeedGap): void {
    this.#openGap(gap, 'Nothing was heard from IBKR')
    void this.#reader?.resync()
  }

  #openGap(gap: FeedGap, text: string): void {
    this.#gapMark = this.#book.now
    this.#journal([gapEntry('gap', gap, text, this.#options.clock.now())])
    this.#setGaps([...this.#gaps, gap].slice(-GAPS_KEPT))
    this.#judge()
  }

  #need(): ReadingNeed {
    if (this.#health.kind === 'waiting' || this.#gaps.some(isOpen)) return 'everything'
    return this.#health.kind === 'live' ? 'later' : 'soon'
  }

  /** How far the rows can be trusted, from what the session, its socket and the stream say. `read`: they were read just now. */
  #judge(read = false): void {
    const session = this.#session
    const since = this.#options.clock.now()
    if (!session || (this.#health.kind === 'waiting' && !read)) return
    if (session.state.kind !== 'ready') {
      if (this.#health.kind !== 'stale') this.#setHealth({ kind: 'stale', since, reason: 'The session is not ready.' })
      return
    }
    if (this.#health.kind === 'stale' && !read) return
    const reason = this.#silence(session)
    if (reason === undefined) {
      if (this.#health.kind !== 'live') this.#setHealth({ kind: 'live', since })
    } else if (this.#health.kind !== 'polling' || this.#health.reason !== reason) {
      this.#setHealth({ kind: 'polling', since, reason })
      this.#reader?.plan()
    }
  }

  /** Why changes do not come by themselves; undefined while they do. */
  #silence(session: SessionSupervisor): string | undefined {
    if (session.socketState !== 'connected') return DOWN
    if (this.#quiet.isQuiet) return QUIET
    if (this.#gaps.some(isOpen)) return GAP
    return this.#isDeaf ? DEAF : undefined
  }

  /** Shows a change once it is written down. */
  #publish(change: BookChange, source: OrderSource, at: number, more: readonly JournalEntry[] = []): void {
    const { changed, removed } = change
    const turns = this.#turnsOf(change, source)
    this.#journal([...entriesOf(change, source, at), ...more], (journaled) => {
      for (const orderId of removed) {
        this.#shown.delete(orderId)
        this.#tell({ kind: 'removed', orderId })
      }
      this.#show(changed, journaled)
      this.#tellTrust()
      if (turns.length > 0) this.#options.onTurns?.(turns)
    })
  }

  /** What is new in itself, not only to this book: its first reading and what a subscription repeats are of the past. */
  #turnsOf({ events }: BookChange, source: OrderSource): readonly OrderTurn[] {
    if (!this.#options.onTurns) return []
    const { state } = this.#session ?? {}
    const account = state?.kind === 'ready' ? state.accounts.selected : undefined
    // Every order of the account was read: one that is not known has just come to be.
    const knowsAll = source === 'stream' && this.#health.kind === 'live' && this.#cutAt === undefined
    const turns: OrderTurn[] = []
    for (const { before, order: after, step } of events) {
      if (step && after && (before !== undefined || (knowsAll && after.account === account)))
        turns.push({ before, after })
    }
    return turns
  }

  #show(orders: readonly Order[], journaled: boolean): void {
    for (const one of orders) {
      const reason = this.#inactiveCauses.reasonOf(one)
      const explained = reason === undefined ? one : { ...one, inactiveReason: reason }
      const order: Order = journaled ? explained : { ...explained, journaled: false }
      this.#shown.set(order.orderId, order)
      this.#tell({ kind: 'order', order })
    }
  }

  /** What was begun for one book is not shown in the next. */
  #journal(entries: readonly JournalEntry[], shown: (journaled: boolean) => void = () => undefined): void {
    const book = this.#book
    const settled = (journaled: boolean): void => {
      if (book === this.#book) shown(journaled)
    }
    if (entries.length === 0) settled(true)
    else this.#options.journal.append(this.#bookOf, entries, settled)
  }

  #journalIs(health: JournalHealth): void {
    if (health.kind === 'writing') {
      for (const { journaled, ...order } of this.#shown.values()) if (journaled === false) this.#show([order], true)
    }
    this.#tellTrust()
  }

  #trust(): OrdersTrust {
    const [news, cutAt] = [this.#news, this.#cutAt]
    return { ...(news && { news }), ...(cutAt !== undefined && { cutAt }), journal: this.#options.journal.health }
  }

  #setGaps(gaps: readonly FeedGap[]): void {
    this.#gaps = gaps
    this.#tell({ kind: 'gaps', gaps })
  }

  #setHealth(health: FeedHealth): void {
    this.#health = health
    this.#tell({ kind: 'health', health })
  }

  #tellTrust(): void {
    this.#owesTrust = true
    this.#tell()
  }

  /** Frames come by the thousand: what they change is told together. */
  #tell(...items: readonly OrdersItem[]): void {
    this.#outbox.push(...items)
    if (this.#flushes) return
    this.#flushes = true
    queueMicrotask(() => {
      this.#flushes = false
      if (this.#owesTrust) this.#outbox.push({ kind: 'trust', trust: this.#trust() })
      this.#owesTrust = false
      this.feed.push(this.#outbox.splice(0))
    })
  }
}

const isOpen = (gap: FeedGap): boolean => gap.repairedAt === undefined
