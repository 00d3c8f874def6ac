import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeFailedRun } from '../../process/describe-failed-run.ts'
import { installReleaseChecks, NODE_24, findReleaseTool as tool } from '../../process/release-checks.ts'
import { vectors } from '../../unit/client/oauth1-test-vectors.ts'
import { type BareFolder, makeBareFolder } from './install-in-bare-folder.ts'
import { EXPORTED_FUNCTIONS, MODULE_FORMATS, program, TYPESCRIPT_PROGRAM } from './library-programs.ts'

/** Versions of Node that the packages support, and the version that runs the tests. */
const RUNTIMES = [
  [process.version, process.execPath],
  ['Node 22', tool('node-22/bin/node')],
  ['Node 24', NODE_24],
] as const

const COMPILERS = [
  ['5.4', tool('typescript-5.4/bin/tsc')],
  ['5.9', tool('typescript-5.9/bin/tsc')],
  ['6', tool('typescript-6/bin/tsc')],
  ['7', resolve('node_modules/typescript/bin/tsc')],
] as const

let client: BareFolder
let simulator: BareFolder
beforeAll(() => {
  installReleaseChecks()
  client = makeBareFolder('packages/client')
  simulator = makeBareFolder('packages/simulator')
}, 600_000)
afterAll(() => {
  client?.remove()
  simulator?.remove()
})

describe.each(RUNTIMES)('packages on %s', (_, executable) => {
  test.each(MODULE_FORMATS)('the client works in %s', (name, load) => {
    client.write(name, program(load))
    expect(JSON.parse(client.run(executable, name))).toEqual({
      host: 'localhost:5000',
      token: vectors.synthetic_dh[0]?.live_session_token_base64,
      functions: EXPORTED_FUNCTIONS,
      sameError: true,
      missing: [],
    })
  })

  test.each([
    ['esm.mjs', "import { startSimulator } from 'ibkr-web-simulator'"],
    ['cjs.cjs', "const { startSimulator } = require('ibkr-web-simulator')"],
  ])('the simulator responds in %s', (name, load) => {
    simulator.write(name, `${load}\n${ONE_REQUEST}`)
    expect(simulator.run(executable, name)).toBe('POST /v1/api/tickle\n')
  })
})

const ONE_REQUEST = `
;(async () => {
  const simulator = await startSimulator({ mode: 'gateway', tls: false })
  await fetch(simulator.apiUrl + 'tickle', { method: 'POST' })
  const { method, path } = simulator.record.requests().at(-1)
  await simulator.close()
  console.log(method, path)
})()`

describe.each(COMPILERS)('packages with TypeScript %s', (_, compiler) => {
  test.each([
    ['node16', ['typed.mts', 'typed.cts']],
    ['nodenext', ['typed.mts', 'typed.cts']],
    ['bundler', ['typed.ts']],
  ])('the declarations of the client compile under %s, including their dependencies', (moduleResolution, files) => {
    for (const file of files) client.write(file, TYPESCRIPT_PROGRAM)
    const module = moduleResolution === 'bundler' ? 'preserve' : moduleResolution
    expect(client.compile({ module, moduleResolution, skipLibCheck: false }, files, compiler)).toBe('')
  })

  test('the declarations of the simulator compile under nodenext, including their dependencies', () => {
    const types = "import { type Simulator, startSimulator } from 'ibkr-web-simulator'\n"
    simulator.write(
      'typed.mts',
      `${types}export const started: Promise<Simulator> = startSimulator({ mode: 'gateway' })\n`,
    )
    const options = { module: 'nodenext', moduleResolution: 'nodenext', skipLibCheck: false }
    expect(simulator.compile(options, ['typed.mts'], compiler)).toBe('')
  })
})

describe('completions in an editor', () => {
  test.each([
    ["client.request('|')", 201, 'GET /iserver/accounts'],
    ["client.request('GET /portfolio/{accountId}/summary', { path: { | } })", 1, 'accountId'],
    ["session.placeOrders('U1', [{ conid: 1, orderType: '|' }])", 12, 'TRAILLMT'],
    ["session.placeOrders('U1', [{ conid: 1, side: 'BUY', quantity: 1, orderType: '|' }])", 12, 'MOC'],
    ["bracket({ parent, stopLoss: { orderType: '|' } })", 4, 'TRAIL'],
  ])('offers all values for %s', (code, count, example) => {
    client.write('editor.cjs', COMPLETIONS)
    const text = `import { bracket, IbkrClient, type NewOrder } from 'ibkr-web-client'
      declare const parent: NewOrder
      const client = new IbkrClient('localhost:5000')
      const session = client.connect()
      ${code}`
    const names: readonly string[] = JSON.parse(client.node('editor.cjs', tool('typescript-6/lib/typescript.js'), text))
    expect(names).toContain(example)
    expect(names).toHaveLength(count)
  })
})

/** Prints the names that TypeScript's language service offers at the `|` of a program. */
const COMPLETIONS = `
const [api, text] = process.argv.slice(2)
const ts = require(api)
const file = process.cwd() + '/editor.ts'
const code = text.replace('|', '')
const service = ts.createLanguageService({
  ...ts.sys,
  useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
  getScriptFileNames: () => [file],
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => ts.ScriptSnapshot.fromString(name === file ? code : ts.sys.readFile(name) ?? ''),
  getCurrentDirectory: () => process.cwd(),
  getCompilationSettings: () => ({ strict: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 }),
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: (name) => name === file || ts.sys.fileExists(name),
})
const { entries } = service.getCompletionsAtPosition(file, text.indexOf('|'), {})
console.log(JSON.stringify(entries.map(({ name }) => name)))
`

test.each(['packages/client', 'packages/simulator'])('publint finds no problem in %s', (folder) => {
  expect(run('publint/src/cli.js', '--strict', folder)).toContain('All good!')
})

test.each(['packages/client', 'packages/simulator'])('each module system resolves the right types of %s', (folder) => {
  const [tarball] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', client.installed], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    }),
  )
  expect(run('@arethetypeswrong/cli/dist/index.js', join(client.installed, tarball.filename))).toContain('No problems')
})

test('no module exports a name that no other module reads', () => {
  const include = ['--include', 'files,exports,types,nsExports,enumMembers']
  expect(run('knip/bin/knip.js', '-c', 'release-checks/knip.json', '--no-progress', ...include)).toBe('')
})

/** Runs a tool of the release checks in this checkout. Returns its output, even if the tool fails. */
function run(path: string, ...args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [tool(path), ...args], { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return describeFailedRun(error)
  }
}
