import { bundleProgram } from '../../integration/simulator/bundled-program.ts'
import { type BenchmarkFigure, median } from '../benchmark-figure.ts'
import { startProgram } from './child-program.ts'

const RUNS = 3
const SECONDS = 2

/** The bound is low because a single reader receives every order and quote. */
const oneClient = (_perSecond: number, ratio: number) => ({ bound: '>= 0.1 x bare ws', holds: ratio >= 0.1 })
const eightClients = (perSecond: number) => ({ bound: '>= 200000 1/s', holds: perSecond >= 200_000 })

/** Report of `measureFrames`. */
type Frames = { readonly kind: 'frames'; readonly perSecond: number; readonly cores: number }

/**
 * Measures the frames per second from a simulator to another process, compared with bare `ws` that sends the same
 * frames.
 */
export async function measureFrameRates(): Promise<readonly BenchmarkFigure[]> {
  const program = (name: string) => bundleProgram(new URL(`${name}.program.ts`, import.meta.url))
  const counter = await program('count-frames')
  const ours = await program('send-frames')
  const bare = await program('serve-bare-frames')
  try {
    const figures: BenchmarkFigure[] = []
    for (const [name, sockets, bound] of [
      ['one client', 1, oneClient],
      ['eight clients', 8, eightClients],
    ] as const) {
      const rates: { ours: number; peer: number }[] = []
      // The runs alternate, so that other load affects both servers.
      for (let run = 0; run < RUNS; run += 1) {
        const args = [counter.file, String(sockets), String(SECONDS)]
        rates.push({ ours: await rate(ours.file, args), peer: await rate(bare.file, args) })
      }
      const [here, peer] = [median(rates.map((one) => one.ours)), median(rates.map((one) => one.peer))]
      const figure = `simulator: socket frames of a storm to ${name}, peer bare ws`
      figures.push({ figure, unit: '1/s', ours: here, peer, ratio: here / peer, ...bound(here, here / peer) })
    }
    return figures
  } finally {
    for (const each of [counter, ours, bare]) await each.remove()
  }
}

async function rate(file: string, args: readonly string[]): Promise<number> {
  const program = startProgram(file, args)
  const { perSecond } = await program.next<Frames>('frames')
  await program.untilEnded()
  return perSecond
}
