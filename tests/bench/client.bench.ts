import { bundleProgram } from '../integration/simulator/bundled-program.ts'
import { boundedFigure, type Figure, median } from './figure.ts'
import { type ChildProgram, startProgram } from './simulator/child-program.ts'

const RUNS = 5
/** Fewer requests for the original package, which opens a connection per request. */
const REQUESTS = { ours: 5_000, undici: 5_000, original: 500 } as const
const WARM_UP = { ours: 2_000, undici: 2_000, original: 100 } as const
const ENDURANCE = 10_000

type Peer = keyof typeof REQUESTS
type Listening = { readonly kind: 'listening'; readonly port: number }
type Sent = {
  readonly kind: 'sent'
  readonly perSecond: number
  readonly megabytes: number
  readonly descriptors: number
}

/**
 * Requests to a gateway over TLS: against the library's predecessor, and against the bare library underneath. The cheap server shows
 * the cost of the clients, the simulator their rate with a realistic server. Each runs in its own process.
 */
export async function run(): Promise<readonly Figure[]> {
  return [...(await requestsTo('serve-gateway', 'cheap server')), ...(await requestsTo('serve-simulator', 'simulator'))]
}

async function requestsTo(serving: string, name: string): Promise<readonly Figure[]> {
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
    const figures: Figure[] = []
    for (const [manner, atOnce, bound] of [
      ['one at a time', 1, 8],
      ['16 at a time', 16, 12],
    ] as const) {
      const rates = await compare(clients, atOnce)
      const what = `gateway requests, ${name}, ${manner}`
      figures.push(atLeast(`${what}, peer ibkr-client`, rates.ours, rates.original, bound))
      figures.push(atLeast(`${what}, peer bare undici`, rates.ours, rates.undici, 0.6))
    }
    return [...figures, ...(await endure(clients.ours, name))]
  } finally {
    for (const child of [...Object.values(clients), server]) await child.stop()
    for (const each of [gateway, load]) await each.remove()
  }
}

async function compare(
  clients: Readonly<Record<Peer, ChildProgram>>,
  atOnce: number,
): Promise<Readonly<Record<Peer, number>>> {
  const rates: Record<Peer, number[]> = { ours: [], undici: [], original: [] }
  for (const peer of Object.keys(rates) as Peer[]) await send(clients[peer], WARM_UP[peer], atOnce)
  // Alternating, so that other load affects all.
  for (let run = 0; run < RUNS; run++) {
    for (const peer of Object.keys(rates) as Peer[])
      rates[peer].push((await send(clients[peer], REQUESTS[peer], atOnce)).perSecond)
  }
  return { ours: median(rates.ours), undici: median(rates.undici), original: median(rates.original) }
}

/** Memory and descriptors after many more requests, compared with those after the warm-up. */
async function endure(client: ChildProgram, name: string): Promise<readonly Figure[]> {
  const before = await send(client, ENDURANCE, 16)
  const after = await send(client, ENDURANCE, 16)
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

function send(client: ChildProgram, requests: number, atOnce: number): Promise<Sent> {
  client.send({ requests, atOnce })
  return client.next<Sent>('sent')
}

function atLeast(figure: string, ours: number, peer: number, bound: number): Figure {
  const ratio = ours / peer
  return { figure, unit: '1/s', ours, peer, ratio, bound: `>= ${bound} x the peer`, holds: ratio >= bound }
}
