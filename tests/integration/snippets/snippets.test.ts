import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ibkrClient, typescript } from '../../../src/shared/snippets/node.ts'
import { pythonRequests } from '../../../src/shared/snippets/python.ts'
import { type ScriptLanguage, writeRequestScript } from '../../../src/shared/snippets/request-script.ts'
import { curl, httpie } from '../../../src/shared/snippets/shell.ts'
import { IBKR_URL, writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { isLongRun, longCases } from '../../process/long-run-tests.ts'
import { expectChange, expectRead } from './expect-request.ts'
import {
  AWKWARD_CHANGE,
  AWKWARD_READ,
  areInstalled,
  practiceProfile,
  profileOf,
  REDIRECT_PRELOAD,
  runAsPrinted,
  runSnippet,
} from './run-snippet.ts'

const PYTHON = '/usr/bin/python3'

let gateway: Simulator
let oauth1: Simulator
/** Simulator for clients that always connect to IBKR's address. */
let oauth1OverTls: Simulator
beforeAll(async () => {
  gateway = await startSimulator({ mode: 'gateway', loggedIn: true, usedSession: true })
  oauth1 = await startSimulator({ mode: 'oauth1', tls: false, querySigningMode: 'strict' })
  oauth1OverTls = await startSimulator({ mode: 'oauth1', certNames: ['api.ibkr.com'] })
})
afterAll(async () => {
  await Promise.all([gateway.close(), oauth1.close(), oauth1OverTls.close()])
})

const FORMATS = [
  { name: 'curl', needs: ['/usr/bin/curl', '/bin/bash'], format: curl, run: ['bash', 'request.sh'] },
  { name: 'HTTPie', needs: ['/usr/bin/http', '/bin/bash'], format: httpie, run: ['bash', 'request.sh'] },
  { name: 'TypeScript', needs: [], format: typescript, run: [process.execPath, 'request.mjs'] },
  {
    name: 'JavaScript with ibkr-client',
    needs: [],
    format: ibkrClient,
    run: [process.execPath, '--require', REDIRECT_PRELOAD, 'request.cjs'],
  },
  {
    name: 'Python with requests',
    needs: [PYTHON, '/usr/lib/python3/dist-packages/requests', '/usr/lib/python3/dist-packages/cryptography'],
    format: pythonRequests,
    run: [PYTHON, 'request.py'],
  },
] as const

/** Formats of the short run. The scripts of several requests below also run curl. */
const SHORT: readonly string[] = ['TypeScript']

describe.each(FORMATS.filter(({ name }) => isLongRun || SHORT.includes(name)))(
  '$name snippet, run against the simulator',
  ({ needs, format, run }) => {
    const here = areInstalled(...needs)

    test.runIf(here)('the snippet sends the request to a gateway and prints the response', async () => {
      const profile = profileOf(gateway)
      expectRead(await runSnippet(gateway, writeSnippet(format, AWKWARD_READ, profile), [run], '/secdef/search'))
      expectChange(await runSnippet(gateway, writeSnippet(format, AWKWARD_CHANGE, profile), [run], '/contract/rules'))
    })

    test.runIf(here)('the snippet of an order exits with an error unless IBKR accepted the order', async () => {
      const order = (price: number) => ({
        method: 'POST',
        path: '/v1/api/iserver/account/DU1234567/orders',
        body: JSON.stringify({
          orders: [{ conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price, tif: 'DAY' }],
        }),
      })
      const send = (price: number) =>
        runSnippet(gateway, writeSnippet(format, order(price), profileOf(gateway)), [run], '/orders')
      const failure = (price: number) =>
        send(price).then(
          () => undefined,
          (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => error,
        )
      expect(await failure(1)).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('o163'),
        stderr: expect.stringContaining('POST /v1/api/iserver/reply/ID'),
      })
      await gateway.controls.setPrice('AAPL', 240)
      expect((await send(239)).output).toContain('order_id')
      // A page without JSON, as a gateway sends while it restarts, and a server that does not respond.
      for (const fault of ['503@POST /iserver/account/*', 'reset@POST /iserver/account/*']) {
        const handle = gateway.controls.faults.add(fault)
        expect((await failure(239))?.code, fault).toBeGreaterThan(0)
        handle.remove()
      }
    })

    // Separate tests below cover logins that a format does not support.
    if (writeSnippet(format, AWKWARD_READ, { kind: 'oauth1', baseUrl: IBKR_URL }).kind === 'impossible') return
    // In the short run, the test below with a script of several requests covers this login.
    if (!isLongRun) return
    test.runIf(here)(
      'the snippet logs in with OAuth 1.0a and signs queries in the mode that a strict server requires',
      async () => {
        const isOriginal = format === ibkrClient
        const server: Simulator = isOriginal ? oauth1OverTls : oauth1
        const profile = isOriginal ? ({ kind: 'oauth1', baseUrl: IBKR_URL } as const) : profileOf(server)
        const read = await runSnippet(server, writeSnippet(format, AWKWARD_READ, profile), [run], '/secdef/search')
        expect(read.request?.verification).toBe('verified')
        expectRead(read)
        const change = await runSnippet(server, writeSnippet(format, AWKWARD_CHANGE, profile), [run], '/contract/rules')
        expect(change.request?.verification).toBe('verified')
        expectChange(change)
      },
    )
  },
)

test.each(longCases(1, FORMATS))(
  'the $name snippet for Practice runs as printed, and its first response is complete',
  async ({ needs, format }) => {
    if (!areInstalled(...needs)) return
    const request = { method: 'GET', path: '/v1/api/portfolio/DU1234567/summary' }
    expect(await runAsPrinted(writeSnippet(format, request, practiceProfile()))).toMatch(/netliquidation/i)
  },
)

test('a script of several requests logs in once and sends only the reads', async () => {
  const requests = [
    { request: AWKWARD_READ, title: 'first', reads: true },
    { request: AWKWARD_CHANGE, title: 'a change\nrm -rf', reads: false },
    { request: { method: 'GET', path: '/v1/api/portfolio/accounts' }, title: 'last', reads: true },
  ]
  const seen = async (server: Simulator, language: ScriptLanguage, run: readonly [string, ...string[]]) => {
    const before = server.record.requests().length
    await runSnippet(server, writeRequestScript(requests, profileOf(server), language), [run], '')
    const paths = server.record
      .requests()
      .slice(before)
      .map(({ path }) => path.split('/').at(-1))
    return paths.filter((path) => ['search', 'rules', 'accounts', 'live_session_token'].includes(path ?? ''))
  }
  expect(await seen(gateway, 'bash', ['bash', 'history.sh'])).toEqual(['search', 'accounts'])
  const node = [process.execPath, 'history.mjs'] as const
  expect(await seen(oauth1, 'typescript', node)).toEqual(['live_session_token', 'search', 'accounts'])
  if (isLongRun && areInstalled(PYTHON)) {
    const python = await seen(oauth1, 'python', [PYTHON, 'history.py'])
    expect(python).toEqual(['live_session_token', 'search', 'accounts'])
  }
})

test('curl and HTTPie do not support OAuth 1.0a', () => {
  for (const format of [curl, httpie]) {
    expect(writeSnippet(format, AWKWARD_READ, profileOf(oauth1))).toMatchObject({ kind: 'impossible' })
  }
})
