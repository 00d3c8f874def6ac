import { bundleProgram } from '../../integration/simulator/bundled-program.ts'
import { type BenchmarkFigure, median } from '../benchmark-figure.ts'
import { startProgram } from '../simulator/child-program.ts'

/** Number of processes per client. Several are needed because V8's optimization differs between runs. */
const RUNS = 3
/** Number of measurements per process, alternating with the other processes. */
const TURNS = 7
const MANY = 500

type ClientName = 'bare' | 'typed' | 'multiplex' | 'original'
/** Frames per second of the reader's processor time, one value per measurement. */
type Rates = Readonly<Record<ClientName, readonly number[]>>

/**
 * Measures how many frames a program reads per second of its own processor time. The server sends as fast as the
 * program reads, over TLS like a gateway. Wall-clock time would include the sender and other load of the machine.
 */
export async function measureFrameRates(): Promise<readonly BenchmarkFigure[]> {
  const server = await bundleProgram(new URL('serve-frames.program.ts', import.meta.url))
  const reader = await bundleProgram(new URL('read-frames.program.ts', import.meta.url))
  const measure = (contracts: number, clients: readonly ClientName[]) =>
    rates(server.file, reader.file, contracts, clients)
  try {
    const one = await measure(1, ['bare', 'typed'])
    const many = await measure(MANY, ['bare', 'typed', 'multiplex', 'original'])
    return [
      figure('typed streams, 1 of them, peer ws and JSON.parse', one.typed, one.bare, 0.7),
      figure(`typed streams, ${MANY} of them, peer ws and JSON.parse`, many.typed, many.bare, 0.7),
      figure(`typed streams, ${MANY} of them, peer ibkr-client muted`, many.typed, many.original, 2.5),
      figure(`multiplex with predicates, ${MANY} of them, peer ibkr-client muted`, many.multiplex, many.original, 1),
    ]
  } finally {
    for (const each of [server, reader]) await each.remove()
  }
}

async function rates(
  serverFile: string,
  readerFile: string,
  contracts: number,
  clients: readonly ClientName[],
): Promise<Rates> {
  const server = startProgram(serverFile, [String(contracts)])
  const { port } = await server.next<{ readonly kind: 'listening'; readonly port: number }>('listening')
  const seen: Record<ClientName, number[]> = { bare: [], typed: [], multiplex: [], original: [] }
  for (let run = 0; run < RUNS; run += 1) {
    const readers = clients.map((client) => ({
      client,
      reader: startProgram(readerFile, [client, `127.0.0.1:${port}`, String(contracts)]),
    }))
    for (const { reader } of readers) await reader.next('ready')
    // Measurements are short and alternate, so that a disturbance affects all clients equally.
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const { client, reader } of readers) {
        reader.send({ kind: 'measure' })
        const { perSecond } = await reader.next<{ readonly kind: 'rate'; readonly perSecond: number }>('rate')
        seen[client].push(perSecond)
      }
    }
    for (const { reader } of readers) await reader.stop()
  }
  await server.stop()
  return seen
}

/** Uses the median of the ratios, because other load affects both sides of a measurement equally. */
function figure(what: string, ours: readonly number[], peer: readonly number[], bound: number): BenchmarkFigure {
  const ratio = median(ours.map((rate, turn) => rate / (peer[turn] ?? Number.NaN)))
  return {
    figure: `socket frames to ${what}`,
    unit: '1/s',
    ours: median(ours),
    peer: median(peer),
    ratio,
    bound: `>= ${bound} x`,
    holds: ratio >= bound,
  }
}
