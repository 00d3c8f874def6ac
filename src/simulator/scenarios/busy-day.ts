import { instruments } from '../market/instruments.ts'
import { cents } from '../market/market.ts'
import { isDone } from '../orders/order.ts'
import type { Scenario, Stage } from './scenario.ts'

/** Orders of the scenario that may work at a time; beyond it the oldest is cancelled. */
const workingLimit = 20

/** Somebody else trades on the account: orders come, change, fill and are cancelled, and now and then a price jumps. */
export const busyDay: Scenario = {
  name: 'busy-day',
  summary: 'orders from elsewhere come, fill and are cancelled, prices jump; so many events a minute',
  parameters: [{ name: 'events', least: 1, most: 6000, usual: 60 }],
  play: (stage, [events = 60]) => {
    const working: number[] = []
    stage.timers.every(60_000 / events, () => happen(stage, working))
  },
}

function happen({ world, controls, random }: Stage, working: number[]): void {
  const instrument = instruments[random.integer(0, instruments.length - 1)]
  if (instrument === undefined) return
  const { last } = world.market.quote(instrument)
  const dice = random.next()
  if (dice < 0.1) {
    controls.setPrice(instrument.symbol, cents(last * (1 + 0.01 * random.normal())))
    return
  }
  if (dice < 0.3 || working.length >= workingLimit) {
    const order = world.book.get(working.shift() ?? 0)
    if (order !== undefined && !isDone(order)) world.lifeCycle.cancel(order.id)
    return
  }
  const side = random.next() < 0.5 ? 'BUY' : 'SELL'
  const quantity = random.integer(1, 10)
  if (dice < 0.6) {
    controls.addOrder({ symbol: instrument.symbol, side, quantity, kind: 'MKT' })
    return
  }
  const price = cents(last * (side === 'BUY' ? 0.98 : 1.02))
  working.push(controls.addOrder({ symbol: instrument.symbol, side, quantity, price }))
}
