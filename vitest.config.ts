import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const excluded = process.env.LONG === '1' ? [] : ['**/*.long.test.ts']

/** Replaced modules and globals, which the next file in the same process would notice. */
const MOCKS = /\bvi\.(mock|doMock|stubGlobal)\(/

/** Code that other files in the same process would notice, or that counts what the process holds. */
const CHANGES_ITS_PROCESS =
  /\bprocess\.chdir\(|\bprocess\.env(\.\w+|\['\w+'\]) = |\bObject\.assign\(process\.env\b|\/proc\/self\/fd|\bmemoryUsage\(|\bsetFlagsFromString\(/

const files = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'))
const contains = (pattern: RegExp) => (file: string) => pattern.test(readFileSync(file, 'utf8'))

/** Files that need their own process: those that change it, and those that count its sockets and timers. */
const alone = files.filter((file) => file.startsWith('tests/faults/') || contains(CHANGES_ITS_PROCESS)(file))
/** Files that need their own modules. */
const mocking = files.filter((file) => !alone.includes(file) && contains(MOCKS)(file))

const execArgv = [
  // With V8's default of 16 MB, a shared process spends a tenth of its time collecting garbage.
  '--max-semi-space-size=64',
  // The host collects garbage after it used secrets, which takes 0.1 s in a process with the modules of hundreds of
  // tests. It does not find `gc` under another name. `secrets-in-memory.test.ts` tests a console with it.
  '--expose-gc-as=unused',
]

/** Folders whose files start programs: the run would end with one of them if they did not start early. */
const SLOW = /\/tests\/(compat|docs|interop|integration\/(cli|package|snippets))\//

class SlowFirst extends BaseSequencer {
  /** A process or thread is kept only while the next file shares it, so the files of a project follow each other. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification): number =>
      project.config.isolate ? 0 : project.name === 'mocking' ? 1 : SLOW.test(moduleId) ? 2 : 3
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    // Long timeouts cost nothing unless a test fails, and build machines can be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000, interval: 10 } },
    pool: 'forks',
    // More than the processors of a small machine: tests wait for programs and sockets half of the time.
    maxWorkers: 4,
    globalSetup: ['tests/process/make-rsa-keys.ts'],
    setupFiles: ['tests/process/cache-prime-checks.ts', 'tests/process/reuse-rsa-keys.ts'],
    projects: [
      {
        // Sharing a process saves more time than most files take: its start and the imports.
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...excluded, ...alone, ...mocking],
          isolate: false,
          execArgv,
          unstubEnvs: true,
        },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude: excluded } },
      {
        extends: true,
        test: {
          name: 'mocking',
          include: mocking,
          exclude: excluded,
          pool: 'threads',
          isolate: false,
          setupFiles: ['tests/process/reset-modules.ts'],
        },
      },
    ],
  },
})
