import { instruments } from '../market/instruments.ts'
import { cents } from '../market/market.ts'
import { isDone } from '../orders/order.ts'
import type { Scenario, ScenarioContext } from './scenario.ts'

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

function happen({ world, controls, random }: ScenarioContext, working: number[]): void {
  const instrument = instruments[random.integer(0, instruments.length - 1)]
  if (instrument === undefined) return
  const { last } = world.market.quote(instrument)
  const dice = random.next()
  if (dice < 0.1) {
    controls.setPrice(instrument.symbol, cents(last * (1 + 0.01 * random.normal())))
    return
  }
  if (dice < 0.3 || working.length >= workingLimit) {
    const order = world.orderStore.get(working.shift() ?? 0)
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

const beatMilliseconds = 20
/** What a machine that was late may make up for. */
const longestBurst = 0.25

/** A flood of order updates and quotes, to see what a program does with it. Rates are real ones, whatever the speed. */
export const storm: Scenario = {
  name: 'storm',
  summary: 'order updates and quotes, so many of each a second, over so many working orders',
  parameters: [
    { name: 'orders', least: 0, most: 100_000, usual: 1000 },
    { name: 'quotes', least: 0, most: 100_000, usual: 1000 },
    { name: 'working', least: 1, most: 10_000, usual: 64 },
  ],
  play: ({ world, realTimers, realNow }, [orders = 0, quotes = 0, working = 64]) => {
    let last = realNow()
    let ordersDue = 0
    let quotesDue = 0
    realTimers.every(beatMilliseconds, () => {
      const seconds = Math.min(longestBurst, (realNow() - last) / 1000)
      last = realNow()
      ordersDue += orders * seconds
      quotesDue += quotes * seconds
      world.storm.shake(Math.floor(ordersDue), Math.floor(working))
      world.market.stir(Math.floor(quotesDue))
      ordersDue %= 1
      quotesDue %= 1
    })
  },
}

const quiet: Scenario = {
  name: 'quiet',
  summary: 'prices stand still: nothing happens but what the client does',
  parameters: [],
  options: { marketMoves: false },
  play: () => {},
}

const nightReset: Scenario = {
  name: 'night-reset',
  summary: 'the nightly reset comes after so many seconds and lasts so many minutes',
  parameters: [
    { name: 'seconds', least: 0, most: 86_400, usual: 60 },
    { name: 'minutes', least: 0, most: 1440, usual: 5 },
  ],
  play: ({ controls, timers }, [seconds = 60, minutes = 5]) => {
    timers.after(seconds * 1000, () => controls.nightReset({ minutes }))
  },
}

const competingLogin: Scenario = {
  name: 'competing-login',
  summary:
    'another login takes the session after so many seconds, and comes back so many times after it was thrown out',
  parameters: [
    { name: 'seconds', least: 0, most: 86_400, usual: 30 },
    { name: 'returns', least: 0, most: 1_000_000, usual: 1 },
  ],
  play: ({ controls, timers, atEnd }, [seconds = 30, returns = 1]) => {
    timers.after(seconds * 1000, () => atEnd(controls.competingLogin({ returns })))
  },
}

const flakyNetwork: Scenario = {
  name: 'flaky-network',
  summary: 'answers and frames are late, connections break, some answers are lost; the more, the higher the number',
  parameters: [{ name: 'hardness', least: 1, most: 10, usual: 3 }],
  play: ({ controls, atEnd }, [hardness = 3]) => {
    const share = hardness / 100
    for (const fault of [
      `latency=${40 * hardness}±${40 * hardness}@/*`,
      `reset@/*,probability=${share / 2}`,
      `reset@/*,probability=${share / 2},processed=no`,
      `503@/iserver/*,probability=${share}`,
      `cut=40@/*,probability=${share / 4}`,
      `latency=${20 * hardness}±${20 * hardness}@ws`,
      `reset@ws,probability=${share / 20}`,
      `half-open@ws,probability=${share / 100}`,
    ]) {
      const handle = controls.faults.add(fault)
      atEnd(() => handle.remove())
    }
  },
}

/** Every scenario that exists. */
export const allScenarios: readonly Scenario[] = [quiet, busyDay, storm, nightReset, flakyNetwork, competingLogin]
