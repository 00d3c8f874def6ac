import { stocks } from '../market/instruments.ts'
import { type Market, roundToCents } from '../market/market.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Order } from './order.ts'
import type { OrderLifeCycle } from './order-life-cycle.ts'
import type { OrderMatching } from './order-matching.ts'
import type { OrderStore } from './order-store.ts'

const defaultWorking = 64
const orderSize = 1000

/** Generates many order updates, like a busy trading program. */
export interface OrderStorm {
  /**
   * Causes `count` changes of working orders, each reported as one delta: new limit prices, and booked fills of a few
   * shares. The generator places `working` (default 64) separate orders 100 ms before the first change, and replaces
   * filled orders. Returns the number of changes: 0 while the first orders are not working yet.
   */
  shake(count: number, working?: number): number
}

/** Creates the generator of order updates. */
export function createOrderStorm(settings: {
  readonly orderStore: OrderStore
  readonly market: Market
  readonly lifeCycle: OrderLifeCycle
  readonly matching: OrderMatching
  readonly random: SeededRandom
  readonly accountId: () => string
}): OrderStorm {
  const { orderStore, market, lifeCycle, matching, random } = settings
  const pool: number[] = []
  let next = 0

  function place(): number {
    const instrument = stocks[random.integer(0, stocks.length - 1)] ?? stocks[0]
    if (instrument === undefined) throw new Error('The market has no instruments')
    const side = random.next() < 0.5 ? 'BUY' : 'SELL'
    const { last } = market.quote(instrument)
    const price = roundToCents(last * (side === 'BUY' ? 0.97 : 1.03))
    const draft = { instrument, side, kind: 'LMT', quantity: orderSize, price, auxPrice: undefined } as const
    return lifeCycle.submit(settings.accountId(), { ...draft, tif: 'GTC', outsideRth: true, clientOrderId: undefined })
      .id
  }

  function change(order: Order): void {
    const price = order.price ?? 0
    // Do not print the trades: these limits are far from the market, so printed trades would move the price there and
    // fill all other orders.
    if (random.next() < 0.3)
      matching.trade(order.id, Math.min(random.integer(1, 5), order.quantity - order.filled), price, false)
    else orderStore.update(order.id, { price: roundToCents(price + (random.next() < 0.5 ? -0.01 : 0.01)) })
  }

  return {
    shake: (count, working = defaultWorking) => {
      while (pool.length < working) pool.push(place())
      let changed = 0
      for (let tries = 0; changed < count && tries < count + working; tries += 1) {
        next = (next + 1) % working
        const order = orderStore.get(pool[next] ?? 0)
        if (order?.status === 'Submitted') {
          change(order)
          changed += 1
        } else if (order === undefined || order.status === 'Filled' || order.status === 'Cancelled')
          pool[next] = place()
      }
      return changed
    },
  }
}
