import { type Ledger, roundQuantity } from '../account/ledger.ts'
import type { Timers } from '../clock.ts'
import type { Instrument } from '../market/instruments.ts'
import type { Market } from '../market/market.ts'
import type { SeededRandom } from '../seeded-random.ts'
import { type Execution, isDone, type Order } from './order.ts'
import {
  calculateCommission,
  calculateTradePrice,
  isOrderTriggered,
  updateTrailingPrices,
  waitsForTrigger,
} from './order-pricing.ts'
import type { OrderStore } from './order-store.ts'

/** One part of a fill: of one instrument, or of one leg of a combo. */
interface FillPart {
  /** The order, or a copy of it that describes one leg. */
  readonly order: Order
  readonly quantity: number
  readonly price: number
}

/**
 * Splits a fill of a combo into its legs. Each leg trades at its own bid or ask; the prices of the legs add up to the
 * price of the combo.
 */
function splitFill(order: Order, quantity: number, price: number, market: Market): readonly FillPart[] {
  const { pricing } = order.instrument
  if (pricing.kind !== 'combo') return [{ order, quantity, price }]
  return pricing.legs.map(({ instrument, ratio }) => {
    const size = Math.abs(ratio)
    const side = ratio > 0 === (order.side === 'BUY') ? 'BUY' : 'SELL'
    const { ask, bid } = market.quote(instrument)
    const seen = { ...order, instrument, side, quantity: order.quantity * size, filled: order.filled * size } as const
    return { order: seen, quantity: quantity * size, price: side === 'BUY' ? ask : bid }
  })
}

const commissionDelayMilliseconds = 200
const maxFills = 4
/** Number of fills of an order with an algorithm that splits it. Each takes as long as a fill of another order. */
const maxAlgorithmFills = 12

/**
 * Simulates the exchange: moves trailing stops, triggers stops, fills marketable orders in parts, and books cash and
 * positions.
 */
export interface OrderMatching {
  /** Checks whether an order that started to work or was changed can be filled. */
  consider(id: number): void
  /** Removes an order from the exchange, which does not fill it until `consider` is called again. */
  withdraw(id: number): void
  /**
   * Fills a quantity of an order at a price, regardless of the market. If `printed` is false (default true), the quote
   * does not change.
   */
  trade(id: number, quantity: number, price: number, printed?: boolean): void
  /**
   * Undoes every fill of an order and lets it work again, without reporting it. Cash and positions are booked back.
   * Returns false for an order without fills.
   */
  bust(id: number): boolean
  /**
   * Books a delivery or a cash settlement of a contract, which has no order on the exchange and no commission, and reports
   * it as an execution. The order of this execution is not in the store.
   */
  settle(accountId: string, instrument: Instrument, side: Order['side'], quantity: number, price: number): void
}

