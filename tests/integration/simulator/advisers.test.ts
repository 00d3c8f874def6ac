import { expect, test } from 'vitest'
import { runningGateway } from './running-gateway.ts'

const accountIds = ['DU1234567', 'DU1234568']
const path = 'iserver/account/allocation/group'
const group = { name: 'Both', accounts: accountIds.map((name) => ({ name, amount: 2 })), default_method: 'R' }

test('adds, reads, renames and deletes a group, and lists it with the accounts', async () => {
  const { client } = await runningGateway({ accounts: accountIds })
  expect((await client.post(path, group)).body).toEqual({ success: true })
  expect(await client.post(path, group)).toMatchObject({ status: 500 })
  expect((await client.get(path)).body).toEqual({ data: [{ name: 'Both', allocation_method: 'R', size: 2 }] })
  expect((await client.post(`${path}/single`, { name: 'Both' })).body).toEqual(group)
  expect((await client.get('iserver/accounts')).body).toMatchObject({ groups: ['Both'] })
  const renamed = { ...group, prev_name: 'Both', name: 'Two', default_method: 'E' }
  expect((await client.put(path, renamed)).body).toEqual({ success: true })
  expect((await client.get(path)).body).toEqual({ data: [{ name: 'Two', allocation_method: 'E', size: 2 }] })
  await client.post(`${path}/delete`, { name: 'Two' })
  expect((await client.get(path)).body).toEqual({ data: [] })
  expect(await client.post(`${path}/delete`, { name: 'Two' })).toMatchObject({ status: 500 })
})

test("accepts only known methods and the user's accounts in a group", async () => {
  const { client } = await runningGateway({ accounts: accountIds })
  expect(await client.post(path, { ...group, default_method: 'X' })).toMatchObject({ status: 400 })
  expect(await client.post(path, { ...group, accounts: [{ name: 'U1' }] })).toMatchObject({ status: 400 })
  expect((await client.get(path)).body).toEqual({ data: [] })
})

test('changes one preset without changing the others', async () => {
  const { client } = await runningGateway()
  await client.post('iserver/account/allocation/presets', { strict_credit_check: true })
  expect((await client.get('iserver/account/allocation/presets')).body).toMatchObject({
    strict_credit_check: true,
    group_auto_close_positions: false,
    default_method_for_all: 'AvailableEquity',
  })
})

test('counts money invested in a model only after the transfers are submitted', async () => {
  const { client } = await runningGateway({ accounts: accountIds })
  const model = { model: 'Blue', reqID: 3 }
  const targets = { positionTargets: [{ cid: 8314, trgt: 0.9 }], cashTargets: [{ ccy: 'USD', trgt: 0.1 }] }
  expect(
    (await client.post('fa/model/save', { ...model, ...targets, desc: 'Computers', isStatic: true })).body,
  ).toEqual({
    success: true,
    reqID: 3,
  })
  await client.post('fa/model/invest-divest', { ...model, accountList: [{ account: accountIds[0], amount: 5000 }] })
  const value = async () => ((await client.post('fa/model/summary', model)).body as { nlv: string }).nlv
  expect(await value()).toBe('0')
  await client.post('fa/model/submit-transfers', { reqID: 4 })
  expect(await value()).toBe('5000')
  // The first call executed the pending transfer, so the second call finds no transfer.
  await client.post('fa/model/submit-transfers', { reqID: 5 })
  expect(await value()).toBe('5000')
  const { accountList } = (await client.post('fa/model/invest-divest-positions', model)).body as {
    accountList: readonly { indCashNlv: string; accountModelNlv: string; indPosNlv: string; nlv: string }[]
  }
  for (const each of accountList) {
    const parts = Number(each.accountModelNlv) + Number(each.indCashNlv) + Number(each.indPosNlv)
    expect(parts).toBeCloseTo(Number(each.nlv), 1)
  }
  expect((await client.post('fa/model/positions', model)).body).toMatchObject({
    positionList: [{ cid: 8314, instrument: 'IBM', trgt: '0.9' }],
  })
})
