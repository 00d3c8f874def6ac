import { execFileSync } from 'node:child_process'
import { buildPackages } from '../process/built-packages.ts'
import type { BenchmarkFigure } from './benchmark-figure.ts'

const RUNS = 20
/** Packages by the name that `require` resolves. ibkr-client 1.0.4 cannot be loaded as an ES module in Node. */
const PACKAGES = { ours: 'ibkr-web-client', peer: 'ibkr-client' } as const
/**
 * At commit 9aa90ba the library took 0.85, 0.93 and 1.00 of the CPU time of ibkr-client in three measurements on a busy
 * machine, each the minimum of 20 to 40 alternating processes, with the dependencies of today. The bound is 0.85 of the
 * median. In two of these measurements the library of today took 0.67 and 0.72 of that at 9aa90ba.
 */
const BOUND = 0.93 * 0.85

/** Measures the CPU time of a process that only loads the library, compared with its predecessor. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  buildPackages()
  const times = { ours: Number.POSITIVE_INFINITY, peer: Number.POSITIVE_INFINITY }
  // The processes alternate, so that other load affects both. It only makes a process slower, so the minimum is used.
  for (let run = 0; run < RUNS; run += 1) {
    for (const key of ['ours', 'peer'] as const) times[key] = Math.min(times[key], millisecondsToLoad(PACKAGES[key]))
  }
  const { ours, peer } = times
  const ratio = ours / peer
  const bound = `<= ${BOUND.toFixed(2)} x the peer (0.85 of commit 9aa90ba)`
  return [
    {
      figure: 'CPU time to load the library, peer ibkr-client',
      unit: 'ms',
      ours,
      peer,
      ratio,
      bound,
      holds: ratio <= BOUND,
    },
  ]
}

/** Returns the CPU time of a new process that loads a package, including the start of Node. */
function millisecondsToLoad(name: string): number {
  const code = `require('${name}'); const { user, system } = process.cpuUsage(); console.log((user + system) / 1e3)`
  return Number(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }))
}
