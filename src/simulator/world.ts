import { createLedger, type Ledger } from './account/ledger.ts'
import { isPaperAccount } from './account/paper-account.ts'
import { valueAccount } from './account/valuation.ts'
import { type AllocationGroups, createAllocationGroups } from './advisor/allocation-groups.ts'
import { createModels, type Models } from './advisor/models.ts'
import { type Alerts, createAlerts } from './alerts/alerts.ts'
import { createFyi, type Fyi } from './fyi/fyi.ts'
import { createMarket, type Market } from './market/market.ts'
import type { TradingHours } from './market/trading-hours.ts'
import { createOutage, type Outage } from './night/outage.ts'
import type { ObservedOnce } from './observed-once.ts'
import { createDesk, type Desk } from './orders/desk.ts'
import { createLifeCycle, type LifeCycle } from './orders/life-cycle.ts'
import { createMatching, type Matching } from './orders/matching.ts'
import { bookHoldings, placeOpeningOrders, startingCash } from './orders/opening-day.ts'
import { createOrderBook, type OrderBook } from './orders/order-book.ts'
import { createOrderChecks } from './orders/order-checks.ts'
import { tieFamilies } from './orders/order-families.ts'
import { createPendingReplies, type StaleReplies } from './orders/pending-replies.ts'
import { createPlacing } from './orders/placing.ts'
import { createPrompts } from './orders/prompts.ts'
import { createStorm, type Storm } from './orders/storm.ts'
import { createRandom, type Random } from './random.ts'
import { createSessionState, type SessionState } from './session/session-state.ts'
import { createSignal, type Signal } from './signal.ts'
import { SimulatorError } from './simulator-error.ts'
import type { Timers } from './timers.ts'
import { createWatchlists, type Watchlists } from './watchlists/watchlists.ts'

const orderLimit = 10_000

/** Whose doors the simulator imitates: api.ibkr.com with signatures or with bearers, or a gateway on the user's machine. */
export type SimulatorMode = 'oauth1' | 'oauth2' | 'gateway'

/** Everything that the simulator knows; REST calls and socket topics read and change it. */
export interface World {
  readonly mode: SimulatorMode
  /** Simulator time, which the option `speed` makes go faster: market, fills, pacing, nights. */
  readonly now: () => number
  /** Time that no speed changes: signatures, tokens, beats. */
  readonly realNow: () => number
  readonly timers: Timers
  readonly random: Random
  readonly session: SessionState
  readonly outage: Outage
  /** Whether `tickle` has its flags at top level. */
  readonly flatTickle: boolean
  readonly market: Market
  /** A REST call ended the market data of a contract, or of all (undefined). */
  readonly marketDataEnded: Signal<number | undefined>
  /** Stocks that an exchange lists beside those that can be traded. */
  readonly listedStocks: number
  readonly accounts: Accounts
  readonly book: OrderBook
  readonly lifeCycle: LifeCycle
  readonly matching: Matching
  readonly desk: Desk
  readonly storm: Storm
  readonly alerts: Alerts
  readonly allocationGroups: AllocationGroups
  readonly fyi: Fyi
  readonly models: Models
  readonly watchlists: Watchlists
  /** Behaviour that only one project measured. */
  readonly observedOnce: ReadonlySet<ObservedOnce>
  readonly alertOperators: 'refused' | 'taken'
  /** What makes an open question of an order stale. */
  readonly repliesVoidedBy: 'order-calls' | 'any-call'
}

/** The accounts of the user; the first holds the opening positions, the others start empty. */
export interface Accounts {
  readonly ids: readonly string[]
  /** Whether the user trades paper money. */
  readonly paper: boolean
  /** True for a broker's user, whose accounts are searched for and set one at a time. */
  readonly dynamic: boolean
  selected(): string
  select(accountId: string): void
  /** Fires when another account was selected. */
  readonly changed: Signal<void>
  /** Undefined for an account that is not the user's. */
  find(accountId: string): Ledger | undefined
  /** Net liquidation value at yesterday's close, the base of the daily profit and loss. */
  baseOf(accountId: string): number
  /** Sets that base: a new day began. */
  setBase(accountId: string, netLiquidation: number): void
}