/** Starts the exchange, which reacts to price changes. */
export function createMatching(settings: {
  readonly orderStore: OrderStore
  readonly market: Market
  readonly timers: Timers
  readonly random: SeededRandom
  readonly now: () => number
  readonly fillMilliseconds: number
  readonly nextOrderId: () => number
  readonly ledgerOf: (accountId: string) => Ledger
}): OrderMatching {
  const { orderStore, market, timers, random, now } = settings
  const scheduled = new Map<number, () => void>()

  function withdraw(id: number): void {
    scheduled.get(id)?.()
    scheduled.delete(id)
  }

  function consider(id: number): void {
    withdraw(id)
    examine(id)
  }

  function examine(id: number): void {
    const order = elect(trail(orderStore.get(id)))
    if (order?.status !== 'Submitted' || scheduled.has(id)) return
    if (order.tif === 'IOC') {
      fillAtOnce(order)
      return
    }
    if (calculateTradePrice(order, market.quote(order.instrument)) === undefined) return
    const parts = countParts(order)
    scheduled.set(
      id,
      timers.after(settings.fillMilliseconds / Math.min(parts, maxFills), () => fillPart(id, parts)),
    )
  }

  /** Adjusts a trailing stop that waits for its trigger to the market price. */
  function trail(order: Order | undefined): Order | undefined {
    if (order?.trailing === undefined || !order.released || !waitsForTrigger(order)) return order
    const prices = updateTrailingPrices(order, market.quote(order.instrument))
    return prices === undefined ? order : orderStore.update(order.id, prices)
  }

  /** Sends an order to the exchange when its trigger price is reached. Until then it waits as PreSubmitted. */
  function elect(order: Order | undefined): Order | undefined {
    if (order?.status !== 'PreSubmitted' || !order.released || !waitsForTrigger(order)) return order
    if (!isOrderTriggered(order, market.quote(order.instrument))) return order
    return orderStore.update(order.id, { elected: true, status: 'Submitted' })
  }

  function fillPart(id: number, parts: number): void {
    scheduled.delete(id)
    const order = orderStore.get(id)
    // Fill a PendingCancel order too: a fill may still occur before the cancellation is confirmed.
    if (order?.status !== 'Submitted' && order?.status !== 'PendingCancel') return
    tradePart(order, parts)
    examine(id)
  }

  /** Fills the next part of an order if it can trade now. */
  function tradePart(order: Order, parts: number): void {
    const price = calculateTradePrice(order, market.quote(order.instrument))
    if (price === undefined) return
    const affordable = capByCash(order, price)
    const quantity = partOf(affordable, parts)
    if (quantity > 0) trade(order.id, quantity, price)
  }

  /** Reduces an order for a currency pair by cash quantity, if the price has risen since the quantity was calculated. */
  function capByCash(order: Order, price: number): Order {
    const { cashQuantity, instrument, filled, averagePrice, quantity } = order
    if (cashQuantity === undefined || instrument.secType !== 'CASH') return order
    const rest = Math.max(0, Math.floor(((cashQuantity - filled * averagePrice) / price) * 100 + 1e-6) / 100)
    const most = roundQuantity(filled + rest)
    if (most >= quantity) return order
    return orderStore.update(order.id, { quantity: most, ...(rest === 0 ? { status: 'Filled' } : {}) })
  }

  /** Fills an immediate-or-cancel order once, with the displayed size. */
  function fillAtOnce(order: Order): void {
    tradePart(order, 1)
    if (orderStore.get(order.id)?.status === 'Submitted') {
      orderStore.update(order.id, {
        status: 'Cancelled',
        cancelReason: 'Immediate or cancel: the rest could not trade',
      })
    }
  }

  /**
   * Returns the size of the next partial fill: uneven parts of whole units, at most the displayed size. A part that
   * would leave less than one share includes the rest. Returns zero for an all-or-none order that cannot be filled
   * completely.
   */
  function partOf(order: Order, parts: number): number {
    const remaining = roundQuantity(order.quantity - order.filled)
    const { askSize, bidSize } = market.quote(order.instrument)
    const shown = order.side === 'BUY' ? askSize : bidSize
    if (order.allOrNone === true) return remaining <= shown ? remaining : 0
    const wanted = Math.max(1, Math.round((order.quantity / parts) * (parts === 1 ? 1 : 0.75 + random.next())))
    return Math.min(remaining - wanted < 1 ? remaining : wanted, shown)
  }

  function trade(id: number, quantity: number, price: number, printed = true): void {
    const before = orderStore.get(id)
    if (before === undefined) return
    const filled = roundQuantity(before.filled + quantity)
    const averagePrice = (before.averagePrice * before.filled + price * quantity) / filled
    const status = filled >= before.quantity ? 'Filled' : before.status
    const bookings = splitFill(before, quantity, price, market).map((part) => ({ part, ...book(part, printed) }))
    const order = orderStore.update(id, { filled, averagePrice, status, lastExecutionAt: now() })
    for (const { part, commission, position } of bookings)
      report({ ...part, order: part.order === before ? order : part.order, commission, position })
  }

  /** Stores and reports an execution, and its commission later. */
  function report(executed: Omit<Execution, 'id' | 'at'>): void {
    const execution = { ...executed, id: `0000${random.hex(4)}.${random.hex(8)}.01.01`, at: now() }
    orderStore.addExecution(execution)
    timers.after(commissionDelayMilliseconds, () => orderStore.announceCommission(execution))
  }

  /** Books cash and position for one part of a fill, and updates the quote if it is printed. */
  function book(
    { order, quantity, price }: FillPart,
    printed: boolean,
  ): { readonly commission: number; readonly position: number } {
    const { instrument, side } = order
    const ledger = settings.ledgerOf(order.accountId)
    const commission = calculateCommission(instrument, quantity, price, order.filled)
    ledger.book({ instrument, side, quantity, price, commission })
    if (printed) market.take(instrument, side, quantity, price)
    return { commission, position: ledger.position(instrument).quantity }
  }

  function settle(
    accountId: string,
    instrument: Instrument,
    side: Order['side'],
    quantity: number,
    price: number,
  ): void {
    const at = now()
    const order: Order = {
      ...{ id: settings.nextOrderId(), accountId, instrument, side, quantity, price, filled: quantity },
      ...{ kind: 'LMT', tif: 'DAY', auxPrice: undefined, outsideRth: false, clientOrderId: undefined },
      ...{ status: 'Filled', averagePrice: price, released: true, elected: false, calculatedStop: false },
      ...{ createdAt: at, lastExecutionAt: at, changedAt: at },
    }
    const ledger = settings.ledgerOf(accountId)
    ledger.book({ instrument, side, quantity, price, commission: 0 })
    report({ order, quantity, price, commission: 0, position: ledger.position(instrument).quantity })
  }

  function bust(id: number): boolean {
    const order = orderStore.get(id)
    const executions = order === undefined ? [] : orderStore.removeExecutions(id)
    if (order === undefined || executions.length === 0) return false
    for (const { order: filled, quantity, price, commission } of executions) {
      const side = filled.side === 'BUY' ? 'SELL' : 'BUY'
      const back = { instrument: filled.instrument, side, quantity, price, commission: -commission } as const
      settings.ledgerOf(order.accountId).book(back)
    }
    const status = isDone(order) ? 'Submitted' : order.status
    orderStore.update(id, { filled: 0, averagePrice: 0, status, lastExecutionAt: order.createdAt }, 'quiet')
    return true
  }

  market.moved.on(() => {
    for (const order of orderStore.working()) {
      if (order.released) examine(order.id)
    }
  })

  return { consider, withdraw, trade, bust, settle }
}

/** Returns the number of parts in which an order is filled. The Adaptive algorithm does not split an order. */
function countParts({ allOrNone, algorithm, quantity }: Order): number {
  if (allOrNone === true) return 1
  const most = algorithm === undefined || algorithm.id === 'Adaptive' ? maxFills : maxAlgorithmFills
  return Math.max(1, Math.min(most, Math.floor(quantity)))
}
