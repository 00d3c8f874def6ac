import { baseCurrency, createLedger, isPaperAccount, type Ledger } from './account/ledger.ts'
import { calculateAccountValue } from './account/valuation.ts'
import { type AllocationGroups, createAllocationGroups } from './advisor/allocation-groups.ts'
import { createModels, type Models } from './advisor/models.ts'
import { type Alerts, createAlerts } from './alerts/alerts.ts'
import type { Timers } from './clock.ts'
import { createSignal, type EventSignal } from './event-signal.ts'
import { createFyiNotifications, type FyiNotifications } from './fyi-notifications.ts'
import { createMarket, type Market, roundToCents } from './market/market.ts'
import type { ObservedOnce, SimulatorMode, SimulatorOptions } from './options.ts'
import { linkOrders } from './orders/linked-orders.ts'
import { createOrderIds } from './orders/order.ts'
import { createOrderChecks } from './orders/order-checks.ts'
import { createOrderHandler, type OrderHandler } from './orders/order-handler.ts'
import { createLifeCycle, type OrderLifeCycle } from './orders/order-life-cycle.ts'
import { createMatching, type OrderMatching } from './orders/order-matching.ts'
import { createOrderStore, type OrderStore } from './orders/order-store.ts'
import { createOrderStorm, type OrderStorm } from './orders/order-storm.ts'
import { createPendingReplies } from './orders/pending-order-replies.ts'
import { type BracketFault, createOrderPlacement } from './orders/place-orders.ts'
import { createRejectionPrompts } from './orders/rejection-prompts.ts'
import { createSettlement, type Settlement } from './orders/settlement.ts'
import { bookStartingPositions, placeStartingOrders, startingCash } from './orders/starting-portfolio.ts'
import { createRandom, type SeededRandom } from './seeded-random.ts'
import { type BrokerageOutage, createBrokerageOutage } from './session/brokerage-outage.ts'
import { createSessionState, type SessionState } from './session/session-state.ts'
import type { SimulatedTime } from './simulated-time.ts'
import { SimulatorError } from './simulator-error.ts'
import { createWatchlists, type Watchlists } from './watchlists.ts'

const orderLimit = 10_000

/** The state of the whole simulator, which REST calls and socket topics share. */
export interface SimulatorState {
  readonly mode: SimulatorMode
  /** Returns simulator time, which `speed` scales. Used for market, fills, pacing and resets. */
  readonly now: () => number
  /** Returns real time. Used for signatures, tokens and heartbeats. */
  readonly realNow: () => number
  readonly timers: Timers
  readonly random: SeededRandom
  readonly session: SessionState
  readonly outage: BrokerageOutage
  /** The option `flatTickle` of `SimulatorOptions`. */
  readonly flatTickle: boolean
  readonly market: Market
  /** Fires when a REST call ends the market data of one contract, or of all (undefined). */
  readonly marketDataEnded: EventSignal<number | undefined>
  /** The option `listedStocks` of `SimulatorOptions`. */
  readonly listedStocks: number
  readonly accounts: Accounts
  readonly orderStore: OrderStore
  readonly lifeCycle: OrderLifeCycle
  readonly matching: OrderMatching
  readonly settlement: Settlement
  readonly orderHandler: OrderHandler
  readonly storm: OrderStorm
  readonly alerts: Alerts
  readonly allocationGroups: AllocationGroups
  readonly fyi: FyiNotifications
  readonly models: Models
  readonly watchlists: Watchlists
  /** The option `observedOnce` of `SimulatorOptions`. */
  readonly observedOnce: ReadonlySet<ObservedOnce>
  readonly alertOperators: 'refused' | 'accepted'
  /** The option `zeroStrike` of `SimulatorOptions`. */
  readonly zeroStrike: 'none' | 'all'
  /** The option `missingRight` of `SimulatorOptions`. */
  readonly missingRight: 'both' | 'none'
  /** The option `repliesVoidedBy` of `SimulatorOptions`. */
  readonly repliesVoidedBy: 'order-calls' | 'any-call'
}

/** The accounts of the user. All start with the same cash, and the first account with positions. */
interface Accounts {
  readonly ids: readonly string[]
  /** Whether the user trades paper money. */
  readonly paper: boolean
  /** Whether the user belongs to a broker with many accounts, which are searched and selected one at a time. */
  readonly dynamic: boolean
  selected(): string
  select(accountId: string): void
  /** Fires when another account was selected. */
  readonly changed: EventSignal<void>
  /** Finds an account. Returns undefined if the account does not belong to the user. */
  find(accountId: string): Ledger | undefined
  /** Returns an account. Throws `UNKNOWN_ACCOUNT` if the account does not belong to the user. */
  get(accountId: string): Ledger
  /** Returns the net liquidation value at yesterday's close, from which the daily profit and loss is calculated. */
  baseOf(accountId: string): number
  /** Sets the value at yesterday's close when a new day starts. */
  setBase(accountId: string, netLiquidation: number): void
}

