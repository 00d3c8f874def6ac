import type { Clock, OrderStream, Orders } from '../../client/index.ts'
import { nameContract } from '../../client/unpublished.ts'
import type { JournalHealth } from '../../shared/contract/journal-views.ts'
import type { OrdersItem, OrdersSnapshot, OrdersStatus, OrderTimeline } from '../../shared/contract/order-views.ts'
import { comboLegs } from '../../shared/domain/combo.ts'
import type { ConsoleOrder } from '../../shared/domain/console-orders.ts'
import { createStaleFeedHealth, type FeedGap, type FeedHealth, type FeedUpdate } from '../../shared/domain/feed.ts'
import type { Order } from '../../shared/domain/orders.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { JournalEntry, OrderOwnerScope } from '../journal/journal-entry.ts'
import type { JournaledOrders, JournalService } from '../journal/journal-service.ts'
import { type OrderChange, selectOrderChanges } from '../notifications/order-notifications.ts'
import type { ReadSession } from '../session/read-session.ts'
import { InactiveReasonStore } from './inactive-reason-store.ts'
import type { InactiveReasons } from './inactive-reasons.ts'
import { LegNames } from './leg-names.ts'
import {
  createGapEntry,
  createOrderRequestEntry,
  createStateEntry,
  createTransitionEntries,
} from './order-journal-entries.ts'

/** Time in ms to wait for the stored orders of an earlier session. */
const RECALL_MS = 2_000

export interface OrderFeedOptions {
  readonly clock: Clock
  readonly journal: Pick<JournalService, 'writer' | 'health' | 'onHealth' | 'markRead' | 'recall' | 'timeline'>
  /** Returns the scope that the orders of the next session belong to. */
  readonly scope: () => OrderOwnerScope
  /** Called with an error code when a read fails. */
  readonly onProblem: (code: string) => void
  /** Reads a contract of a combo, after which the session knows its name. Default: legs are named by their conids. */
  readonly readContract?: (conid: number, signal: AbortSignal) => Promise<unknown>
  /** Called with each gap of the session that a full read has closed. */
  readonly onRepaired?: (gap: FeedGap) => void
  /** Called once with each transition when it is published, if the orders were watched when it happened. */
  readonly onTransitions?: (transitions: readonly OrderChange[]) => void
}

/**
 * Journals and publishes the orders of the session. A published change is in the journal, or is marked as not
 * journaled.
 */
export class OrderFeed {
  readonly feed: Feed<OrdersSnapshot, OrdersItem>
  readonly #options: OrderFeedOptions
  #scope: OrderOwnerScope = { id: '', profileId: '', environment: 'unknown' }
  #session: ReadSession | undefined
  #stream: OrderStream | undefined
  #release = (): void => undefined
  /** The newest value of the orders stream. */
  #orders: Orders | undefined
  /** The published orders, which include only journaled changes. Each session has its own map. */
  #shown = new Map<string, ConsoleOrder>()
  /** Number of requests sent per order, which also count as transitions of its timeline. */
  #sentCounts = new Map<string, number>()
  readonly #inactive = new InactiveReasonStore()
  readonly #legNames: LegNames | undefined
  readonly #stopFollowingJournal: () => void
  #health: FeedHealth = { kind: 'waiting' }
  #lastUpdate: FeedUpdate | undefined
  /** Time when the previous session ended. Undefined for the first session. */
  #detachedAt: number | undefined
  /** The time between the last read of the previous run and this start. It is not a gap of the session. */
  #notRunning: FeedGap | undefined

