import { get, type IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longCases } from '../../process/long-run-tests.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { findDocumented, readOperationList } from '../../unit/catalogue/read-fixture.ts'
import { accountId } from './coverage/valid-request.ts'
import { runningGateway } from './running-gateway.ts'

/** Login operations are left out: they have other rejections and their own tests. */
const ways = ['oauth', 'sso', 'ws', 'ccp']
const operations = [...readOperationList().operations, ...readOperationList().legacy]
  .filter(({ path }) => path.startsWith('/v1/api/'))
  .map(({ method, path }) => ({ method, path: path.slice('/v1/api/'.length) }))
  .filter(({ path }) => !ways.includes(path.split('/')[0] ?? ''))

/** Values of the `{name}` parts of paths. */
const values: Readonly<Record<string, string>> = { accountId, conid: '8314', pageId: '0', page: '0', typecode: 'BA' }
const concrete = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '1')

describe('404 responses of the portal layer', () => {
  const page = {
    status: 404,
    contentType: 'text/html;charset=utf-8',
    body: '<html><body><h1>Resource not found</h1></body></html>',
  }

  test.each(['nothing', 'iserver', 'iserver/nothing/at/all', 'portfolio/accounts/x/y/z', 'tickle/1'])(
    'returns the 404 page for the unknown path %s',
    async (path) => {
      const { client } = await runningGateway()
      expect(await client.get(path)).toMatchObject(page)
    },
  )

  test('returns the 404 page for every operation with a wrong method', async () => {
    const { client } = await runningGateway()
    for (const { path } of longCases(20, operations)) {
      expect([path, await client.send('PATCH', concrete(path))]).toMatchObject([path, page])
    }
  })
})

