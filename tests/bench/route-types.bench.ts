import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeBareFolder } from '../integration/package/install-in-bare-folder.ts'
import { buildPackages } from '../process/built-packages.ts'
import { installReleaseChecks, findReleaseTool as tool } from '../process/release-checks.ts'
import { type BenchmarkFigure, boundedFigure } from './benchmark-figure.ts'

const RUNS = 5
const COMPILERS = [
  ['5.9', tool('typescript-5.9/bin/tsc')],
  ['6', tool('typescript-6/bin/tsc')],
] as const

const PROGRAM = `
import { IbkrClient } from 'ibkr-web-client'
const client = new IbkrClient('localhost:5000')
const { accounts } = await client.request('GET /iserver/accounts')
console.log(accounts)
`
/** Declarations without the types of the routes. */
const UNTYPED = 'export interface Routes { [route: string]: { input: any; response: any } }\n'
const DECLARATIONS = 'out/types/esm/client/routes/routes.generated.d.ts'
/** Writes the CPU time of a compiler in seconds to a file. */
const REPORT = `process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  require('node:fs').writeFileSync('seconds.txt', String((user + system) / 1e6))
})`

/** Measures the CPU time that the types of the routes add to the compiler of a program. */
export async function runBenchmark(): Promise<readonly BenchmarkFigure[]> {
  buildPackages()
  installReleaseChecks()
  const folder = makeBareFolder('packages/client')
  const declarations = join(folder.installed, DECLARATIONS)
  const typed = readFileSync(declarations, 'utf8')
  folder.write('program.mts', PROGRAM)
  folder.write('report.cjs', REPORT)
  const compilerOptions = { strict: true, target: 'es2022', module: 'nodenext', noEmit: true, types: ['node'] }
  folder.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['program.mts'] }))
  const measure = (compiler: string, text: string): number => {
    writeFileSync(declarations, text)
    folder.node('--require', './report.cjs', compiler, '-p', '.')
    return Number(folder.read('seconds.txt'))
  }
  try {
    return COMPILERS.map(([version, compiler]) => {
      const seconds = { typed: Number.POSITIVE_INFINITY, untyped: Number.POSITIVE_INFINITY }
      // The runs alternate, so that other load affects both. It only makes a run slower, so the minimum is used.
      for (let run = 0; run < RUNS; run += 1) {
        seconds.untyped = Math.min(seconds.untyped, measure(compiler, UNTYPED))
        seconds.typed = Math.min(seconds.typed, measure(compiler, typed))
      }
      const figure = `CPU time that the route types add to TypeScript ${version}, of ${seconds.typed.toFixed(1)} s`
      return boundedFigure(figure, 's', seconds.typed - seconds.untyped, 1)
    })
  } finally {
    folder.remove()
  }
}
