import { IbkrClient } from '../../src/client/index.ts'
import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { type BenchmarkFigure, boundedFigure } from './benchmark-figure.ts'

/** Limit of `count` requests in every window. */
interface Limit {
  readonly count: number
  readonly windowMs: number
}

interface Load {
  readonly requests: number
  /**
   * IBKR's published limits for the path. They are repeated here, because a wrong limit in the client would go
   * unnoticed.
   */
  readonly own: readonly Limit[]
}

/** Pacing limit over all paths. */
const ALL_PATHS: Limit = { count: 10, windowMs: 1_000 }
const ONCE_PER_5_S: readonly Limit[] = [{ count: 1, windowMs: 5_000 }]

/** 200 requests as a program sends them at its start: many with only the global limit, some with their own limit. */
const LOADS: Readonly<Record<string, Load>> = {
  'iserver/accounts': { requests: 60, own: [] },
  'trsrv/stocks?symbols=AAPL': { requests: 50, own: [] },
  'iserver/marketdata/history?conid=265598&period=1d&bar=1h': {
    requests: 40,
    own: [
      { count: 10, windowMs: 1_000 },
      { count: 50, windowMs: 60_000 },
    ],
  },
  'iserver/marketdata/snapshot?conids=265598&fields=31': { requests: 35, own: [{ count: 10, windowMs: 1_000 }] },
  tickle: { requests: 9, own: [{ count: 1, windowMs: 1_000 }] },
  'iserver/account/orders': { requests: 3, own: ONCE_PER_5_S },
  'portfolio/accounts': { requests: 3, own: ONCE_PER_5_S },
}

/**
 * Measures the duration of 200 paced requests on an enforcing simulator, compared with the minimum that the limits
 * allow.
 */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const simulator = await startSimulator({ mode: 'gateway', marketMoves: false, pacing: 'enforce' })
  const client = new IbkrClient(`${simulator.host}:${simulator.port}`, { pacing: true })
  try {
    const started = performance.now()
    const statuses = await Promise.all(
      mix(LOADS).map((path) => client.request({ path, raw: true }).then(({ status }) => status)),
    )
    const took = performance.now() - started
    const refused = statuses.filter((status) => status === 429).length
    const least = leastMs(LOADS)
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
      boundedFigure('429 among them', 'responses', refused, 0),
    ]
  } finally {
    await client.close()
    await simulator.close()
  }
}

/** Returns the minimum duration in ms of requests that share a limit: the full windows before the last one. */
function leastMs(loads: Readonly<Record<string, Load>>): number {
  const each = Object.values(loads)
  const held = ({ count, windowMs }: Limit, requests: number): number => (Math.ceil(requests / count) - 1) * windowMs
  const all = each.reduce((sum, { requests }) => sum + requests, 0)
  return Math.max(
    held(ALL_PATHS, all),
    ...each.flatMap(({ requests, own }) => own.map((limit) => held(limit, requests))),
  )
}

/** Spreads the requests of each path evenly. */
function mix(loads: Readonly<Record<string, Load>>): readonly string[] {
  return Object.entries(loads)
    .flatMap(([path, { requests }]) => Array.from({ length: requests }, (_, i) => ({ path, at: (i + 0.5) / requests })))
    .sort((a, b) => a.at - b.at)
    .map(({ path }) => path)
}
