import { expect, test } from 'vitest'
import { runningGateway } from './running-gateway.ts'

const list = { id: '1234', name: 'Mine', rows: [{ C: 8314 }, { H: 'Funds' }, { C: 756733 }] }

test('lists instruments in the first response to a watchlist, and adds definitions in the next one', async () => {
  const { client } = await runningGateway()
  expect(await client.post('iserver/watchlist', list)).toMatchObject({
    status: 200,
    body: { id: '1234', name: 'Mine', readOnly: false, hash: expect.any(String) },
  })
  const read = async () =>
    ((await client.get('iserver/watchlist?id=1234')).body as { instruments: object[] }).instruments
  expect((await read())[0]).toEqual({ C: '8314', conid: 8314, name: 'INTL BUSINESS MACHINES CORP' })
  expect(await read()).toMatchObject([
    { ST: 'STK', C: '8314', fullName: 'IBM', ticker: 'IBM' },
    { H: 'Funds' },
    { ticker: 'SPY' },
  ])
})

test('replaces a watchlist that has the same id, and deletes a watchlist', async () => {
  const { client } = await runningGateway()
  const names = async () => {
    const { body } = await client.get('iserver/watchlists?SC=USER_WATCHLIST')
    return (body as { data: { user_lists: { name: string }[] } }).data.user_lists.map(({ name }) => name)
  }
  await client.post('iserver/watchlist', list)
  await client.post('iserver/watchlist', { ...list, name: 'Renamed', rows: [] })
  await client.post('iserver/watchlist', { ...list, id: '5', name: 'Other' })
  expect(await names()).toEqual(['Renamed', 'Other'])
  expect((await client.delete('iserver/watchlist?id=1234')).body).toMatchObject({
    data: { deleted: '1234' },
    action: 'context',
  })
  expect(await names()).toEqual(['Other'])
  expect(await client.get('iserver/watchlist?id=1234')).toMatchObject({ status: 500 })
})

test('keeps watchlists across brokerage sessions, and returns an incomplete first response in each session', async () => {
  const { client, simulator } = await runningGateway()
  await client.post('iserver/watchlist', list)
  await client.get('iserver/watchlist?id=1234')
  simulator.controls.endBrokerageSession()
  await client.post('iserver/auth/ssodh/init', { publish: true, compete: true })
  const { body } = await client.get('iserver/watchlist?id=1234')
  expect((body as { instruments: object[] }).instruments[0]).not.toHaveProperty('ticker')
})

test('rejects a non-numeric id and an empty row, and stores nothing', async () => {
  const { client } = await runningGateway()
  expect(await client.post('iserver/watchlist', { ...list, id: 'abc' })).toMatchObject({ status: 400 })
  expect(await client.post('iserver/watchlist', { ...list, rows: [{ C: 'x' }] })).toMatchObject({ status: 400 })
  expect((await client.get('iserver/watchlists')).body).toMatchObject({ data: { user_lists: [] } })
})