/** Creates the state that the options describe, and starts the trading day. */
export function createSimulatorState(
  options: SimulatorOptions,
  { now, realNow, timers }: Pick<SimulatedTime, 'now' | 'realNow' | 'timers'>,
): SimulatorState {
  const { mode, seed = 1 } = options
  const random = createRandom(seed)
  const loggedIn = mode === 'gateway' && (options.loggedIn ?? true)
  const session = createSessionState({
    random,
    now,
    outer: loggedIn,
    // A gateway automatically opens the brokerage session after a login; OAuth clients have to open it.
    brokerage: loggedIn,
    used: loggedIn && (options.usedSession ?? false),
    establishMilliseconds: (options.establishSeconds ?? 0) * 1000,
  })
  const moving = options.marketMoves ?? true
  const market = createMarket({ random, seed, timers, now, moving, hours: options.tradingHours ?? 'always' })
  const accounts = openAccounts(options.accounts ?? ['DU1234567'], options.dynamicAccounts ?? false, market)
  market.day.began.on(() => {
    for (const id of accounts.ids) accounts.setBase(id, calculateAccountValue(accounts.get(id), market).netLiquidation)
  })
  const orderStore = createOrderStore(orderLimit, now)
  const nextOrderId = createOrderIds(random)
  const matching = createMatching({
    orderStore,
    market,
    timers,
    random,
    now,
    fillMilliseconds: (options.fillSeconds ?? 4) * 1000,
    nextOrderId,
    ledgerOf: accounts.get,
  })
  const lifeCycle = createLifeCycle({ orderStore, market, matching, timers, nextOrderId, now })
  linkOrders(orderStore, lifeCycle)
  const settlement = createSettlement({ accounts, market, orderStore, lifeCycle, matching, timers })
  const replies = createPendingReplies({ random, timers, staleReplies: options.staleReplies ?? 'dead' })
  const prompts = createRejectionPrompts(random)
  const checks = createOrderChecks({
    orderStore,
    market,
    session,
    now,
    ledgerOf: accounts.get,
    askQuestions: options.askQuestions ?? true,
    checkBuyingPower: options.checkBuyingPower ?? true,
  })
  const bracketFaults: BracketFault[] = []
  const placement = { orderStore, lifeCycle, checks, replies, prompts, bracketFaults, random }
  const orderHandler = createOrderHandler({ ...placement, place: createOrderPlacement(placement) })
  const storm = createOrderStorm({
    orderStore,
    market,
    lifeCycle,
    matching,
    random,
    accountId: () => accounts.selected(),
  })
  placeStartingOrders(accounts.selected(), lifeCycle, matching, market)
  return {
    mode,
    now,
    realNow,
    timers,
    random,
    session,
    outage: createBrokerageOutage(timers),
    flatTickle: options.flatTickle ?? false,
    market,
    marketDataEnded: createSignal<number | undefined>(),
    listedStocks: options.listedStocks ?? 0,
    accounts,
    orderStore,
    lifeCycle,
    matching,
    settlement,
    orderHandler,
    storm,
    alerts: createAlerts(now, accounts.selected()),
    allocationGroups: createAllocationGroups(),
    // Use a separate random generator, so that notifications do not influence the market.
    fyi: createFyiNotifications(createRandom(seed), now),
    models: createModels(),
    watchlists: createWatchlists(now),
    observedOnce: new Set(options.observedOnce),
    alertOperators: options.alertOperators ?? 'refused',
    zeroStrike: options.zeroStrike ?? 'none',
    missingRight: options.missingRight ?? 'both',
    repliesVoidedBy: options.repliesVoidedBy ?? 'order-calls',
  }
}

function openAccounts(ids: readonly string[], dynamic: boolean, market: Market): Accounts {
  const [first] = ids
  if (first === undefined) throw new SimulatorError('UNKNOWN_ACCOUNT', 'The simulator needs at least one account id')
  const ledgers = new Map(ids.map((id) => [id, createLedger(id, startingCash)]))
  const bases = new Map<string, number>()
  for (const [id, ledger] of ledgers) {
    if (id === first) bookStartingPositions(ledger)
    bases.set(
      id,
      ledger
        .positions()
        .reduce(
          (sum, { instrument, quantity }) => sum + quantity * market.quote(instrument).close,
          ledger.cash(baseCurrency),
        ),
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
    get: (accountId) => {
      const ledger = ledgers.get(accountId)
      if (ledger === undefined) throw new SimulatorError('UNKNOWN_ACCOUNT', `No account ${accountId} in the simulator`)
      return ledger
    },
    baseOf: (accountId) => bases.get(accountId) ?? 0,
    setBase: (accountId, netLiquidation) => {
      bases.set(accountId, netLiquidation)
    },
  }
}

/** Calculates profit and loss of an account for REST and socket, which use different names for the excess liquidity. */
export function calculateProfitAndLoss(state: SimulatorState, accountId: string) {
  const value = calculateAccountValue(state.accounts.get(accountId), state.market)
  return {
    daily: Math.round((value.netLiquidation - state.accounts.baseOf(accountId)) * 100) / 100,
    netLiquidation: value.netLiquidation,
    unrealized: value.unrealized,
    excessLiquidity: value.excessLiquidity,
    marketValue: roundToCents(value.stockValue + value.optionValue),
  }
}
