import type { Ledger } from '../account/ledger.ts'
import type { Timers } from '../clock.ts'
import { isTradingOver, toExpirationTime } from '../contracts/opening-hours.ts'
import { type Instrument, listLegs } from '../market/instruments.ts'
import type { Market } from '../market/market.ts'
import { isDone } from './order.ts'
import type { OrderLifeCycle } from './order-life-cycle.ts'
import type { OrderMatching } from './order-matching.ts'
import type { OrderStore } from './order-store.ts'
import { calculateRemainingQuantity } from './order-view.ts'

/** An option that delivers shares or a future. Options on indices are settled in cash instead. */
export interface DeliverableOption {
  readonly contract: Instrument
  /** What an exercise delivers: the shares or the future. */
  readonly underlying: Instrument
  readonly right: 'C' | 'P'
  readonly strike: number
  /** Number of shares or futures per contract. */
  readonly deliveredQuantity: number
}

/** The end of options and futures: exercise, assignment and expiration. */
export interface Settlement {
  /**
   * Exercises options of an account, which must have them: an order of the option (side `EXER`), which ends shortly
   * after, and an order for the underlying at the strike.
   */
  exercise(accountId: string, option: DeliverableOption, contracts: number): void
  /** Assigns short options of an account, which delivers the underlying at the strike. The account must have them. */
  assign(accountId: string, option: DeliverableOption, contracts: number): void
}

/** Returns what an option delivers. Undefined for another contract, and for an option that is settled in cash. */
export function findDeliverableOption(contract: Instrument | undefined): DeliverableOption | undefined {
  if (contract?.pricing.kind !== 'option') return undefined
  const { right, strike, multiplier, pricing } = contract
  const underlying = pricing.future ?? pricing.underlying
  if (underlying.secType === 'IND' || right === undefined || strike === undefined || multiplier === undefined)
    return undefined
  return { contract, underlying, right, strike, deliveredQuantity: underlying.secType === 'FUT' ? 1 : multiplier }
}

/** Time in ms until an exercise has taken effect in the order stream. */
const exerciseMilliseconds = 100
/** Options are exercised automatically if they are in the money by at least one cent, as at the clearing house. */
const leastExercised = 0.01

/**
 * Starts the settlement. At the close of the last trading day, the orders for a contract end. Positions are settled then
 * too, those in options with AM settlement at the opening of the next trading day.
 */
