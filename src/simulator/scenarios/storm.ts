import type { Scenario } from './scenario.ts'

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
