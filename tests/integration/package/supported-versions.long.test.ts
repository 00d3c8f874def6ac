import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
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

/** Returns a file of type tests as a program of the package's users. */
const readTypeTests = (path: string): string =>
  readFileSync(path, 'utf8').replace(/'(?:\.\.\/)+src\/client\/index\.ts'/, "'ibkr-web-client'")

const TYPESCRIPT_PROGRAMS = {
  typed: TYPESCRIPT_PROGRAM,
  routes: readTypeTests('tests/unit/client/routes/route-type-checks.ts'),
  orders: readTypeTests('tests/unit/client/order-type-checks.ts'),
}

/** The compiler needs a name for each type that it infers here. */
const EXPORTING_PROGRAM = `
import { bracket, IbkrClient, type NewOrder, routeRequest } from 'ibkr-web-client'
const client = new IbkrClient('localhost:5000')
const session = client.connect()
export const status = client.request('POST /iserver/auth/status')
export const positions = (accountId: string) => client.request('GET /portfolio/{accountId}/positions/{pageId}', { path: { accountId, pageId: 0 } })
export const orders = async () => (await session.request('GET /iserver/account/orders')).orders
export const place = (order: NewOrder) => session.placeOrders('U1', [order])
export const exits = (parent: NewOrder) => bracket({ parent, stopLoss: { orderType: 'STP', price: 1, tif: 'DAY' } })
export const request = routeRequest('GET /iserver/scanner/params', { maxBytes: 1_000_000, raw: true })
export const { streams } = session
export const quotes = streams.quotes(265598, ['bid', 'ask'])
`

/** Names that public declarations use and no entry exports, by the reason. A program needs none of them. */
const INTERNAL_TYPES = {
  'the library alone calls these constructors': [
    'ActiveExercise',
    'ActiveSubscriptions',
    'ActiveSubscriptionsDeps',
    'DropInSocketDeps',
    'EventListeners',
    'FirstUsePin',
    'FrameHandler',
    'Listener',
    'OrderFailureDetails',
    'ProxySettings',
    'SocketEvents',
    'SocketTarget',
    'StreamSession',
    'StreamSource',
    'SupervisedSocket',
    'SupervisedSocketDeps',
    'TlsAndProxy',
    'TlsPolicy',
  ],
  'a list from which exported types are derived': [
    'ERROR_CODES_BY_PHASE',
    'ORDER_STATUSES',
    'faultKinds',
    'observedOnce',
  ],
  'describes a value of such a list': ['FaultKind', 'FaultNumberRule', 'FaultPlace'],
  'a part of order types': [
    'DependentField',
    'Exit',
    'NotInThisOrder',
    'OrderBody',
    'PriceField',
    'SizedByCash',
    'SizedByQuantity',
    'Without',
  ],
  'a part of another type': [
    'ComboLeg',
    'ContractIdentity',
    'ContractNames',
    'FailedRequest',
    'NamedLeg',
    'NeedsNoInput',
    'Next',
  ],
  'the base class, with the members of an Observable': ['NonThrowingObservable'],
}

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

// A compiler checks all declarations of the library, which takes 10 s or more, and runs beside the other tests.
describe.each(COMPILERS)('packages with TypeScript %s', { timeout: 300_000 }, (_, compiler) => {
  test.each([
    ['node16', ['mts', 'cts']],
    ['nodenext', ['mts', 'cts']],
    ['bundler', ['ts']],
  ])('programs and type tests compile under %s, with all declarations', (moduleResolution, extensions) => {
    const files = Object.entries(TYPESCRIPT_PROGRAMS).flatMap(([name, text]) =>
      extensions.map((extension) => {
        client.write(`${name}.${extension}`, text)
        return `${name}.${extension}`
      }),
    )
    const module = moduleResolution === 'bundler' ? 'preserve' : moduleResolution
    // Type tests of orders need `noUncheckedIndexedAccess`: one accesses an item that a list may lack.
    const options = { module, moduleResolution, skipLibCheck: false, noUncheckedIndexedAccess: true }
    expect(client.compile(options, files, compiler)).toBe('')
  })

  test('writes declarations for a program that exports responses, orders and streams', () => {
    client.write('exporting.mts', EXPORTING_PROGRAM)
    const options = { module: 'nodenext', moduleResolution: 'nodenext', noEmit: false, declaration: true }
    expect(client.compile(options, ['exporting.mts'], compiler)).toBe('')
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

describe('completions in an editor', { timeout: 300_000 }, () => {
  test.each([
    ["client.request('|')", 200, 'GET /iserver/accounts'],
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

test('exports every type that its public declarations use, except internal ones', () => {
  const program = 'tests/integration/package/find-unexported-types.mjs'
  const found = [client, simulator].flatMap(({ installed }) =>
    JSON.parse(client.node(resolve(program), tool('typescript-6/lib/typescript.js'), installed)),
  )
  expect(found.sort()).toEqual(Object.values(INTERNAL_TYPES).flat().sort())
})

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

test('no module exports a name that no other module reads', { timeout: 300_000 }, () => {
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
