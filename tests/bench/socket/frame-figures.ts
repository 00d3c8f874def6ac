import { bundleProgram } from '../../integration/simulator/bundled-program.ts'
import { type Figure, median } from '../figure.ts'
import { startProgram } from '../simulator/child-program.ts'

const RUNS = 5
const MANY = 500

type Manner = 'bare' | 'typed' | 'multiplex' | 'original'
/** Frames a second, one for each turn. */
type Rates = Readonly<Record<Manner, readonly number[]>>

/** Frames a second that one program takes from a server that sends as fast as they are read, over TLS as from a gateway. */
export async function frameFigures(): Promise<readonly Figure[]> {
  const server = await bundleProgram(new URL('serve-frames.program.ts', import.meta.url))
  const reader = await bundleProgram(new URL('read-frames.program.ts', import.meta.url))
  const measure = (contracts: number, manners: readonly Manner[]) => rates(server.file, reader.file, contracts, manners)
  try {
    const one = await measure(1, ['bare', 'typed'])
    const many = await measure(MANY, ['bare', 'typed', 'multiplex', 'original'])
    return [
      figure('typed streams, 1 of them, peer ws and JSON.parse', one.typed, one.bare, 0.7),
      figure(`typed streams, ${MANY} of them, peer ws and JSON.parse`, many.typed, many.bare, 0.7),
      figure(`typed streams, ${MANY} of them, peer ibkr-client muted`, many.typed, many.original, 3.5),
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
  manners: readonly Manner[],
): Promise<Rates> {
  const server = startProgram(serverFile, [String(contracts)])
  const { port } = await server.next<{ readonly kind: 'listening'; readonly port: number }>('listening')
  const seen: Record<Manner, number[]> = { bare: [], typed: [], multiplex: [], original: [] }
  // By turns, so that a busy moment of the machine touches all.
  for (let run = 0; run < RUNS; run += 1) {
    for (const manner of manners) {
      const reader = startProgram(readerFile, [manner, `127.0.0.1:${port}`, String(contracts)])
      const { perSecond } = await reader.next<{ readonly kind: 'rate'; readonly perSecond: number }>('rate')
      seen[manner].push(perSecond)
      await reader.untilEnded()
    }
  }
  await server.stop()
  return seen
}

/** The ratio is that of a turn: what else the machine does meanwhile touches both sides of it alike. */
function figure(what: string, ours: readonly number[], peer: readonly number[], bound: number): Figure {
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
