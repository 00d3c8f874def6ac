import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const tooLong = process.env.LONG === '1' ? [] : ['**/*.long.test.ts']

/** Where files own nothing of their process but sockets and timers that they close. */
const SHARING = ['tests/unit', 'tests/integration/client', 'tests/integration/simulator']
/** What the next file in the same process would see. */
const CHANGES_ITS_PROCESS = /\bvi\.(mock|doMock|stubGlobal)\(|\bprocess\.chdir\(|\bprocess\.env(\.\w+|\['\w+'\]) = /

const alone = SHARING.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((file) => file.endsWith('.test.ts') && CHANGES_ITS_PROCESS.test(readFileSync(file, 'utf8'))),
)

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        // Most files take less time than a process of their own and its imports would.
        extends: true,
        test: {
          name: 'shared',
          include: SHARING.map((folder) => `${folder}/**/*.test.ts`),
          exclude: [...tooLong, ...alone],
          isolate: false,
          unstubEnvs: true,
        },
      },
      {
        // Each in a process of its own: they count what is left behind, start programs, or change the process that they are in.
        extends: true,
        test: {
          name: 'alone',
          include: [
            'tests/integration/{cli,host,package,packaging,snippets,web}/**/*.test.ts',
            'tests/{compat,docs,faults,interop,layers}/**/*.test.ts',
            ...alone,
          ],
          exclude: tooLong,
        },
      },
    ],
  },
})
