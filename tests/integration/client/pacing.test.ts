import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { clientOf, simulate } from './simulator-fixture.ts'
import { skippableClock } from './skippable-clock.ts'

const PATHS = [
  'iserver/accounts',
  'trsrv/stocks?symbols=AAPL',
  'iserver/marketdata/snapshot?conids=265598&fields=31',
  'iserver/accounts',
  'iserver/marketdata/history?conid=265598&period=1d&bar=1h',
]

it('sends 200 mixed requests with varying network delays without a 429 from a server that enforces the limits', async () => {
  const clock = skippableClock()
  const simulator = await simulate({ mode: 'gateway', pacing: 'enforce', clock })
  const client = clientOf(simulator, { pacing: true, clock, timeout: 3_600_000 })
  const paths = Array.from({ length: 196 }, (_, i) => PATHS[i % PATHS.length] ?? '')
  paths.push('tickle', 'tickle', 'iserver/account/orders', 'iserver/account/orders')
  let open = paths.length
  const outcomes = paths.map((path) =>
    client
      .request({ path, raw: true })
      .then(
        ({ status }) => status,
        (error: unknown) => error,
      )
      .finally(() => {
        open -= 1
      }),
  )
  // Time passes in small and large steps while requests are in flight, so that some requests and responses are delayed.
  for (let round = 0; open > 0; round++) {
    clock.skip(round % 17 === 0 ? 400 : 2)
    await turn()
  }
  expect(new Set(await Promise.all(outcomes))).toEqual(new Set([200]))
  expect(simulator.controls.penaltyBox()).toEqual([])
})
