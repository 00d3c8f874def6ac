import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createTradingFixture } from './trading-fixture.ts'

test('uses constant memory and time per order over 100,000 orders', () => {
  const { clock, state, place } = createTradingFixture()
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = () => {
    collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const spend = (orders: number) => {
    const began = performance.now()
    for (let count = 0; count < orders; count += 1) {
      place({
        quantity: 1,
        side: count % 2 === 0 ? 'BUY' : 'SELL',
        tif: 'IOC',
        clientOrderId: `order-${count}-${orders}`,
      })
      if (count % 100 === 0) clock.advance(400)
    }
    clock.advance(400)
    return (performance.now() - began) / orders
  }
  const early = spend(20_000)
  const before = heap()
  const late = spend(80_000)
  expect(state.orderStore.all().length).toBeLessThan(10_100)
  expect(heap() - before).toBeLessThan(4)
  expect(late).toBeLessThan(early * 3)
}, 120_000)