export function createSettlement(settings: {
  readonly accounts: { readonly ids: readonly string[]; get(accountId: string): Ledger }
  readonly market: Market
  readonly orderStore: OrderStore
  readonly lifeCycle: OrderLifeCycle
  readonly matching: OrderMatching
  readonly timers: Timers
}): Settlement {
  const { accounts, market, orderStore, lifeCycle, matching, timers } = settings

  function exercise(accountId: string, option: DeliverableOption, contracts: number): void {
    const { contract, underlying, strike, deliveredQuantity } = option
    const common = { tif: 'DAY', auxPrice: undefined, clientOrderId: undefined } as const
    const { id } = lifeCycle.submit(accountId, {
      ...{ ...common, instrument: contract, quantity: contracts, isExercise: true, deactivated: true },
      ...{ side: 'BUY', kind: 'MKT', price: undefined, outsideRth: false },
    })
    timers.after(exerciseMilliseconds, () => {
      if (orderStore.get(id) !== undefined) orderStore.update(id, { status: 'Filled', filled: contracts })
    })
    removeOptions(accountId, contract, contracts, 'exercised')
    const quantity = contracts * deliveredQuantity
    const delivery = lifeCycle.submit(accountId, {
      ...{ ...common, instrument: underlying, quantity },
      ...{ side: getDeliverySide(option, 'long'), kind: 'LMT', price: strike, outsideRth: true },
    })
    // An exercise is no trade on the exchange, so it does not change the last price.
    matching.trade(delivery.id, quantity, strike, false)
  }

  function assign(accountId: string, option: DeliverableOption, contracts: number): void {
    removeOptions(accountId, option.contract, -contracts, 'assigned')
    deliver(accountId, option, -contracts)
  }

  /** Delivers the underlying of options at the strike, of short options if `contracts` is negative. */
  function deliver(accountId: string, option: DeliverableOption, contracts: number): void {
    const { underlying, strike, deliveredQuantity } = option
    const side = getDeliverySide(option, contracts > 0 ? 'long' : 'short')
    matching.settle(accountId, underlying, side, Math.abs(contracts) * deliveredQuantity, strike)
  }

  /** Removes options that were exercised or (negative) assigned, and the orders that would have closed them. */
  function removeOptions(accountId: string, option: Instrument, quantity: number, what: 'exercised' | 'assigned') {
    if (quantity === 0) return
    const before = accounts.get(accountId).position(option).quantity
    close(accountId, option, quantity, 0)
    const count = Math.abs(quantity)
    const reason = `${count === 1 ? '1 contract was' : `${count} contracts were`} ${what}, so that the order would open a new position`
    endClosingOrders(accountId, option, before, before - quantity, reason)
  }

  function close(accountId: string, instrument: Instrument, quantity: number, price: number): void {
    matching.settle(accountId, instrument, quantity > 0 ? 'SELL' : 'BUY', Math.abs(quantity), price)
  }

  /** Ends orders that would have closed a position, and that are larger than what is left of it. */
  function endClosingOrders(accountId: string, option: Instrument, before: number, after: number, reason: string) {
    for (const order of [...orderStore.working()]) {
      if (order.accountId !== accountId) continue
      const leg = listLegs(order.instrument).find(({ instrument }) => instrument.conid === option.conid)
      if (leg === undefined) continue
      const isBought = leg.ratio > 0 === (order.side === 'BUY')
      const size = calculateRemainingQuantity(order) * Math.abs(leg.ratio)
      const closes = isBought === before < 0 && size <= Math.abs(before)
      if (closes && size > Math.abs(after)) lifeCycle.cancelBySystem(order.id, reason)
    }
  }

  function settleOption(accountId: string, option: Instrument, quantity: number): void {
    const { strike = 0, right, pricing } = option
    if (pricing.kind !== 'option') return
    const { last } = market.quote(pricing.future ?? pricing.underlying)
    const value = Math.round((right === 'C' ? last - strike : strike - last) * 10_000) / 10_000
    const deliverable = findDeliverableOption(option)
    if (value < leastExercised) close(accountId, option, quantity, 0)
    else if (deliverable === undefined) close(accountId, option, quantity, value)
    else {
      close(accountId, option, quantity, 0)
      deliver(accountId, deliverable, quantity)
    }
  }

  function settlePositions(accountId: string, at: number): void {
    const listSettled = (secTypes: readonly string[]) =>
      accounts
        .get(accountId)
        .positions()
        .filter(({ instrument, quantity }) => {
          return quantity !== 0 && secTypes.includes(instrument.secType) && isSettled(instrument, at)
        })
    for (const { instrument, quantity } of listSettled(['OPT', 'FOP'])) settleOption(accountId, instrument, quantity)
    // Options may have delivered futures that end at the same time.
    for (const { instrument, quantity } of listSettled(['FUT']))
      close(accountId, instrument, quantity, market.quote(instrument).last)
  }

  market.day.boundaryPassed.on((at) => {
    for (const order of orderStore.all()) {
      if (!isDone(order) && listLegs(order.instrument).some(({ instrument }) => isTradingOver(instrument, at)))
        lifeCycle.cancelBySystem(order.id, 'Trading in the contract ended')
    }
    for (const accountId of accounts.ids) settlePositions(accountId, at)
  })

  return { exercise, assign }
}

/** Returns the side of the underlying for the holder (`long`) or the writer (`short`) of an option. */
function getDeliverySide({ right }: DeliverableOption, position: 'long' | 'short'): 'BUY' | 'SELL' {
  return (right === 'C') === (position === 'long') ? 'BUY' : 'SELL'
}

/** Reports whether the value of a contract at its end is determined. */
function isSettled({ expiry, pricing }: Instrument, at: number): boolean {
  const settlement = pricing.kind === 'option' ? pricing.settlement : 'PM'
  return expiry !== undefined && toExpirationTime(expiry, settlement) <= at
}
