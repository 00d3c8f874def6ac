import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const tooLong = process.env.LONG === '1' ? [] : ['**/*.long.test.ts']

/** Where files own nothing of their process but sockets and timers that they close. */
const SHARING = [
  'tests/unit',
  'tests/integration/client',
  'tests/integration/host',
  'tests/integration/simulator',
  'tests/integration/web',
  'tests/layers',
]
/** What the next file in the same process would see. */
const CHANGES_ITS_PROCESS =
  /\bvi\.(mock|doMock|stubGlobal)\(|\bprocess\.chdir\(|\bprocess\.env(\.\w+|\['\w+'\]) = |\bObject\.assign\(process\.env\b/

/** Everything else, wherever it lies: a folder that is new is not left out. */
const alone = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts'))
  .filter(
    (file) =>
      !SHARING.some((folder) => file.startsWith(`${folder}/`)) || CHANGES_ITS_PROCESS.test(readFileSync(file, 'utf8')),
  )

export default defineConfig({
  test: {
    // Patience costs nothing but where something fails: build machines are slow at times.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // With two, one of them is idle most of the time: files that share a process are not parted further.
    maxWorkers: 3,
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
          include: alone,
          exclude: tooLong,
        },
      },
    ],
  },
})