test("returns the error page of IBKR's edge servers for a request without a User-Agent", async () => {
  const simulator = await startSimulator({ mode: 'oauth1', tls: false })
  releaseAfterTest(() => simulator.close())
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${simulator.apiUrl}iserver/accounts`, resolve).on('error', reject)
  })
  response.resume()
  const { statusCode, headers } = response
  expect([statusCode, headers['content-type']]).toEqual([403, 'text/html;charset=utf-8'])
})

describe('400 responses of iserver', () => {
  /** Operations with parameters that the document requires but the server defaults. */
  const withDefaults = ['iserver/marketdata/history?period', 'iserver/marketdata/history?bar']
  /** The conid can replace the symbol, and the rejection names all three parameters. */
  const ofItsOwn = ['trsrv/secdef/schedule?assetClass', 'trsrv/secdef/schedule?symbol']

  const lacking = operations.flatMap(({ method, path }) => {
    const required = findDocumented(method, `/${path}`)?.parameters?.filter(
      (each) => each.in === 'query' && each.required,
    )
    return (required ?? []).map(({ name }) => ({ method, path, name }))
  })
  test.each(lacking.filter(({ path, name }) => ![...withDefaults, ...ofItsOwn].includes(`${path}?${name}`)))(
    'returns 400 if $name is missing in $method $path',
    async ({ method, path, name }) => {
      const { client, warmUp } = await runningGateway()
      await warmUp()
      // Values of all other parameters.
      const others = { conid: '8314', sectype: 'OPT', symbol: 'IBM', source: 'USD', assetClass: 'STK' }
      const query = new URLSearchParams(Object.entries(others).filter(([other]) => other !== name))
      const { status, contentType, body } = await client.send(method, `${concrete(path)}?${query}`)
      expect({ status, contentType, body }).toEqual({
        ...iserverError(''),
        body: { error: expect.stringMatching(`^Bad Request: .*${name} (is|are) required$`), statusCode: 400 },
      })
    },
  )

  /** Operations with an optional body according to the document. */
  const bodyOptional = [
    'iserver/auth/ssodh/init',
    'iserver/reply/{replyId}',
    'iserver/questions/suppress',
    'iserver/marketdata/unsubscribe',
    'iserver/secdef/search',
    'fyi/settings/{typecode}',
  ]
  const posted = operations.filter(({ method, path }) => {
    const { requestBody } = findDocumented(method, `/${path}`) ?? {}
    return requestBody !== undefined && method !== 'DELETE' && !bodyOptional.includes(path)
  })
  test.each(posted)('returns 400 if $method $path has no body', async ({ method, path }) => {
    const { client, warmUp } = await runningGateway({ dynamicAccounts: true })
    await warmUp()
    const { status, contentType, body } = await client.send(method, concrete(path))
    expect({ status, contentType, body }).toEqual(iserverError("Bad Request: body can't be empty"))
  })

  test.each([
    ['GET', 'iserver/account/U1/summary'],
    ['GET', 'iserver/account/U1/summary/margins'],
    ['GET', 'iserver/account/U1/alerts'],
  ])('returns 400 if %s %s names an account of another user', async (method, path) => {
    const { client, warmUp } = await runningGateway()
    await warmUp()
    expect(await client.send(method, path)).toMatchObject(iserverError('Bad Request: accountId is not valid: U1'))
  })

  test('returns 400 without a brokerage session for every operation that needs one', async () => {
    const { client, simulator } = await runningGateway()
    simulator.controls.endBrokerageSession()
    const open = ['iserver/auth/', 'iserver/reauthenticate']
    for (const { method, path } of operations) {
      if (!path.startsWith('iserver/') || open.some((start) => path.startsWith(start))) continue
      const response = await client.send(method, concrete(path), method === 'GET' ? undefined : {})
      expect([path, response]).toMatchObject([path, iserverError('Bad Request: no bridge')])
    }
  })

  test('returns 400 for an invalid value', async () => {
    const { client } = await runningGateway()
    for (const path of [
      'iserver/secdef/strikes?conid=8314&sectype=STK&month=JAN30',
      'iserver/exchangerate?source=USD&target=XXX',
      'iserver/currency/pairs?currency=XXX',
      'fyi/notifications?max=many',
      'iserver/contract/1/info',
      'iserver/contract/1/info-and-rules',
      'contract/trading-schedule?conid=1',
      'iserver/account/order/status/0',
      'iserver/secdef/info?conid=756733&sectype=OPT&month=202701',
    ]) {
      const { status, contentType, body } = await client.get(path)
      expect([path, status, contentType, body]).toEqual([
        path,
        400,
        'application/json; charset=utf-8',
        { error: expect.stringMatching(/^Bad Request: \w+ is not valid: /), statusCode: 400 },
      ])
    }
  })
})

test.each([
  'portfolio/U1/ledger',
  'portfolio/U1/positions/0',
  'portfolio2/U1/positions',
  'acesws/U1/signatures-and-owners',
])('returns 401 if %s names an account of another user', async (path) => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  expect((await client.get(path)).status).toBe(401)
})

test.each([
  ['POST', 'pa/transactions', { acctIds: ['U1'], conids: [8314], currency: 'USD', days: 7 }, 500],
  ['POST', 'pa/performance', { acctIds: ['U1'], period: '1M' }, 500],
  ['GET', 'iserver/account/order/status/1', undefined, 503],
  ['PUT', 'fyi/notifications/0', undefined, 200],
  ['DELETE', 'iserver/watchlist?id=88882', undefined, 200],
  ['GET', 'iserver/marketdata/history?conid=756733&period=INVALID&bar=1min', undefined, 200],
  ['GET', 'md/regsnapshot?conid=756733', undefined, 400],
])('responds like the live API to %s %s for something that does not exist', async (method, path, body, status) => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  expect((await client.send(method, path, body)).status).toBe(status)
})

test('returns 503 for dynamic account operations if the user has no dynamic accounts', async () => {
  const { client } = await runningGateway()
  const refusal = { status: 503, body: { error: expect.stringContaining('currently unavailable'), statusCode: 503 } }
  expect(await client.get('iserver/account/search/DU')).toMatchObject(refusal)
  expect(await client.post('iserver/dynaccount', { acctId: accountId })).toMatchObject(refusal)
})

function iserverError(error: string) {
  return { status: 400, contentType: 'application/json; charset=utf-8', body: { error, statusCode: 400 } }
}
