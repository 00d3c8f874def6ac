import { stocks } from '../market/instruments.ts'
import { roundToCents } from '../market/market.ts'
import { isDone } from '../orders/order.ts'
import type { Scenario, ScenarioContext } from './scenario.ts'

/** Maximum number of working orders of the scenario. Above this number the oldest order is cancelled. */
const workingLimit = 20

/**
 * Simulates activity on the account: orders are placed, changed, filled and cancelled, and prices jump occasionally.
 */
const busyDay: Scenario = {
  name: 'busy-day',
  summary: 'another program places, fills and cancels orders, and prices jump; that many events per minute',
  parameters: [{ name: 'events', min: 1, max: 6000, defaultValue: 60 }],
  run: (context, [events = 60]) => {
    const working: number[] = []
    context.timers.every(60_000 / events, () => nextEvent(context, working))
  },
}

function nextEvent({ state, controls, random }: ScenarioContext, working: number[]): void {
  const instrument = stocks[random.integer(0, stocks.length - 1)]
  if (instrument === undefined) return
  const { last } = state.market.quote(instrument)
  const chance = random.next()
  if (chance < 0.1) {
    controls.setPrice(instrument.symbol, roundToCents(last * (1 + 0.01 * random.normal())))
    return
  }
  if (chance < 0.3 || working.length >= workingLimit) {
    const order = state.orderStore.get(working.shift() ?? 0)
    if (order !== undefined && !isDone(order)) state.lifeCycle.cancel(order.id)
    return
  }
  const side = random.next() < 0.5 ? 'BUY' : 'SELL'
  const quantity = random.integer(1, 10)
  if (chance < 0.6) {
    controls.addOrder({ symbol: instrument.symbol, side, quantity, kind: 'MKT' })
    return
  }
  const price = roundToCents(last * (side === 'BUY' ? 0.98 : 1.02))
  working.push(controls.addOrder({ symbol: instrument.symbol, side, quantity, price }))
}

const beatMilliseconds = 20
/** Maximum delay that a slow machine makes up for, in seconds. */
const longestBurst = 0.25

/** Simulates a flood of order updates and quotes. Rates are per second of real time, regardless of the speed. */
const storm: Scenario = {
  name: 'storm',
  summary: 'order updates and quotes per second, over that many working orders',
  parameters: [
    { name: 'orders', min: 0, max: 100_000, defaultValue: 1000 },
    { name: 'quotes', min: 0, max: 100_000, defaultValue: 1000 },
    { name: 'working', min: 1, max: 10_000, defaultValue: 64 },
  ],
  run: ({ state, realTimers, realNow }, [orders = 0, quotes = 0, working = 64]) => {
    let last = realNow()
    let ordersDue = 0
    let quotesDue = 0
    realTimers.every(beatMilliseconds, () => {
      const seconds = Math.min(longestBurst, (realNow() - last) / 1000)
      last = realNow()
      ordersDue += orders * seconds
      quotesDue += quotes * seconds
      state.storm.shake(Math.floor(ordersDue), Math.floor(working))
      state.market.stir(Math.floor(quotesDue))
      ordersDue %= 1
      quotesDue %= 1
    })
  },
}

const quiet: Scenario = {
  name: 'quiet',
  summary: 'prices do not move; all events are caused by the client',
  parameters: [],
  options: { marketMoves: false },
  run: () => {},
}

const nightReset: Scenario = {
  name: 'night-reset',
  summary: 'the nightly reset after that many seconds, for that many minutes',
  parameters: [
    { name: 'seconds', min: 0, max: 86_400, defaultValue: 60 },
    { name: 'minutes', min: 0, max: 1440, defaultValue: 5 },
  ],
  run: ({ controls, timers }, [seconds = 60, minutes = 5]) => {
    timers.after(seconds * 1000, () => controls.nightReset({ minutes }))
  },
}

const competingLogin: Scenario = {
  name: 'competing-login',
  summary: 'another login takes the session after that many seconds, and returns that many times after it was removed',
  parameters: [
    { name: 'seconds', min: 0, max: 86_400, defaultValue: 30 },
    { name: 'returns', min: 0, max: 1_000_000, defaultValue: 1 },
  ],
  run: ({ controls, timers, onEnd }, [seconds = 30, returns = 1]) => {
    timers.after(seconds * 1000, () => onEnd(controls.competingLogin({ returns })))
  },
}

const flakyNetwork: Scenario = {
  name: 'flaky-network',
  summary: 'late responses and frames, broken connections, lost responses; 1 (mild) to 10 (severe)',
  parameters: [{ name: 'hardness', min: 1, max: 10, defaultValue: 3 }],
  run: ({ controls, onEnd }, [hardness = 3]) => {
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
      onEnd(() => handle.remove())
    }
  },
}

export const allScenarios: readonly Scenario[] = [quiet, busyDay, storm, nightReset, flakyNetwork, competingLogin]
