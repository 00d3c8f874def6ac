import { IbkrClient } from '../../src/client/index.ts'
import { type Budget, limitsFor } from '../../src/client/pacing/limits.ts'
import { startSimulator } from '../../src/simulator/start.ts'
import { atMost, type Figure } from './figure.ts'

/** 200 requests as a program mixes them at its start: many that only the limit over all paths holds, some with one of their own. */
const REQUESTS = mix({
  'iserver/accounts': 60,
  'trsrv/stocks?symbols=AAPL': 50,
  'iserver/marketdata/history?conid=265598&period=1d&bar=1h': 40,
  'iserver/marketdata/snapshot?conids=265598&fields=31': 35,
  tickle: 9,
  'iserver/account/orders': 3,
  'portfolio/accounts': 3,
})

/** Pacing: how much longer 200 requests take than the limits ask for, against a simulator that enforces them. */
export async function run(): Promise<readonly Figure[]> {
  const simulator = await startSimulator({ mode: 'gateway', marketMoves: false, pacing: 'enforce' })
  const client = new IbkrClient(`${simulator.host}:${simulator.port}`, { pacing: true })
  try {
    const started = performance.now()
    const statuses = await Promise.all(
      REQUESTS.map((path) => client.request({ path, raw: true }).then(({ status }) => status)),
    )
    const took = performance.now() - started
    const refused = statuses.filter((status) => status === 429).length
    const least = leastMs(REQUESTS)
    const ratio = took / least
    return [
      {
        figure: '200 mixed requests under pacing',
        unit: 'ms',
        ours: took,
        peer: least,
        ratio,
        bound: '<= 1.05 x the least that the limits allow',
        holds: ratio <= 1.05,
      },
      atMost('429 among them', 'answers', refused, 0),
    ]
  } finally {
    await client.close()
    await simulator.close()
  }
}

/** Of `n` requests that share a budget, the last cannot leave before so many whole windows have passed. */
function leastMs(paths: readonly string[]): number {
  const counts = new Map<string, { readonly budget: Budget; readonly requests: number }>()
  for (const path of paths) {
    for (const { key, budget } of limitsFor('GET', path).limits) {
      counts.set(key, { budget, requests: (counts.get(key)?.requests ?? 0) + 1 })
    }
  }
  const each = [...counts.values()].map(
    ({ budget, requests }) => (Math.ceil(requests / budget.count) - 1) * budget.windowMs,
  )
  return Math.max(...each)
}

/** Spreads each path evenly over the whole. */
function mix(amounts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(amounts)
    .flatMap(([path, amount]) => Array.from({ length: amount }, (_, i) => ({ path, at: (i + 0.5) / amount })))
    .sort((a, b) => a.at - b.at)
    .map(({ path }) => path)
}
