import { bundleProgram } from '../../integration/simulator/bundled-program.ts'
import { type BenchmarkFigure, boundedFigure, median } from '../benchmark-figure.ts'
import { type ChildProgram, startProgram } from './child-program.ts'

const RUNS = 3
const REQUESTS = 20_000
const CONNECTIONS = 32
const STARTS = 7

type Listening = {
  readonly kind: 'listening'
  readonly milliseconds: number
  readonly port: number
  readonly keys: object
}
type Requests = { readonly kind: 'requests'; readonly perSecond: number; readonly refused: number }

/**
 * Measures the signed requests per second of a simulator, compared with Node's bare server, and the simulator's start
 * time.
 */
export async function measureRequests(): Promise<readonly BenchmarkFigure[]> {
  const program = (name: string) => bundleProgram(new URL(`${name}.program.ts`, import.meta.url))
  const [signed, bare, load] = [
    await program('serve-signed'),
    await program('serve-bare-http'),
    await program('load-requests'),
  ]
  try {
    const first = startProgram(signed.file)
    const { keys } = await first.next<Listening>('listening')
    await first.stop()
    const rates: { ours: number; peer: number }[] = []
    // The runs alternate, so that other load affects both servers.
    for (let run = 0; run < RUNS; run += 1) {
      const server = startProgram(signed.file, [JSON.stringify(keys)])
      const peer = startProgram(bare.file)
      rates.push({ ours: await rate(server, load.file, keys, true), peer: await rate(peer, load.file, keys, false) })
    }
    const [ours, peer] = [median(rates.map((one) => one.ours)), median(rates.map((one) => one.peer))]
    const starts: number[] = []
    for (let count = 0; count < STARTS; count += 1) {
      const server = startProgram(signed.file, [JSON.stringify(keys), 'tls'])
      starts.push((await server.next<Listening>('listening')).milliseconds)
      await server.stop()
    }
    return [
      {
        figure: 'simulator: signed requests, peer bare node:http',
        unit: '1/s',
        ours,
        peer,
        ratio: ours / peer,
        bound: '>= 5000 1/s',
        holds: ours >= 5_000,
      },
      boundedFigure('simulator: process start to listening over TLS, keys cached', 'ms', median(starts), 300),
    ]
  } finally {
    for (const each of [signed, bare, load]) await each.remove()
  }
}

async function rate(server: ChildProgram, loadFile: string, keys: object, signed: boolean): Promise<number> {
  const { port } = await server.next<Listening>('listening')
  const load = startProgram(loadFile)
  load.send({ port, keys, signed, connections: CONNECTIONS, requests: REQUESTS })
  const { perSecond, refused } = await load.next<Requests>('requests')
  await load.stop()
  await server.stop()
  if (refused > 0) throw new Error(`${refused} of ${REQUESTS} requests were refused`)
  return perSecond
}
