import { randomUUID } from 'node:crypto'
import type { Clock } from '../../client/index.ts'
import type { ProfitItem, ProfitSnapshot } from '../../shared/contract/account-views.ts'
import type { LocalAlertsView } from '../../shared/contract/local-alert-views.ts'
import type { AlertCondition, LocalAlertState } from '../../shared/domain/local-alerts.ts'
import { formatSize, formatTrade } from '../../shared/domain/order-size.ts'
import { formatSide, isWorking } from '../../shared/domain/orders.ts'
import type { LiveQuotes } from '../contracts/live-quotes.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import type { OrderFeed } from '../orders/order-feed.ts'
import type { ReadSession } from '../session/read-session.ts'
import { AlertQuotes } from './alert-quotes.ts'
import { type Judgement, judgeAlert, type Observation, type WorkingOrder } from './judge-alert.ts'
import type { StoredAlert, StoredLocalAlerts } from './stored-local-alerts.ts'

/** Interval in ms between two checks of the alerts. */
const CHECK_MS = 1_000
/** A longer time in ms between two checks means that the machine was asleep. */
const SLEPT_MS = 10_000
/** Maximum age in ms of a usable profit and loss value. */
const PROFIT_AGE_MS = 60_000

const NOT_CONNECTED: Observation = { kind: 'unknown', reason: 'Not connected' }

export interface LocalAlertsOptions {
  readonly clock: Clock
  readonly stored: StoredLocalAlerts
  readonly profileId: string
  readonly quotes: LiveQuotes
  readonly orders: Pick<OrderFeed, 'orders' | 'freshness'>
  readonly profit: Feed<ProfitSnapshot, ProfitItem>
  /** Returns the scope within which order ids of the current session are unique. */
  readonly orderScope: () => string
  /** Records an event in the inbox and shows it. */
  readonly report: (event: InboxEvent) => void
  readonly onProblem: (error: unknown) => void
}

/** Local alerts of a profile in use. They observe data that the console receives and send no requests. */
export class LocalAlertsService {
  readonly feed: Feed<LocalAlertsView, LocalAlertsView>
  readonly #options: LocalAlertsOptions
  readonly #quotes: AlertQuotes
  readonly #states = new Map<string, LocalAlertState>()
  /** Time since when each order is working, by its key. */
  #workingSince = new Map<string, number>()
  #session: ReadSession | undefined
  #releaseSession = (): void => undefined
  #releaseProfit: (() => void) | undefined
  #frameAt = 0
  /** Start of the observation. Earlier silence does not count. */
  #since = 0
  #checkedAt = 0
  #cancelCheck: (() => void) | undefined
  #isChanged = false

