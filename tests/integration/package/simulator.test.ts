import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BareFolder, makeBareFolder } from './bare-folder.ts'
import { CODE, DECLARATIONS, testTarball } from './tarball-tests.ts'

let folder: BareFolder
beforeAll(() => {
  folder = makeBareFolder('packages/simulator')
}, 60_000)
afterAll(() => folder?.remove())

const PROGRAM = `
;(async () => {
  const simulator = await startSimulator({ mode: 'gateway', tls: false })
  await fetch(simulator.apiUrl + 'tickle', { method: 'POST' })
  const { method, path } = simulator.record.requests().at(-1)
  await simulator.close()
  console.log(method, path)
})()`

describe('packed simulator in an empty folder', () => {
  test.each([
    ['esm.mjs', `import { startSimulator } from 'ibkr-web-simulator'`],
    ['cjs.cjs', `const { startSimulator } = require('ibkr-web-simulator')`],
  ])('serves and records a request in %s', (name, load) => {
    folder.write(name, load + PROGRAM)
    expect(folder.node(name)).toBe('POST /v1/api/tickle\n')
  })

  test("runs the test in the simulator's documentation", () => {
    const page = readFileSync('docs/simulator.md', 'utf8')
    const [, example = ''] = /^## In a test\n[\s\S]*?```js\n([\s\S]*?)```$/m.exec(page) ?? []
    expect(example).toContain('startSimulator')
    folder.write('example.mjs', example)
    expect(folder.node('example.mjs')).toMatch(/^# pass 1$/m)
  })

  test('compiles without the type packages of its dependencies', () => {
    folder.write(
      'typed.mts',
      `import { type RecordedRequest, type Simulator, startSimulator } from 'ibkr-web-simulator'
await using simulator: Simulator = await startSimulator({ mode: 'oauth1', seed: 7 })
export const requests: readonly RecordedRequest[] = simulator.record.requests({ path: /tickle/ })
// @ts-expect-error: there is no such mode
startSimulator({ mode: 'oauth3' })
`,
    )
    const options = {
      module: 'node16',
      moduleResolution: 'node16',
      lib: ['es2022', 'esnext.disposable'],
      skipLibCheck: false,
    }
    expect(folder.compile(options, ['typed.mts'])).toBe('')
  })

  test('the command prints one line of JSON and exits on SIGTERM', async () => {
    const bin = join(folder.installed, 'bin/ibkr-web-simulator.mjs')
    const command = spawn(process.execPath, [bin, '--mode', 'gateway', '--http'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(command.stdout.setEncoding('utf8'), 'data')
    expect(JSON.parse(String(line))).toMatchObject({ api: expect.stringMatching(/^http:/), pid: command.pid })
    command.kill('SIGTERM')
    expect(await once(command, 'exit')).toEqual([0, null])
  })
})

describe('tarball of the simulator', () => {
  testTarball(
    {
      source: 'packages/simulator',
      files: [/^(package\.json|LICENSE|README\.md|bin\/ibkr-web-simulator\.mjs)$/, CODE, DECLARATIONS],
      packedKb: 420,
      packages: 3,
      installedMb: 4,
      native: [],
    },
    () => folder,
  )
})
