import { type ContractDescription, IbkrClient, type SessionSupervisor } from '../../src/client/index.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { type BenchmarkFigure, boundedFigure } from './benchmark-figure.ts'

/** Number of strikes on each side of the price. */
const EACH = 10
/** Requests per second that IBKR allows through the gateway. */
const PACE = 10

/** Measures on a real clock how fast an option chain appears through a gateway that enforces IBKR's rate limits. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  const simulator = await startSimulator({ mode: 'gateway', tls: false, pacing: 'enforce' })
  const client = new IbkrClient(`${simulator.host}:${simulator.port}`, { baseUrl: simulator.apiUrl })
  const session = client.connect({ socket: false })
  try {
    await session.ready()
    return await measureChain(session, simulator)
  } finally {
    await client.close()
    await simulator.close()
  }
}

async function measureChain(session: SessionSupervisor, simulator: Simulator): Promise<readonly BenchmarkFigure[]> {
  const infos = () => simulator.record.requests({ path: '/v1/api/iserver/secdef/info' }).length
  const started = performance.now()
  const chain = await session.optionChain('AAPL', { each: EACH })
  const listed = performance.now()
  const contracts: ContractDescription[] = []
  let quoted: Promise<number> | undefined
  for await (const contract of chain.contracts()) {
    contracts.push(contract)
    quoted ??= untilQuoted(session, contract.conid)
  }
  const complete = performance.now()
  const firstQuotes = (await quoted) ?? Number.NaN
  const sent = simulator.record.requests({ path: /secdef/ }).length
  const before = infos()
  const again = await session.optionChain('AAPL', { each: EACH })
  let repeated = 0
  for await (const _ of again.contracts()) repeated += 1
  const what = `option chain of ${chain.strikes.length} strikes and ${contracts.length} contracts`
  return [
    boundedFigure(`${what}: strikes`, 'ms', listed - started, 500),
    boundedFigure(`${what}: first quotes after the strikes`, 'ms', firstQuotes - listed, 2_000),
    boundedFigure(`${what}: complete, with ${sent} requests`, 'ms', complete - started, (sent / PACE) * 1_000 + 2_000),
    boundedFigure(`${what}: info calls to read ${repeated} contracts again`, '', infos() - before, 0),
  ]
}

/** Resolves to the time at which a snapshot has a price of a contract. The first one only requests it. */
async function untilQuoted(session: SessionSupervisor, conid: number): Promise<number> {
  for (;;) {
    const [row] = await session.request('GET /iserver/marketdata/snapshot', {
      query: { conids: [conid], fields: ['31'] },
    })
    if (row?.['31'] !== undefined) return performance.now()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