  constructor(options: LocalAlertsOptions) {
    this.#options = options
    this.#quotes = new AlertQuotes(options.clock, options.quotes, (conid) =>
      this.#judgeWhere((condition) => 'conid' in condition && condition.conid === conid),
    )
    this.feed = createFeed(() => this.view())
    this.#update()
  }

  view(): LocalAlertsView {
    const alerts = this.#alerts.map(({ firedOrders: _, ...alert }) => ({
      ...alert,
      state: this.#states.get(alert.id) ?? ({ kind: 'off' } as const),
    }))
    return { profileId: this.#options.profileId, alerts, lines: this.#session ? this.#quotes.size : 0 }
  }

  /**
   * Creates an alert, or replaces and arms an existing one.
   * @throws HostError `limit`, `not-found`
   */
  save(profileId: string, id: string | undefined, on: boolean, condition: AlertCondition): { readonly id: string } {
    if (id !== undefined) this.#options.stored.require(profileId, id)
    const alert: StoredAlert = { id: id ?? randomUUID(), on, condition }
    this.#options.stored.put(profileId, alert)
    this.#states.delete(alert.id)
    this.#update()
    return { id: alert.id }
  }

  /** @throws HostError `not-found` */
  remove(profileId: string, id: string): void {
    this.#options.stored.remove(profileId, id)
    this.#update()
  }

  attach(session: ReadSession): void {
    this.detach()
    this.#session = session
    this.#since = this.#options.clock.now()
    this.#releaseSession = session.onFrame(() => {
      this.#frameAt = this.#options.clock.now()
    })
    this.#update()
  }

  detach(): void {
    this.#releaseSession()
    this.#session = undefined
    this.#workingSince = new Map()
    this.#update()
  }

  /** Stops all timers and subscriptions. */
  close(): void {
    this.detach()
    this.#quotes.watch(new Set())
    this.#cancelCheck?.()
    this.#releaseProfit?.()
  }

  get #alerts(): readonly StoredAlert[] {
    return this.#options.stored.of(this.#options.profileId)
  }

  /** Subscribes to the required data, checks all alerts, and publishes the result. */
  #update(): void {
    this.#states.clear()
    this.#watch()
    this.#judgeWhere(() => true)
    this.#show()
  }

  #watch(): void {
    const active = this.#alerts.filter(({ on }) => on)
    const conids = active.flatMap(({ condition, firedAt }) => {
      if (!('conid' in condition)) return []
      // A fired alert that is re-armed manually needs no quotes.
      return firedAt !== undefined && condition.rearm === 'manual' ? [] : [condition.conid]
    })
    this.#quotes.watch(new Set(conids))
    const needsProfit = active.some(
      ({ condition }) =>
        condition.kind === 'daily-profit' || (condition.kind === 'silent-feed' && condition.feed === 'profit'),
    )
    if (needsProfit) {
      this.#releaseProfit ??= this.#options.profit.subscribe(() =>
        this.#judgeWhere(({ kind }) => kind === 'daily-profit'),
      )
    } else {
      this.#releaseProfit?.()
      this.#releaseProfit = undefined
    }
    const { clock } = this.#options
    if (active.length > 0 && this.#session) {
      if (!this.#cancelCheck) this.#checkedAt = clock.now()
      this.#cancelCheck ??= clock.after(CHECK_MS, () => this.#check())
    } else {
      this.#cancelCheck?.()
      this.#cancelCheck = undefined
    }
  }

  #check(): void {
    this.#cancelCheck = undefined
    const now = this.#options.clock.now()
    if (Math.abs(now - this.#checkedAt) > SLEPT_MS) this.#since = now
    this.#watch()
    this.#judgeWhere(({ kind }) => kind === 'order-age' || kind === 'silent-feed' || kind === 'daily-profit')
    if (this.#isChanged) this.#show()
  }

  #show(): void {
    this.#isChanged = false
    this.feed.push([this.view()])
  }

  #judgeWhere(isConcerned: (condition: AlertCondition) => boolean): void {
    for (const alert of this.#alerts) if (isConcerned(alert.condition)) this.#apply(alert)
  }

  #judge(alert: StoredAlert): Judgement {
    const now = this.#options.clock.now()
    return judgeAlert(alert, alert.on ? this.#observe(alert.condition, now) : NOT_CONNECTED, now)
  }

  #apply(before: StoredAlert): void {
    const { alert, state, fired } = this.#judge(before)
    const shown = this.#states.get(alert.id)
    if (JSON.stringify(shown) !== JSON.stringify(state)) this.#isChanged = true
    this.#states.set(alert.id, state)
    if (alert === before) return
    const error = this.#options.stored.note(this.#options.profileId, alert)
    if (error !== undefined) this.#options.onProblem(error)
    this.#show()
    for (const each of fired) this.#options.report({ kind: 'alert', ...each })
  }

  #observe(condition: AlertCondition, now: number): Observation {
    if (!this.#session) return NOT_CONNECTED
    switch (condition.kind) {
      case 'price':
        return this.#quotes.observe(condition.conid)
      case 'daily-profit':
        return this.#observeProfit(condition.account, now)
      case 'order-age':
        return this.#observeOrders(now)
      case 'silent-feed':
        return this.#observeSilence(condition, now)
    }
  }

  #observeProfit(account: string, now: number): Observation {
    const { rows, status } = this.#options.profit.snapshot()
    const { health, lastUpdate } = status
    const isCurrent = health.kind === 'streaming' || health.kind === 'polling'
    if (!isCurrent || !lastUpdate || now - lastUpdate.at > PROFIT_AGE_MS) {
      return { kind: 'unknown', reason: 'Profit and loss is not known now' }
    }
    const days = rows.filter((row) => row.account === account).map(({ daily }) => daily)
    const known = days.filter((daily) => daily !== undefined)
    if (known.length === 0 || known.length < days.length) {
      return { kind: 'unknown', reason: `IBKR sends no daily profit and loss of ${account}` }
    }
    const value = known.reduce((sum, daily) => sum + daily, 0)
    return { kind: 'value', value, text: value.toLocaleString('en-US', { maximumFractionDigits: 2 }) }
  }

  #observeOrders(now: number): Observation {
    const { orders, orderScope } = this.#options
    const { isCurrent } = orders.freshness
    if (!isCurrent) return { kind: 'unknown', reason: 'The order list is not current' }
    const scope = orderScope()
    const working = orders
      .orders()
      .filter(isWorking)
      .map((order): WorkingOrder => {
        const { orderId, contractName } = order
        const key = `${scope} ${orderId}`
        const known = this.#workingSince.get(key) ?? now
        const since = Math.min(known, order.placedAt ?? now)
        return {
          key,
          orderId,
          text: `${formatSide(order)} ${formatTrade(formatSize(order), contractName)}`.trim(),
          since,
        }
      })
    this.#workingSince = new Map(working.map(({ key, since }) => [key, since]))
    return { kind: 'orders', orders: working }
  }

  #observeSilence(condition: Extract<AlertCondition, { kind: 'silent-feed' }>, now: number): Observation {
    if (condition.feed === 'quote') {
      const observed = this.#quotes.observe(condition.conid)
      return observed.kind === 'blocked' ? observed : this.#silence(this.#quotes.updatedAt(condition.conid), now)
    }
    switch (condition.feed) {
      case 'socket':
        return this.#silence(this.#frameAt, now)
      case 'orders':
        return this.#silence(this.#options.orders.freshness.updatedAt, now)
      case 'profit':
        return this.#silence(this.#options.profit.snapshot().status.lastUpdate?.at, now)
    }
  }

  #silence(updatedAt = 0, now: number): Observation {
    return { kind: 'silence', seconds: Math.max(0, now - Math.max(updatedAt, this.#since)) / 1_000 }
  }
}
