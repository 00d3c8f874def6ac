import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { IbkrClient } from '../../src/client/index.ts'
import { startSimulator } from '../../src/simulator/start.ts'
import { type Figure, median } from './figure.ts'

const REQUESTS = 200
const AT_ONCE = 16
const RUNS = 3

/** What both clients are asked to do. */
interface Client {
  request(input: { readonly path: string }): Promise<unknown>
}

/** The client library: requests against its predecessor's. */
export async function run(): Promise<readonly Figure[]> {
  return throughput()
}

async function throughput(): Promise<readonly Figure[]> {
  const simulator = await startSimulator({ mode: 'gateway', marketMoves: false })
  const host = `${simulator.host}:${simulator.port}`
  // Its ESM entry does not load in Node: only `require` works.
  const original = createRequire(import.meta.url)('ibkr-client') as { IbkrClient: new (host: string) => Client }
  const [ours, theirs] = [new IbkrClient(host), new original.IbkrClient(host)]
  try {
    const figures: Figure[] = []
    for (const [name, atOnce] of [
      ['one at a time', 1],
      [`${AT_ONCE} at a time`, AT_ONCE],
    ] as const) {
      const rates: { ours: number; theirs: number }[] = []
      // By turns, so that a busy moment of the machine touches both.
      for (let run = 0; run < RUNS; run++)
        rates.push({ ours: await rate(ours, atOnce), theirs: await rate(theirs, atOnce) })
      figures.push(atLeastTimes(`requests over TLS to a gateway, ${name}`, rates, 2))
    }
    return figures
  } finally {
    await ours.close()
    await simulator.close()
  }
}

async function rate(client: Client, atOnce: number): Promise<number> {
  // Connections of the run before come to rest.
  await wait(50)
  const started = performance.now()
  for (let sent = 0; sent < REQUESTS; sent += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => client.request({ path: 'iserver/accounts' })))
  }
  return REQUESTS / ((performance.now() - started) / 1_000)
}

function atLeastTimes(figure: string, rates: readonly { ours: number; theirs: number }[], bound: number): Figure {
  const ours = median(rates.map((one) => one.ours))
  const peer = median(rates.map((one) => one.theirs))
  const ratio = ours / peer
  return { figure, unit: '1/s', ours, peer, ratio, bound: `>= ${bound} x ibkr-client`, holds: ratio >= bound }
}
