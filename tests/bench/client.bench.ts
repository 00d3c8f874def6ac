import { bundleProgram } from '../integration/simulator/bundled-program.ts'
import { type BenchmarkFigure, boundedFigure, median } from './benchmark-figure.ts'
import { type ChildProgram, startProgram } from './simulator/child-program.ts'

const RUNS = 5
/** ibkr-client sends fewer requests, because it opens a connection for each request. */
const REQUESTS = { ours: 5_000, undici: 5_000, original: 500, byPath: 5_000, byRoute: 5_000 } as const
const WARM_UP = { ours: 2_000, undici: 2_000, original: 100, byPath: 2_000, byRoute: 2_000 } as const
/** Senders that differ by at most 3 % need more runs than senders that differ by a factor. */
const ROUTE_RUNS = 15
/** A request by route is at most 3 % slower than the same request by path. */
const ROUTE_BOUND = 0.97
const ENDURANCE = 10_000

type Peer = keyof typeof REQUESTS
type Listening = { readonly kind: 'listening'; readonly port: number }
type Sent = {
  readonly kind: 'sent'
  readonly perSecond: number
  /** Requests per second of processor time, on which other programs on the machine have little effect. */
  readonly perCpuSecond: number
  readonly megabytes: number
  readonly descriptors: number
}

/**
 * Measures requests to a gateway over TLS, compared with the library's predecessor and with undici alone. The fast
 * server shows the cost of the clients; the simulator shows their rate with a realistic server. Each runs in its own
 * process. The part `routes` measures only requests by route.
 */
export async function runBenchmark(parts: readonly string[]): Promise<readonly BenchmarkFigure[]> {
  const byRoute = await requestsByRoute()
  if (parts.includes('routes')) return [byRoute]
  return [
    byRoute,
    ...(await requestsTo('serve-gateway', 'cheap server')),
    ...(await requestsTo('serve-simulator', 'simulator')),
  ]
}

/** Measures alternating requests by route and by path from one process: two processes differ by more than the bound. */
async function requestsByRoute(): Promise<BenchmarkFigure> {
  const program = (name: string) => bundleProgram(new URL(`client/${name}.program.ts`, import.meta.url))
  const [gateway, load] = [await program('serve-gateway'), await program('send-requests')]
  const server = startProgram(gateway.file)
  const { port } = await server.next<Listening>('listening')
  const child = startProgram(load.file, ['byPath,byRoute', `127.0.0.1:${port}`], ['--expose-gc'])
  await child.next('listening')
  const clients = { byPath: child, byRoute: child }
  try {
    const { byPath = 0, byRoute = 0 } = await compare(clients, 16, ROUTE_RUNS, 'perCpuSecond')
    return atLeast(
      'requests by route per second of CPU time, cheap server, peer the same by path',
      byRoute,
      byPath,
      ROUTE_BOUND,
    )
  } finally {
    for (const each of [child, server]) await each.stop()
    for (const each of [gateway, load]) await each.remove()
  }
}

async function requestsTo(serving: string, name: string): Promise<readonly BenchmarkFigure[]> {
  const program = (name: string) => bundleProgram(new URL(`client/${name}.program.ts`, import.meta.url))
  const [gateway, load] = [await program(serving), await program('send-requests')]
  const server = startProgram(gateway.file)
  const { port } = await server.next<Listening>('listening')
  const start = async (peer: Peer): Promise<ChildProgram> => {
    const child = startProgram(load.file, [peer, `127.0.0.1:${port}`], ['--expose-gc'])
    await child.next('listening')
    return child
  }
  const clients = { ours: await start('ours'), undici: await start('undici'), original: await start('original') }
  try {
    const figures: BenchmarkFigure[] = []
    for (const [manner, atOnce, bound] of [
      ['one at a time', 1, 8],
      ['16 at a time', 16, 12],
    ] as const) {
      const { ours = 0, original = 0, undici = 0 } = await compare(clients, atOnce, RUNS, 'perSecond')
      const what = `gateway requests, ${name}, ${manner}`
      figures.push(atLeast(`${what}, peer ibkr-client`, ours, original, bound))
      figures.push(atLeast(`${what}, peer bare undici`, ours, undici, 0.6))
    }
    return [...figures, ...(await endure(clients.ours, name))]
  } finally {
    for (const child of [...Object.values(clients), server]) await child.stop()
    for (const each of [gateway, load]) await each.remove()
  }
}

async function compare(
  clients: Readonly<Partial<Record<Peer, ChildProgram>>>,
  atOnce: number,
  runs: number,
  rate: 'perSecond' | 'perCpuSecond',
): Promise<Readonly<Partial<Record<Peer, number>>>> {
  const peers = Object.entries(clients) as [Peer, ChildProgram][]
  const rates = new Map<Peer, number[]>(peers.map(([peer]) => [peer, []]))
  for (const [peer, client] of peers) await send(client, peer, WARM_UP[peer], atOnce)
  // The runs alternate, so that other load affects all senders.
  for (let run = 0; run < runs; run++) {
    for (const [peer, client] of peers) rates.get(peer)?.push((await send(client, peer, REQUESTS[peer], atOnce))[rate])
  }
  // The maximum is used because other programs only make a run slower, and by more than the bound of 3 %.
  const pick = rate === 'perCpuSecond' ? (each: number[]) => Math.max(...each) : median
  return Object.fromEntries([...rates].map(([peer, each]) => [peer, pick(each)]))
}

/** Compares memory and descriptors after many more requests with the values after the warm-up. */
async function endure(client: ChildProgram, name: string): Promise<readonly BenchmarkFigure[]> {
  const before = await send(client, 'ours', ENDURANCE, 16)
  const after = await send(client, 'ours', ENDURANCE, 16)
  return [
    boundedFigure(
      `resident memory gained by ${ENDURANCE} requests, ${name}`,
      'MB',
      after.megabytes - before.megabytes,
      20,
    ),
    boundedFigure(
      `open descriptors gained by ${ENDURANCE} requests, ${name}`,
      '',
      after.descriptors - before.descriptors,
      10,
    ),
  ]
}

function send(client: ChildProgram, peer: Peer, requests: number, atOnce: number): Promise<Sent> {
  client.send({ peer, requests, atOnce })
  return client.next<Sent>('sent')
}

function atLeast(figure: string, ours: number, peer: number, bound: number): BenchmarkFigure {
  const ratio = ours / peer
  return { figure, unit: '1/s', ours, peer, ratio, bound: `>= ${bound} x the peer`, holds: ratio >= bound }
}
