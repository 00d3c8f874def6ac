import { setTimeout as wait } from 'node:timers/promises'
import { stocks } from '../../../src/simulator/market/instruments.ts'
import { bundleProgram } from '../../integration/simulator/bundled-program.ts'
import type { BenchmarkFigure } from '../benchmark-figure.ts'
import { startProgram } from './child-program.ts'

/** More requests than the simulator's limits (10,000 orders, 20,000 executions, 5,000 requests and frames). */
const WARM_UP = 50_000
const ORDERS = 100_000
const FRAMES = 1_000_000
const CONNECTIONS = 16

type Listening = { readonly kind: 'listening'; readonly port: number; readonly api: string; readonly ws: string }
type Memory = { readonly kind: 'memory'; readonly peak: number; readonly heap: number }
type Total = { readonly kind: 'total'; readonly total: number }
type Placed = { readonly kind: 'placed'; readonly refused: number }

/** Measures the memory of a simulator after a long day, compared with its memory once all limits were reached. */
export async function measureMemory(): Promise<readonly BenchmarkFigure[]> {
  const program = (name: string) => bundleProgram(new URL(`${name}.program.ts`, import.meta.url))
  const [memoryReport, orders, counter] = [
    await program('report-memory'),
    await program('place-orders'),
    await program('count-frames'),
  ]
  const simulator = startProgram(memoryReport.file, [], ['--expose-gc'])
  try {
    const { port, api, ws } = await simulator.next<Listening>('listening')
    const { session } = (await (await fetch(`${api}tickle`, { method: 'POST' })).json()) as { session: string }
    await fetch(`${api}iserver/accounts`)
    const quotes = stocks.map(({ conid }) => `smd+${conid}+{"fields":["31","84","86"]}`)
    const listener = startProgram(counter.file, [ws, '1', `api=${session}`, 'sor+{}', 'str+{}', 'spl+{}', ...quotes])
    await listener.next('open')
    const client = startProgram(orders.file, [String(port), String(CONNECTIONS)])

    async function work(count: number): Promise<Memory & { readonly frames: number }> {
      client.send({ orders: count })
      const { refused } = await client.next<Placed>('placed')
      if (refused > 0) throw new Error(`${refused} of ${count} orders were refused`)
      // Waits for the last fills and commissions while quotes and profit continue.
      await wait(5_000)
      simulator.send({})
      return { ...(await simulator.next<Memory>('memory')), frames: (await listener.next<Total>('total')).total }
    }

    const before = await work(WARM_UP)
    const after = await work(ORDERS)
    const frames = after.frames - before.frames
    await client.stop()
    await listener.stop()
    return [
      grown('highest resident memory', before.peak, after.peak),
      grown('heap in use', before.heap, after.heap),
      {
        figure: `simulator: socket frames in the meantime, with ${ORDERS} orders`,
        unit: '',
        ours: frames,
        peer: null,
        ratio: null,
        bound: `>= ${FRAMES}`,
        holds: frames >= FRAMES,
      },
    ]
  } finally {
    await simulator.stop()
    for (const each of [memoryReport, orders, counter]) await each.remove()
  }
}

function grown(what: string, peer: number, ours: number): BenchmarkFigure {
  const ratio = ours / peer
  return {
    figure: `simulator: ${what} after ${ORDERS} orders, peer after the warm-up`,
    unit: 'MB',
    ours,
    peer,
    ratio,
    bound: '<= 1.1 x after the warm-up',
    holds: ratio <= 1.1,
  }
}
