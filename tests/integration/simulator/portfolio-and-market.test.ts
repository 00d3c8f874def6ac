import { expect, test } from 'vitest'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'

type Row = Readonly<Record<string, unknown>>

test('returns an empty portfolio before the account query, then an incomplete one, then the complete one', async () => {
  const { client } = await runningGateway()
  const read = async () => (await client.get('portfolio/DU1234567/positions/0')).body as readonly Row[]
  expect(await read()).toEqual([])
  await client.get('portfolio/accounts')
  const [sparse] = await read()
  expect(Object.keys(sparse ?? {})).toHaveLength(21)
  expect(sparse).toMatchObject({ strike: 0, multiplier: null })
  const [whole] = await read()
  expect(whole).toMatchObject({ strike: '0', multiplier: 0, ticker: 'AAPL', baseMktValue: expect.any(Number) })
})

test('shows a new user positions, consistent balances, and working and filled orders', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const positions = (await client.get('portfolio/DU1234567/positions/0')).body as readonly { mktValue: number }[]
  const ledger = (await client.get('portfolio/DU1234567/ledger')).body as {
    BASE: { cashbalance: number; netliquidationvalue: number }
  }
  const held = positions.reduce((sum, position) => sum + position.mktValue, 0)
  expect(ledger.BASE.netliquidationvalue).toBeCloseTo(ledger.BASE.cashbalance + held, 2)
  const summary = (await client.get('portfolio/DU1234567/summary')).body
  expect(summary).toMatchObject({
    netliquidation: { amount: ledger.BASE.netliquidationvalue },
    'totalcashvalue-c': { amount: 0 },
  })
  await client.get('iserver/account/orders')
  const { orders } = (await client.get('iserver/account/orders')).body as { orders: readonly { status: string }[] }
  expect(orders.filter((order) => order.status === 'Filled')).toHaveLength(2)
  expect(orders.filter((order) => order.status !== 'Filled')).toHaveLength(3)
})

test('returns profit and loss in the second response, but not in the first', async () => {
  const { client } = await runningGateway()
  expect((await client.get('iserver/account/pnl/partitioned')).body).toEqual({ upnl: {} })
  expect((await client.get('iserver/account/pnl/partitioned')).body).toMatchObject({
    upnl: { 'DU1234567.Core': { rowType: 1, nl: expect.any(Number), el: expect.any(Number) } },
  })
})

test('returns no field values in the first snapshot, and adds them in later snapshots', async () => {
  const clock = createManualClock()
  const { client, warmUp } = await runningGateway({ clock })
  await warmUp()
  const read = async (query: string) =>
    (await client.get(`iserver/marketdata/snapshot?conids=265598,8314${query}`)).body
  expect(await read('&fields=31,84,86,88,55,7051,83')).toEqual([
    { conid: 265598, conidEx: '265598' },
    { conid: 8314, conidEx: '8314' },
  ])
  const empty = { '6509': 'RpB', '6119': 'q1', server_id: 'q1', _updated: expect.any(Number) }
  expect(await read('')).toEqual([
    { conid: 265598, conidEx: '265598', ...empty },
    { conid: 8314, conidEx: '8314', ...empty },
  ])
  clock.advance(100)
  expect(await read('')).toMatchObject([
    {
      '31': expect.stringMatching(/^\d+\.\d\d$/),
      '55': 'AAPL',
      '83': expect.any(Number),
      '88': expect.stringMatching(/^[\d,]+$/),
      '6509': 'RpB',
      '7051': 'APPLE INC',
      server_id: 'q1',
    },
    { '55': 'IBM' },
  ])
})

test('returns 500 for an unknown conid in a snapshot', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  expect(await client.get('iserver/marketdata/snapshot?conids=1&fields=31')).toMatchObject({ status: 500 })
})

test('returns the requested number of history bars', async () => {
  const { client } = await runningGateway()
  const { body } = await client.get('iserver/marketdata/history?conid=265598&period=1d&bar=1h')
  const history = body as { data: readonly { c: number; h: number; l: number; t: number }[]; points: number }
  expect(body).toMatchObject({ symbol: 'AAPL', barLength: 3600, points: 23, messageVersion: 2 })
  expect(history.data).toHaveLength(24)
  for (const bar of history.data) expect(bar.h).toBeGreaterThanOrEqual(bar.l)
})

test('starts no stream for a snapshot that includes an unknown contract', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const snapshot = async (conids: string) =>
    (await client.get(`iserver/marketdata/snapshot?conids=${conids}&fields=31`)).body
  expect(await snapshot('265598,99')).toEqual({ error: 'unknown' })
  expect(await snapshot('265598')).toEqual([{ conid: 265598, conidEx: '265598' }])
})

test.each([
  ['conid=756733&period=1d&bar=1h&startTime=20260901-12:00:00&direction=1', 500],
  ['conid=265598&period=1d&bar=1h&startTime=20260901-12:00:00&direction=1', 200],
  ['conid=265598&period=1min&bar=1S', 200],
  ['conid=265598&period=1min&bar=1s', 500],
])('responds to a history request for %s with %i', async (query, status) => {
  const { client } = await runningGateway()
  const response = await client.get(`iserver/marketdata/history?${query}`)
  expect(response).toMatchObject(status === 200 ? { status } : { status, body: { error: 'Chart data unavailable' } })
})

test('adds behaviour that only one project observed if the option observedOnce names it', async () => {
  const observedOnce = ['profit-after-stream', 'orders-in-object', 'volume-factor'] as const
  const { client, warmUp, readySocket } = await runningGateway({ observedOnce })
  await warmUp()
  const rows = async () =>
    Object.keys(((await client.get('iserver/account/pnl/partitioned')).body as { upnl: object }).upnl)
  expect([await rows(), await rows()]).toEqual([[], []])
  const socket = await readySocket()
  socket.send('spl+{}')
  await socket.settle()
  expect(await rows()).toEqual(['DU1234567.Core'])
  expect(await client.post('iserver/account/DU1234567/orders', [{}])).toMatchObject({
    status: 400,
    body: { error: 'Missing orders' },
  })
  const history = async (from: typeof client) =>
    (await from.get('iserver/marketdata/history?conid=265598&period=1d&bar=1h')).body as {
      volumeFactor: number
      data: readonly { v: number }[]
    }
  const { client: usual } = await runningGateway()
  const [scaled, plain] = [await history(client), await history(usual)]
  expect([scaled.volumeFactor, plain.volumeFactor]).toEqual([40, 1])
  expect((scaled.data[0]?.v ?? 0) * 40).toBeCloseTo(plain.data[0]?.v ?? 0, 6)
})
