import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'

let host: PracticeHost
let orders: string
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  await vi.waitUntil(() => host.view()?.socket === 'connected', { timeout: 20_000 })
  const state = host.view()?.state
  orders = `iserver/account/${state?.kind === 'ready' ? state.accounts.selected : ''}/orders`
  await host.client.call('safety.disarm', {})
  host.simulator.record.clear()
})
afterAll(() => host.close())

const body = JSON.stringify({ orders: [{ conid: 265598, orderType: 'MKT', side: 'BUY', quantity: 1, tif: 'DAY' }] })
const post = (path: string, method: 'GET' | 'POST' = 'POST'): Promise<unknown> =>
  host.client.callBytes('requests.send', { method, path, query: [], ...(method === 'POST' && { body }) })

/** Returns the received write and trading requests, without logins and tickles of the session. */
const arrivals = (): readonly string[] =>
  host.simulator.record
    .requests()
    .filter(
      ({ method, path }) =>
        method !== 'GET' && !/\/(?:tickle|oauth\/live_session_token|ssodh\/init|auth\/status)$/.test(path),
    )
    .map(({ method, path }) => `${method} ${path}`)

describe('requests of a profile that is not armed', () => {
  test.each([
    ['an order', () => orders],
    ['a doubled slash', () => orders.replace('account/', 'account//')],
    ['a doubled slash in front', () => `//v1/api/${orders}`],
    ['an encoded letter', () => orders.replace('orders', '%6frders')],
    ['a letter encoded twice', () => orders.replace('orders', '%256frders')],
    ['an encoded slash', () => orders.replace('/orders', '%2Forders')],
    ['another case', () => orders.toUpperCase()],
    ['dot segments', () => `iserver/accounts/../account/DU1234567/orders`],
    ['encoded dot segments', () => `iserver/accounts/%2e%2e/account/DU1234567/orders`],
    ['a backslash', () => orders.replaceAll('/', '\\')],
    ['a trailing slash', () => `${orders}/`],
    ['a path parameter with a semicolon', () => `${orders};jsessionid=1`],
    ['a query in the path', () => `${orders}?x=/iserver/accounts`],
    ['a fragment', () => `${orders}#/iserver/accounts`],
    ['another server', () => `https://example.com/v1/api/${orders}`],
    ['an uncatalogued path', () => 'iserver/something/new'],
    ['a reply', () => 'iserver/reply/00000000-0000-0000-0000-000000000000'],
    ['a log-out', () => 'logout'],
    ['a trailing space', () => `${orders} `],
    ['a zero byte', () => `${orders}\0`],
  ])('an unarmed profile sends nothing for %s', async (_what, path) => {
    await expect(post(path())).rejects.toMatchObject({ code: expect.stringMatching(/^(?:not-armed|invalid-input)$/) })
    expect(arrivals()).toEqual([])
  })

  test('an unarmed profile sends nothing for a GET that is not a catalogued read', async () => {
    for (const path of ['iserver/marketdata/unsubscribeall', 'iserver/unknown', 'logout']) {
      await expect(post(path, 'GET')).rejects.toMatchObject({ code: 'not-armed' })
    }
  })

  test.each(['orders.place', 'orders.modify', 'orders.cancel', 'orders.reply'] as const)(
    'an unarmed profile refuses the call %s',
    async (name) => {
      const order = {
        accountId: 'DU1234567',
        conid: 265598,
        side: 'BUY',
        orderType: 'MKT',
        quantity: 1,
        timeInForce: 'DAY',
      } as const
      const inputs = {
        'orders.place': order,
        'orders.modify': { ...order, orderId: '1' },
        'orders.cancel': { accountId: 'DU1234567', orderId: '1' },
        'orders.reply': { replyId: 'x', confirmed: true },
      } as const
      await expect(host.client.call(name, inputs[name])).rejects.toMatchObject({ code: 'not-armed' })
      expect(arrivals()).toEqual([])
    },
  )

  test.each([
    ['orders.cancel', { accountId: 'DU1/x', orderId: '1' }],
    ['orders.reply', { replyId: 'a/b', confirmed: true }],
  ] as const)('rejects an input of %s with an id that would lead to another path', async (name, input) => {
    await expect(host.client.call(name, input)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(arrivals()).toEqual([])
  })

  test.each([
    'shs+exercise+{"CEX":"1"}',
    'inp+exercise+{}',
    'SOR+{}',
    ' sor+{}',
    '{"session":"x"}',
    'sor+{}\nshs+x',
    'xyz',
  ])('an unarmed profile does not send the socket message %j', async (text) => {
    await expect(host.client.call('socket.send', { text })).rejects.toMatchObject({ code: 'not-armed' })
    expect(host.simulator.record.frames({ direction: 'in' }).map((frame) => frame.text)).not.toContain(text)
  })

  test('an unarmed profile still sends reads: GET, POST queries and socket messages', async () => {
    expect(
      (await host.client.callBytes('requests.send', { method: 'GET', path: '/iserver/accounts', query: [] })).output,
    ).toMatchObject({
      status: 200,
      effect: 'read',
    })
    const query = { method: 'POST', path: 'iserver/secdef/search', query: [], body: '{"symbol":"AAPL"}' } as const
    expect((await host.client.callBytes('requests.send', query)).output.status).toBe(200)
    await host.client.call('socket.send', { text: 'spl+{}' })
    await expect.poll(() => host.simulator.record.frames({ direction: 'in', text: 'spl+{}' }).length).toBe(1)
  })
})

test('does not send a write request for another profile, even if the profile is armed', async () => {
  host.simulator.record.clear()
  const reset = { method: 'POST', path: 'iserver/questions/suppress/reset', query: [] } as const
  await host.client.call('safety.arm', {})
  await expect(host.client.callBytes('requests.send', { ...reset, profileId: 'another' })).rejects.toMatchObject({
    code: 'other-profile',
  })
  expect(arrivals()).toEqual([])
  const { id } = host.view()?.profile ?? {}
  const meant = await host.client.callBytes('requests.send', { ...reset, ...(id !== undefined && { profileId: id }) })
  expect(meant.output.status).toBe(200)
  expect(arrivals()).toEqual(['POST /v1/api/iserver/questions/suppress/reset'])
  const read = { method: 'GET', path: 'iserver/accounts', query: [], profileId: 'another' } as const
  expect((await host.client.callBytes('requests.send', read)).output.status).toBe(200)
  await host.client.call('safety.disarm', {})
})

test('rejects headers, a base URL, an armed flag and unknown methods from the window', async () => {
  const draft = { method: 'GET', path: 'iserver/accounts', query: [] } as const
  for (const extra of [
    { headers: { 'X-HTTP-Method-Override': 'DELETE' } },
    { baseUrl: 'https://example.com' },
    { armed: true },
  ]) {
    await expect(host.client.callBytes('requests.send', { ...draft, ...extra })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  }
  const trace = { ...draft, method: 'TRACE' as 'GET' }
  await expect(host.client.callBytes('requests.send', trace)).rejects.toMatchObject({ code: 'invalid-input' })
})

test('sends the canonical path that was checked, not the path as entered', async () => {
  for (const path of ['iserver/%61ccounts', '/iserver/accounts/', 'iserver/accounts']) {
    host.simulator.record.clear()
    await host.client.callBytes('requests.send', { method: 'GET', path, query: [] })
    expect(host.simulator.record.requests({ path: /ccounts/ }).map((request) => request.path)).toEqual([
      '/v1/api/iserver/accounts',
    ])
  }
})

test('rejects socket messages that end or filter the order stream', async () => {
  for (const text of ['uor+{}', 'uor', 'sor+{"filters":["Submitted"]}']) {
    await expect(host.client.call('socket.send', { text })).rejects.toMatchObject({ code: 'invalid-input' })
  }
})

test('removes cookies and the session id from responses to the window', async () => {
  await host.client.call('safety.arm', {})
  const { output, body } = await host.client.callBytes('requests.send', { method: 'POST', path: 'tickle', query: [] })
  expect(Object.keys(output.headers)).not.toContain('set-cookie')
  expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ session: '•••' })
  await host.client.call('safety.disarm', {})
})

test.each(['-1', '-01', '0', '01', '1e3', ''])(
  'rejects the order id %j, which could mean every order',
  async (orderId) => {
    await expect(host.client.call('orders.cancel', { accountId: 'DU1234567', orderId })).rejects.toMatchObject({
      code: 'invalid-input',
    })
  },
)

test('sends an order exactly once when the profile is armed', async () => {
  await host.client.call('safety.arm', {})
  const { output } = await host.client.callBytes('requests.send', { method: 'POST', path: orders, query: [], body })
  expect(output).toMatchObject({ status: 200, effect: 'trading' })
  expect(arrivals().filter((line) => line.endsWith('/orders'))).toHaveLength(1)
})