/** Builds the world and opens the day. */
export function createWorld(settings: {
  readonly mode: SimulatorMode
  readonly now: () => number
  /** Default `now`. */
  readonly realNow?: () => number
  readonly timers: Timers
  readonly seed: number
  readonly accountIds: readonly string[]
  readonly loggedIn: boolean
  readonly fillMilliseconds: number
  readonly establishMilliseconds: number
  readonly askQuestions: boolean
  readonly marketMoves: boolean
  /** Default false. */
  readonly dynamicAccounts?: boolean
  /** Default false. */
  readonly flatTickle?: boolean
  /** Default 0. */
  readonly listedStocks?: number
  readonly tradingHours: TradingHours
  /** Default none. */
  readonly observedOnce?: readonly ObservedOnce[]
  /** Default refused. */
  readonly alertOperators?: 'refused' | 'taken'
  /** Default dead. */
  readonly staleReplies?: StaleReplies
  /** Default order-calls. */
  readonly repliesVoidedBy?: 'order-calls' | 'any-call'
}): World {
  const { mode, now, realNow = now, timers } = settings
  const random = createRandom(settings.seed)
  const loggedIn = mode === 'gateway' && settings.loggedIn
  const session = createSessionState({
    random,
    now,
    outer: loggedIn,
    // The gateway opens the brokerage session by itself after a login; OAuth clients do it.
    brokerage: loggedIn,
    establishMilliseconds: settings.establishMilliseconds,
  })
  const market = createMarket({ random, timers, now, moving: settings.marketMoves, hours: settings.tradingHours })
  const accounts = openAccounts(settings.accountIds, settings.dynamicAccounts === true)
  market.day.began.on(() => {
    for (const id of accounts.ids) {
      const ledger = accounts.find(id)
      if (ledger !== undefined) accounts.setBase(id, valueAccount(ledger, market).netLiquidation)
    }
  })
  const book = createOrderBook(orderLimit, now)
  const matching = createMatching({
    book,
    market,
    timers,
    random,
    now,
    fillMilliseconds: settings.fillMilliseconds,
    ledgerOf: (accountId) => {
      const ledger = accounts.find(accountId)
      if (ledger === undefined) throw new SimulatorError('UNKNOWN_ACCOUNT', `No account ${accountId} in the simulator`)
      return ledger
    },
  })
  const lifeCycle = createLifeCycle({ book, market, matching, timers, random, now })
  tieFamilies(book, lifeCycle)
  const replies = createPendingReplies({ random, timers, staleReplies: settings.staleReplies ?? 'dead' })
  const prompts = createPrompts(random)
  const checks = createOrderChecks({ book, market, session, now, askQuestions: settings.askQuestions })
  const place = createPlacing({ book, lifeCycle, checks, replies, prompts, random })
  const desk = createDesk({ book, lifeCycle, checks, replies, prompts, place })
  const storm = createStorm({ book, market, lifeCycle, matching, random, accountId: () => accounts.selected() })
  placeOpeningOrders(accounts.selected(), lifeCycle, matching, market)
  const user = {
    alerts: createAlerts(now, accounts.selected()),
    allocationGroups: createAllocationGroups(),
    // With its own randomness, so that the market does not depend on it.
    fyi: createFyi(createRandom(settings.seed), now),
    models: createModels(),
    watchlists: createWatchlists(now),
  }
  const outage = createOutage(timers)
  const repliesVoidedBy = settings.repliesVoidedBy ?? 'order-calls'
  const orders = { book, lifeCycle, matching, desk, storm, repliesVoidedBy }
  const { listedStocks = 0, flatTickle = false, alertOperators = 'refused' } = settings
  const sessions = { session, outage, flatTickle }
  const marketData = { market, marketDataEnded: createSignal<number | undefined>() }
  const chosen = { listedStocks, alertOperators, observedOnce: new Set(settings.observedOnce) }
  return { mode, now, realNow, timers, random, ...sessions, ...marketData, accounts, ...chosen, ...orders, ...user }
}

function openAccounts(ids: readonly string[], dynamic: boolean): Accounts {
  const [first] = ids
  if (first === undefined) throw new SimulatorError('UNKNOWN_ACCOUNT', 'The simulator needs at least one account id')
  const ledgers = new Map(ids.map((id) => [id, createLedger(id, id === first ? startingCash : 0)]))
  const bases = new Map<string, number>()
  for (const [id, ledger] of ledgers) {
    if (id === first) bookHoldings(ledger)
    bases.set(
      id,
      ledger.cash() + ledger.positions().reduce((sum, held) => sum + held.quantity * held.instrument.close, 0),
    )
  }
  let selected = first
  const changed = createSignal<void>()
  return {
    ids,
    paper: ids.every(isPaperAccount),
    dynamic,
    selected: () => selected,
    select: (accountId) => {
      selected = accountId
      changed.emit()
    },
    changed,
    find: (accountId) => ledgers.get(accountId),
    baseOf: (accountId) => bases.get(accountId) ?? 0,
    setBase: (accountId, netLiquidation) => {
      bases.set(accountId, netLiquidation)
    },
  }
}

/** One row of the profit and loss, as REST and socket share it; the name of the excess liquidity differs between them. */
export function profitAndLoss(world: World, accountId: string) {
  const ledger = world.accounts.find(accountId)
  if (ledger === undefined) throw new SimulatorError('UNKNOWN_ACCOUNT', `No account ${accountId} in the simulator`)
  const value = valueAccount(ledger, world.market)
  return {
    daily: Math.round((value.netLiquidation - world.accounts.baseOf(accountId)) * 100) / 100,
    netLiquidation: value.netLiquidation,
    unrealized: value.unrealized,
    excessLiquidity: value.excessLiquidity,
    marketValue: value.stockValue,
  }
}