  constructor(options: OrderFeedOptions) {
    this.#options = options
    const { readContract } = options
    this.#legNames = readContract && new LegNames(readContract, (conid) => this.#renameCombos(conid))
    this.#stopFollowingJournal = options.journal.onHealth((health) => this.#onJournalHealth(health))
    this.feed = createFeed(() => ({
      orders: [...this.#shown.values()],
      gaps: this.#orders?.gaps ?? [],
      status: this.#status(),
    }))
  }

  /** Returns the newest transitions of an order, as far back as the journal goes. Rejects with `not-found`. */
  timeline(orderId: string, limit = 500): Promise<OrderTimeline> {
    return this.#options.journal.timeline(this.#scope.id, orderId, limit)
  }

  order(orderId: string): Order | undefined {
    const order = this.#orders?.orders.get(orderId)
    return order && this.#named(order)
  }

  /** Returns the newest orders, including those that are not journaled yet. */
  orders(): readonly Order[] {
    return [...(this.#orders?.orders.values() ?? [])].map(this.#named)
  }

  /** Whether the orders are current, and the time of their last update in ms since epoch. */
  get freshness(): { readonly isCurrent: boolean; readonly updatedAt: number | undefined } {
    const isCurrent = this.#health.kind === 'streaming' || this.#health.kind === 'polling'
    return { isCurrent, updatedAt: this.#lastUpdate?.at }
  }

  /** Time when IBKR's newest list was requested, in ms since epoch; undefined before the first one. */
  get listRequestedAt(): number | undefined {
    return this.#orders?.listRequestedAt
  }

  /** Reports whether the list has all orders of an account: IBKR lists those of the selected one, up to a maximum. */
  covers(account: string): boolean {
    return account === this.#selectedAccount && this.#orders?.truncatedAt === undefined
  }

  get #selectedAccount(): string | undefined {
    const state = this.#session?.state
    return state?.kind === 'ready' ? state.accounts.selected : undefined
  }

  /** Whether each change of the orders is reported at once. */
  get isStreaming(): boolean {
    return this.#health.kind === 'streaming'
  }

  /** Reads the order list. Resolves to whether a list that was requested after the call has arrived. */
  async resync(options?: { readonly restoreDetails?: boolean }): Promise<boolean> {
    return (await this.#stream?.resync(options)) ?? false
  }

  /** Makes the stream poll the order list unless a change arrives soon. Called after an order request was sent. */
  expectChange(): void {
    this.#stream?.expectChange()
  }

  /**
   * Journals a request that the console sent about an order, with its outcome. `orderId` is empty if the order has no
   * id yet.
   */
  noteSent(about: { readonly orderId: string; readonly account: string; readonly symbol: string }, text: string): void {
    const { orderId } = about
    const known = this.order(orderId)
    if (known) this.#sentCounts.set(orderId, (this.#sentCounts.get(orderId) ?? 0) + 1)
    this.#journal([createOrderRequestEntry(about, known, text, this.#options.clock.now())], (journaled) => {
      const shown = this.#shown.get(orderId)
      if (known && shown) this.#reshow({ ...shown, transitionCount: shown.transitionCount + 1 }, journaled)
    })
  }

  /** Stores why the orders of a request are `Inactive`, because IBKR's order list does not contain the reason. */
  explainInactive(reasons: InactiveReasons): void {
    this.#inactive.add(reasons, this.#options.clock.now())
    for (const order of this.#shown.values())
      if (this.#inactive.reasonOf(order) !== order.inactiveReason) this.#reshow(order, order.journaled !== false)
  }

  /** Follows a new session without the previous orders: the same ids identify other orders in another account. */
  attach(session: ReadSession): void {
    this.detach()
    const { clock, journal, scope } = this.#options
    this.#scope = scope()
    this.#startOver()
    this.#session = session
    const begin = (recalled?: JournaledOrders): void => {
      if (this.#session === session && this.#stream === undefined) this.#begin(session, recalled)
    }
    this.#release = clock.after(RECALL_MS, begin)
    void journal.recall(this.#scope.id).then(begin)
  }

  detach(): void {
    this.#release()
    this.#legNames?.clear()
    const now = this.#options.clock.now()
    if (this.#session) this.#detachedAt = now
    this.#session = undefined
    this.#stream = undefined
    this.#setHealth(createStaleFeedHealth(this.#health, 'No session was open.', now))
  }

  /** Stops following the journal, because the profile is no longer in use. */
  dispose(): void {
    this.detach()
    this.#stopFollowingJournal()
  }

  #startOver(): void {
    this.feed.push([...this.#shown.keys()].map((orderId) => ({ kind: 'removed', orderId })))
    this.#shown = new Map()
    this.#sentCounts = new Map()
    this.#orders = undefined
    this.#lastUpdate = undefined
    this.#notRunning = undefined
    this.feed.push([{ kind: 'gaps', gaps: [] }])
    this.#setHealth({ kind: 'waiting' })
  }

  #begin(session: ReadSession, recalled: JournaledOrders | undefined): void {
    this.#release()
    const endedAt = this.#detachedAt
    this.#detachedAt = undefined
    if (endedAt === undefined && recalled?.lastKnownAt !== undefined) {
      const now = this.#options.clock.now()
      this.#notRunning = { from: recalled.lastKnownAt, to: now }
      this.#journal([createGapEntry('gap', this.#notRunning, 'The console was not running, or not connected', now)])
    }
    for (const order of recalled?.orders.values() ?? []) this.#inactive.restore(order)
    const stream = session.streams.orders()
    stream.continueFrom({ ...(recalled && { orders: recalled.orders }), ...(endedAt !== undefined && { endedAt }) })
    this.#stream = stream
    const subscription = stream.subscribe((orders) => this.#receive(orders, endedAt))
    this.#release = () => subscription.unsubscribe()
  }

  /** Processes a value of the orders stream. `endedAt` is the time when the previous session ended. */
  #receive(orders: Orders, endedAt: number | undefined): void {
    const { clock, journal, onProblem, onRepaired, onTransitions } = this.#options
    const { source, at, gaps, removed, problem, health } = orders
    const before = this.#orders
    this.#orders = orders
    if (problem !== undefined && problem !== before?.problem) onProblem(problem)
    const newGaps = gaps === before?.gaps ? [] : gaps.filter((gap) => before?.gaps.includes(gap) !== true)
    const repaired = newGaps.filter(({ repairedAt }) => repairedAt !== undefined)
    const entries: JournalEntry[] = newGaps
      .filter(({ repairedAt }) => repairedAt === undefined)
      .map((gap) =>
        createGapEntry('gap', gap, gap.from === endedAt ? 'Not connected' : 'No updates from IBKR', clock.now()),
      )
    if (newGaps.length > 0) this.feed.push([{ kind: 'gaps', gaps }])
    if (health !== this.#health) this.#setHealth(health)
    const isRead = source === 'snapshot' || source === 'poll'
    const closed = isRead && this.#notRunning ? [this.#notRunning, ...repaired] : repaired
    if (isRead) this.#notRunning = undefined
    if (source) {
      this.#lastUpdate = { at, source }
      entries.push(...createTransitionEntries(orders, source, at, this.#described))
    }
    entries.push(...closed.map((gap) => createGapEntry('repaired', gap, 'Reconciled with IBKR', at)))
    const changed = orders.changed.map(this.#described)
    for (const { legs } of changed) if (legs) this.#legNames?.request(legs.map(({ conid }) => conid))
    const transitions = onTransitions ? selectOrderChanges(orders, this.#selectedAccount) : []
    this.#journal(entries, (journaled) => {
      for (const orderId of removed) {
        this.#shown.delete(orderId)
        this.#sentCounts.delete(orderId)
      }
      this.feed.push([
        ...removed.map((orderId) => ({ kind: 'removed', orderId }) as const),
        ...changed.map((order) => this.#show(order, journaled)),
        { kind: 'status', status: this.#status() },
      ])
      if (transitions.length > 0) onTransitions?.(transitions)
    })
    if (isRead) journal.markRead(this.#scope)
    for (const gap of repaired) onRepaired?.(gap)
  }

  /** Adds the number of sent requests to the transition count of an order, and the reason why it is inactive. */
  readonly #described = (order: Order): ConsoleOrder => {
    const count = this.#sentCounts.get(order.orderId)
    const counted = count === undefined ? order : { ...order, transitionCount: order.transitionCount + count }
    return this.#explained(this.#named(counted))
  }

  /** Adds the legs of a combo, and names it by them: its newest row may be older than the names of the legs. */
  readonly #named = (order: ConsoleOrder): ConsoleOrder => {
    const names = this.#session?.streams.contractNames
    if (names === undefined || comboLegs(order.conidex) === undefined) return order
    const { contractName: _, ...identity } = order
    const legs = names.legsOf(order.conidex)
    return { ...order, contractName: nameContract(identity, names), ...(legs && { legs }) }
  }

  #renameCombos(conid: number): void {
    for (const order of this.#shown.values())
      if (order.legs?.some((leg) => leg.conid === conid)) this.#reshow(order, order.journaled !== false)
  }

  #explained(order: ConsoleOrder): ConsoleOrder {
    const inactiveReason = this.#inactive.reasonOf(order)
    if (inactiveReason === order.inactiveReason) return order
    const { inactiveReason: _, ...others } = order
    return inactiveReason === undefined ? others : { ...others, inactiveReason }
  }

  #show(order: ConsoleOrder, isJournaled: boolean): OrdersItem {
    const explained = this.#explained(this.#named(order))
    const shown: ConsoleOrder = isJournaled ? explained : { ...explained, journaled: false }
    this.#shown.set(order.orderId, shown)
    // Stores a newer reason in a separate entry, because it would otherwise be lost at a restart.
    if (explained.inactiveReason !== order.inactiveReason)
      this.#journal([createStateEntry(explained, this.#options.clock.now())])
    return { kind: 'order', order: shown }
  }

  #reshow({ journaled: _, ...order }: ConsoleOrder, isJournaled: boolean): void {
    this.feed.push([this.#show(order, isJournaled)])
  }

  /** Runs `show` after the entries are journaled or have failed. Does not run it after a change of the session. */
  #journal(entries: readonly JournalEntry[], show: (journaled: boolean) => void = () => undefined): void {
    const shown = this.#shown
    const { journal, scope } = this.#options
    // The environment of a first session is known only after its accounts were read.
    const owner = { ...this.#scope, environment: scope().environment }
    if (entries.length === 0) show(true)
    else journal.writer.append(owner, entries, (journaled) => shown === this.#shown && show(journaled))
  }

  #onJournalHealth(health: JournalHealth): void {
    for (const order of health.kind === 'writing' ? this.#shown.values() : [])
      if (order.journaled === false) this.#reshow(order, true)
    this.#setHealth(this.#health)
  }

  #setHealth(health: FeedHealth): void {
    this.#health = health
    this.feed.push([{ kind: 'status', status: this.#status() }])
  }

  #status(): OrdersStatus {
    const truncatedAt = this.#orders?.truncatedAt
    return {
      health: this.#health,
      ...(this.#lastUpdate && { lastUpdate: this.#lastUpdate }),
      ...(truncatedAt !== undefined && { truncatedAt }),
      journal: this.#options.journal.health,
    }
  }
}
