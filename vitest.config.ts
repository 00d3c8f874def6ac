import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const excluded = process.env.LONG === '1' ? [] : ['**/*.long.test.ts']

/** Code that other files in the same process would notice. */
const CHANGES_ITS_PROCESS =
  /\bprocess\.chdir\(|\bprocess\.env(\.\w+|\['\w+'\]) = |\bObject\.assign\(process\.env\b|\bmemoryUsage\(|\bsetFlagsFromString\(/
/** Counts of sockets and files of the process: earlier files in the process would hide leaks. */
const COUNTS = /\/proc\/self\/fd|\bopenSessionFixture\(|\bconnectionsTo\(/
/** Replaced modules and globals, which `reset-modules.ts` removes before the next file. */
const MOCKS = /\bvi\.(mock|doMock|stubGlobal)\(/

const files = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'))
const contains = (pattern: RegExp) => (file: string) => pattern.test(readFileSync(file, 'utf8'))

/** Files that need their own process. */
const alone = files.filter(contains(CHANGES_ITS_PROCESS))
/** Files that need their own modules. */
const mocking = new Set(files.filter(contains(MOCKS)).map((file) => resolve(file)))
/** Files that start early in a process. */
const counting = new Set(
  files.filter((file) => file.startsWith('tests/faults/') || contains(COUNTS)(file)).map((file) => resolve(file)),
)

const execArgv = [
  // With V8's default of 16 MB, a shared process spends a tenth of its time collecting garbage.
  '--max-semi-space-size=64',
  // The host collects garbage after it used secrets, which takes 0.1 s in a process with the modules of hundreds of
  // tests. It does not find `gc` under another name. `secrets-in-memory.test.ts` tests a console with it.
  '--expose-gc-as=collectGarbage',
  // Few functions run often enough in tests to repay their optimization, which takes a tenth of the processor time with
  // V8's default of 66 kB. Newer versions of Node have other flags for this.
  ...(process.version.startsWith('v20.') ? ['--interrupt-budget=500000'] : []),
]

/** Folders whose files start programs: the run would end with one of them if they did not start early. */
const SLOW = /\/tests\/(browsers|compat|docs|interop|integration\/(cli|package|snippets))\//
/** Folders whose files wait for sockets and timers most of the time. */
const WAITS = /\/tests\/integration\/(client|host|web)\//

class SlowFirst extends BaseSequencer {
  /** A process is kept only while the next file shares it, so the files of a project follow each other. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification): number => {
      if (project.config.isolate) return 0
      if (counting.has(moduleId)) return 1
      return mocking.has(moduleId) ? 2 : SLOW.test(moduleId) ? 3 : 4
    }
    const sorted = await super.sort(files)
    const others = sorted.filter((file) => rank(file) === 4)
    const position = new Map([
      ...spread(others.filter(({ moduleId }) => WAITS.test(moduleId))),
      ...spread(others.filter(({ moduleId }) => !WAITS.test(moduleId))),
    ])
    return sorted.sort((a, b) => rank(a) - rank(b) || (position.get(a) ?? 0) - (position.get(b) ?? 0))
  }
}

/** Spreads files over the run: files that wait leave the processors to files that do not. */
function spread(files: TestSpecification[]): [TestSpecification, number][] {
  return files.map((file, index) => [file, (index + 0.5) / files.length])
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    // Long timeouts cost nothing unless a test fails, and build machines can be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Other programs on a build machine can disturb a test. The summary lists tests that pass only in a second run.
    retry: 1,
    expect: { poll: { timeout: 20_000, interval: 10 } },
    pool: 'forks',
    // More than the processors of a small machine: tests wait for programs and sockets half of the time.
    maxWorkers: 5,
    globalSetup: ['tests/process/make-rsa-keys.ts'],
    projects: [
      {
        // Sharing a process saves more time than most files take: its start and the imports.
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...excluded, ...alone],
          isolate: false,
          execArgv,
          unstubEnvs: true,
          setupFiles: ['tests/process/reset-modules.ts'],
          provide: { mockingFiles: [...mocking] },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, exclude: excluded, setupFiles: ['tests/process/change-globals.ts'] },
      },
    ],
  },
})
