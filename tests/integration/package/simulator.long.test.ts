import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longTest } from '../../process/long-run-tests.ts'
import { type BareFolder, makeBareFolder } from './install-in-bare-folder.ts'
import { CODE_FILE, DECLARATION_FILE, testTarball } from './tarball-tests.ts'

let folder: BareFolder
beforeAll(() => {
  folder = makeBareFolder('packages/simulator')
}, 60_000)
afterAll(() => folder?.remove())

const PYTEST = '/usr/bin/pytest-3'

/** Returns the first code block of a section of the page about tests. */
function exampleOf(section: string, language: string): string {
  const page = readFileSync('docs/simulator-in-tests.md', 'utf8')
  const [, example] =
    new RegExp(`^## ${section}\\n[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\`$`, 'm').exec(page) ?? []
  if (example === undefined) throw new Error(`The page has no example in ${language} for ${section}`)
  return example
}

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

  test('runs the example for node:test in the documentation', () => {
    folder.write('example.mjs', exampleOf('node:test', 'js'))
    expect(folder.node('example.mjs')).toMatch(/^# pass 1$/m)
  })

  longTest('runs the example for Vitest in the documentation', () => {
    folder.link('vitest')
    folder.link('ibkr-web-client')
    folder.write('example.test.ts', exampleOf('Vitest', 'ts'))
    expect(folder.node('node_modules/vitest/vitest.mjs', 'run', '--no-color')).toMatch(/Tests +1 passed/)
  })

  longTest.skipIf(!existsSync(PYTEST))('runs the example for pytest in the documentation', () => {
    const command = join(folder.installed, 'bin/ibkr-web-simulator.mjs')
    // npm makes the command executable and links it when it installs the package.
    chmodSync(command, 0o755)
    mkdirSync(join(folder.installed, '../.bin'))
    symlinkSync(command, join(folder.installed, '../.bin/ibkr-web-simulator'))
    folder.write('test_example.py', exampleOf('pytest', 'python'))
    expect(folder.run(PYTEST, '-q', '-p', 'no:cacheprovider', 'test_example.py')).toMatch(/2 passed/)
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
      files: [/^(package\.json|LICENSE|README\.md|bin\/ibkr-web-simulator\.mjs)$/, CODE_FILE, DECLARATION_FILE],
      packedKb: 420,
      packages: 3,
      installedMb: 4,
      native: [],
    },
    () => folder,
  )
})
