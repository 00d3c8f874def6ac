import type { Ledger } from '../account/ledger.ts'
import { roundQuantity } from '../account/ledger.ts'
import type { Market } from '../market/market.ts'
import type { Random } from '../random.ts'
import type { Timers } from '../timers.ts'
import { isStop, type Order } from './order.ts'
import type { OrderBook } from './order-book.ts'
import { commissionOf, isTriggered, tradePrice } from './pricing.ts'

const commissionDelayMilliseconds = 200
const maxFills = 4

/** The exchange: elects stops, fills what is marketable in a few parts, and books the money. */
export interface Matching {
  /** Looks at one order again: it became working, or it was changed. */
  consider(id: number): void
  /** Trades a quantity of an order at a price right now, whatever the market. */
  trade(id: number, quantity: number, price: number): void
}

/** Starts the exchange; it watches the market by itself. */
export function createMatching(settings: {
  readonly book: OrderBook
  readonly market: Market
  readonly timers: Timers
  readonly random: Random
  readonly now: () => number
  readonly fillMilliseconds: number
  readonly ledgerOf: (accountId: string) => Ledger
}): Matching {
  const { book, market, timers, random, now } = settings
  const scheduled = new Map<number, () => void>()

  function consider(id: number): void {
    scheduled.get(id)?.()
    scheduled.delete(id)
    examine(id)
  }

  function examine(id: number): void {
    const order = elect(book.get(id))
    if (order?.status !== 'Submitted' || scheduled.has(id)) return
    if (tradePrice(order, market.quote(order.instrument)) === undefined) {
      if (order.tif === 'IOC') book.update(id, { status: 'Cancelled' })
      return
    }
    const parts = Math.max(1, Math.min(maxFills, Math.floor(order.quantity)))
    scheduled.set(
      id,
      timers.after(settings.fillMilliseconds / parts, () => fillPart(id, parts)),
    )
  }

  /** A stop waits as PreSubmitted; when its price is reached it goes to the exchange. */
  function elect(order: Order | undefined): Order | undefined {
    if (order?.status !== 'PreSubmitted' || !isStop(order) || order.elected) return order
    if (!isTriggered(order, market.quote(order.instrument))) return order
    return book.update(order.id, { elected: true, status: 'Submitted' })
  }

  function fillPart(id: number, parts: number): void {
    scheduled.delete(id)
    const order = book.get(id)
    if (order?.status !== 'Submitted') return
    const price = tradePrice(order, market.quote(order.instrument))
    if (price !== undefined) trade(id, partOf(order, parts), price)
    examine(id)
  }

  /** Uneven parts of whole shares; the part that would leave less than a share takes the rest. */
  function partOf(order: Order, parts: number): number {
    const remaining = roundQuantity(order.quantity - order.filled)
    const wanted = Math.max(1, Math.round((order.quantity / parts) * (0.75 + random.next())))
    return remaining - wanted < 1 ? remaining : wanted
  }

  function trade(id: number, quantity: number, price: number): void {
    const before = book.get(id)
    if (before === undefined) return
    const ledger = settings.ledgerOf(before.accountId)
    const commission = commissionOf(quantity, before.filled === 0)
    ledger.book({ instrument: before.instrument, side: before.side, quantity, price, commission })
    const filled = roundQuantity(before.filled + quantity)
    const averagePrice = (before.averagePrice * before.filled + price * quantity) / filled
    const status = filled >= before.quantity ? 'Filled' : before.status
    const order = book.update(id, { filled, averagePrice, status, lastExecutionAt: now() })
    const execution = {
      id: `0000${random.hex(4)}.${random.hex(8)}.01.01`,
      order,
      quantity,
      price,
      commission,
      position: ledger.position(order.instrument).quantity,
      at: now(),
    }
    book.addExecution(execution)
    timers.after(commissionDelayMilliseconds, () => book.announceCommission(execution))
  }

  market.moved.on(() => {
    for (const order of book.all()) {
      if (order.status === 'Submitted' || order.status === 'PreSubmitted') examine(order.id)
    }
  })

  return { consider, trade }
}
