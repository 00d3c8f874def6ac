import { indices } from '../../../src/simulator/contracts/indices.ts'
import { otherStocks } from '../../../src/simulator/contracts/other-stocks.ts'
import { stocks } from '../../../src/simulator/market/instruments.ts'
import { bundleProgram } from '../../integration/simulator/bundled-program.ts'
import { type BenchmarkFigure, boundedFigure, median } from '../benchmark-figure.ts'
import { startProgram } from './child-program.ts'

const RUNS = 5
/** Number of contracts that one snapshot can name. */
const CONIDS = 100

type Listening = { readonly kind: 'listening'; readonly api: string }
type Memory = { readonly kind: 'memory'; readonly heap: number }

interface Found {
  readonly sections: readonly { readonly secType: string; readonly months?: string }[]
}

/** Measures the start of a simulator, and its memory once a client has read every option chain with quotes. */
export async function measureChains(): Promise<readonly BenchmarkFigure[]> {
  const program = await bundleProgram(new URL('report-memory.program.ts', import.meta.url))
  try {
    const starts: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const started = performance.now()
      const simulator = startProgram(program.file, [], ['--expose-gc'])
      await simulator.next<Listening>('listening')
      starts.push(performance.now() - started)
      await simulator.stop()
    }
    const simulator = startProgram(program.file, [], ['--expose-gc'])
    try {
      const { api } = await simulator.next<Listening>('listening')
      const readHeap = async () => {
        simulator.send({})
        return (await simulator.next<Memory>('memory')).heap
      }
      const before = await readHeap()
      const options = await readChains(api)
      const grown = (await readHeap()) - before
      return [
        boundedFigure('simulator: from the start of the program until it listens', 'ms', median(starts), 600),
        boundedFigure(`simulator: heap that ${options} options with quotes add`, 'MB', grown, 60),
      ]
    } finally {
      await simulator.stop()
    }
  } finally {
    await program.remove()
  }
}

/** Reads the options of all months with a quote of each. Returns their number. */
async function readChains(api: string): Promise<number> {
  const get = async <T>(path: string) => (await (await fetch(`${api}${path}`)).json()) as T
  await get('iserver/accounts')
  let count = 0
  for (const { conid, symbol } of [...stocks, ...otherStocks, ...indices]) {
    const [found] = await get<readonly Found[]>(`iserver/secdef/search?symbol=${symbol}`)
    const months = found?.sections.find(({ secType }) => secType === 'OPT')?.months?.split(';') ?? []
    for (const month of months) {
      const chain = `conid=${conid}&sectype=OPT&month=${month}`
      await get(`iserver/secdef/strikes?${chain}`)
      const options = await get<readonly { readonly conid: number }[]>(`iserver/secdef/info?${chain}`)
      count += options.length
      for (let at = 0; at < options.length; at += CONIDS) {
        const conids = options.slice(at, at + CONIDS).map((option) => option.conid)
        for (let read = 0; read < 2; read += 1)
          await get(`iserver/marketdata/snapshot?conids=${conids}&fields=31,84,86,7308,7633`)
      }
    }
  }
  return count
}
