import { describe, expect, it } from 'vitest'
import { IbkrClient, IbkrError, type Route } from '../../../../src/client/index.ts'
import { releaseAfterTest } from '../../../process/release-after-test.ts'
import { startScriptedGateway, waitForState } from '../scripted-gateway.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

async function setUp(): Promise<{ client: IbkrClient; server: TestServer }> {
  const server = await startTestServer((_seen, response) => response.end('{"ok":true}'))
  const client = new IbkrClient(server.baseUrl)
  releaseAfterTest(server.close)
  releaseAfterTest(() => client.close())
  return { client, server }
}

const POSITIONS = 'GET /portfolio/{accountId}/positions/{pageId}'

describe('request by route', () => {
  it('fills in path parameters and sends query and headers', async () => {
    const { client, server } = await setUp()
    const body: unknown = await client.request(POSITIONS, {
      path: { accountId: 'U 1?#%', pageId: 0 },
      query: { sort: 'name', model: 'a/b' },
      headers: { 'x-mine': '1' },
    })
    expect(body).toEqual({ ok: true })
    await client.request(POSITIONS, { path: { accountId: 'U2', pageId: 1 } })
    expect(server.seen[1]?.url).toBe('/v1/api/portfolio/U2/positions/1')
    expect(server.seen[0]).toMatchObject({
      method: 'GET',
      url: '/v1/api/portfolio/U%201%3F%23%25/positions/0?sort=name&model=a%2Fb',
      headers: { 'x-mine': '1' },
      body: '',
    })
  })

  it('sends an object as JSON, a form as form data, and a string unchanged', async () => {
    const { client, server } = await setUp()
    await client.request('POST /iserver/reply/{replyId}', { path: { replyId: 'r1' }, body: { confirmed: true } })
    await client.request('POST /oauth2/api/v1/token', { body: new URLSearchParams({ grant_type: 'x' }) })
    await client.request('POST /iserver/reply/{replyId}' as never, { path: { replyId: 'r1' }, body: '{}' } as never)
    const forms = server.seen.map(({ url, body, headers }) => [url, body, headers['content-type']])
    expect(forms).toEqual([
      ['/v1/api/iserver/reply/r1', '{"confirmed":true}', 'application/json'],
      ['/oauth2/api/v1/token', 'grant_type=x', 'application/x-www-form-urlencoded'],
      ['/v1/api/iserver/reply/r1', '{}', 'application/json'],
    ])
  })

  it('resolves to the whole response with the option raw', async () => {
    const { client } = await setUp()
    const { status, body } = await client.request('POST /tickle', { raw: true })
    expect([status, new TextDecoder().decode(body)]).toEqual([200, '{"ok":true}'])
  })

  it('sends an unknown route unchanged', async () => {
    const { client, server } = await setUp()
    await client.request('PATCH /iserver/new/{thing}' as Route, { path: { thing: 'a' }, body: [1] } as never)
    await client.request('GET /tickle?a=1' as Route)
    expect(server.seen.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['PATCH', '/v1/api/iserver/new/a', '[1]'],
      ['GET', '/v1/api/tickle?a=1', ''],
    ])
  })

  it.each([
    ['is empty', { accountId: '', pageId: 0 }],
    ['contains a slash', { accountId: 'U1/orders', pageId: 0 }],
    ['is missing from path: { accountId }', { pageId: 0 }],
    ['is missing: path has accountID', { accountID: 'U1', pageId: 0 }],
    ['is missing from path: { accountId }', undefined],
    ['is neither a string nor a number', { accountId: 'U1', pageId: Number.NaN }],
    ['is neither a string nor a number', { accountId: new Date(0), pageId: 0 }],
    ['is not valid Unicode', { accountId: '\ud800', pageId: 0 }],
    ['has a dot segment', { accountId: '..', pageId: 0 }],
  ])('rejects a path parameter that %s, and sends nothing', async (reason, path) => {
    const { client, server } = await setUp()
    const request = client.request(POSITIONS, { path } as never)
    await expect(request).rejects.toThrow(reason)
    await expect(request).rejects.toMatchObject({ code: 'config-invalid' })
    expect(server.seen).toEqual([])
  })

  it.each([['tickle'], ['/tickle'], ['get /tickle'], [''], ['GET tickle']])(
    'rejects the string %j, which is not a route',
    async (text) => {
      const { client, server } = await setUp()
      await expect(client.request(text as Route)).rejects.toThrow("such as 'GET /iserver/accounts'")
      expect(server.seen).toEqual([])
    },
  )

  it.each([
    ['method', 'use the method of the route'],
    ['params', 'use query'],
    ['data', 'use body'],
    ['timeOut', 'use timeout'],
    ['safe', 'it belongs in the third argument'],
    ['accountId', 'it belongs in path: { accountId }'],
    ['other', 'it has no such field'],
  ])('rejects %s, which is not a field of the input of a route', async (name, instead) => {
    const { client, server } = await setUp()
    const request = client.request(POSITIONS, { path: { accountId: 'U1', pageId: 0 }, [name]: { a: 1 } } as never)
    await expect(request).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`has ${name}: ${instead}`),
    })
    expect(server.seen).toEqual([])
  })

  it.each([[null], ['text'], [1]])('rejects %j as the input of a request', async (input) => {
    const { client } = await setUp()
    await expect(client.request('POST /tickle', input as never)).rejects.toBeInstanceOf(IbkrError)
  })
})

describe('request by route in a session', () => {
  it('accepts session-only options such as `safe` after the input', async () => {
    const gateway = await startScriptedGateway()
    const session = gateway.connect()
    releaseAfterTest(() => session.close())
    await waitForState(session, 'ready')
    const { accounts } = await session.request('GET /iserver/accounts', {}, { safe: true })
    expect(accounts).toEqual(['U1'])
    await expect(session.request('GET /iserver/accounts', {}, { safe: 'yes' } as never)).rejects.toThrow('safe')
    const { status } = await session.request('POST /iserver/auth/status', { raw: true })
    expect(status).toBe(200)
  })
})
