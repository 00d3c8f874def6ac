import { expect, test } from 'vitest'
import type { HttpClient } from './http-client.ts'
import { runningGateway } from './running-gateway.ts'

const accountIds = ['DU1234567', 'DU1234568']

async function ledgerOf(client: HttpClient) {
  const { body } = await client.get('portfolio/DU1234567/ledger')
  return (body as { BASE: Readonly<Record<string, number>> }).BASE
}

/** Parses `-1,234 USD` as a number. */
const amount = (text: string | undefined) => Number((text ?? '').replace(/[^-\d]/g, ''))

test('switches to another account, confirms the selected account, and rejects an unknown account', async () => {
  const { client } = await runningGateway({ accounts: accountIds })
  expect((await client.post('iserver/account', { acctId: 'DU1234568' })).body).toEqual({
    set: true,
    acctId: 'DU1234568',
  })
  expect((await client.post('iserver/account', { acctId: 'DU1234568' })).body).toEqual({
    success: 'Account already set',
  })
  expect(await client.post('iserver/account', { acctId: 'U1' })).toMatchObject({
    status: 500,
    body: { error: 'Invalid account ID' },
  })
  expect((await client.get('iserver/accounts')).body).toMatchObject({ selectedAccount: 'DU1234568' })
})

test('searches and selects dynamic accounts', async () => {
  const { client } = await runningGateway({ accounts: accountIds, dynamicAccounts: true })
  expect((await client.get('iserver/account/search/68')).body).toEqual({
    matchedAccounts: [{ accountId: 'DU1234568', alias: 'DU1234568', allocationId: 'DU1234568' }],
    pattern: '68',
  })
  expect((await client.post('iserver/dynaccount', { acctId: 'DU1234568' })).body).toMatchObject({ set: true })
})

test('reports consistent values of an account in every summary', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const ledger = await ledgerOf(client)
  const worth = Math.round(ledger.netliquidationvalue ?? 0)
  const cash = Math.round(ledger.cashbalance ?? 0)
  const summary = 'iserver/account/DU1234567/summary'
  const read = async (path: string) =>
    (await client.get(summary + path)).body as Readonly<Record<string, Readonly<Record<string, string>>>>
  expect((await client.get(summary)).body).toMatchObject({ netLiquidationValue: worth, totalCashValue: cash })
  const balances = await read('/balances')
  expect([amount(balances.total?.net_liquidation), amount(balances.total?.cash)]).toEqual([worth, cash])
  const margins = await read('/margins')
  const funds = await read('/available_funds')
  expect(amount(funds.total?.current_available) + amount(margins.total?.current_initial)).toBeCloseTo(worth, -1)
  const { USD } = await read('/market_value')
  expect(amount(USD?.stock) + amount(USD?.total_cash)).toBeCloseTo(worth, -1)
})

test('allocates the value of the account by kind, sector and industry', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const ledger = await ledgerOf(client)
  type Sides = Readonly<Record<'long' | 'short', Readonly<Record<string, number>>>>
  const allocation = (await client.get('portfolio/DU1234567/allocation')).body as Readonly<Record<string, Sides>>
  const sum = (sides: Sides | undefined) =>
    [sides?.long ?? {}, sides?.short ?? {}].flatMap((side) => Object.values(side)).reduce((a, b) => a + b, 0)
  expect(sum(allocation.assetClass)).toBeCloseTo(ledger.netliquidationvalue ?? 0, 1)
  expect(sum(allocation.sector)).toBeCloseTo(ledger.stockmarketvalue ?? 0, 1)
  expect(sum(allocation.group)).toBeCloseTo(ledger.stockmarketvalue ?? 0, 1)
  const posted = (await client.post('portfolio/allocation', { acctIds: ['DU1234567'] })).body
  expect(posted).toEqual(allocation)
})

test('sorts and pages positions, and finds them in every account and combination', async () => {
  const { client, warmUp } = await runningGateway({ accounts: accountIds })
  await warmUp()
  type Row = { readonly ticker: string; readonly mktValue: number; readonly conid: number }
  const read = async (path: string) => (await client.get(path)).body as readonly Row[]
  await read('portfolio/DU1234567/positions/0')
  const rows = await read('portfolio/DU1234567/positions/0?sort=mktValue&direction=d')
  expect(rows.map(({ mktValue }) => mktValue)).toEqual(rows.map(({ mktValue }) => mktValue).sort((a, b) => b - a))
  expect(await read('portfolio/DU1234567/positions/1')).toEqual([])
  const everywhere = (await client.get('portfolio/positions/265598')).body as Readonly<Record<string, readonly Row[]>>
  expect(Object.keys(everywhere)).toEqual(['DU1234567'])
  const [combination] = (await client.get('portfolio/DU1234567/combo/positions')).body as readonly {
    readonly legs: readonly { readonly conid: string }[]
    readonly positions: readonly Row[]
  }[]
  expect(combination?.positions.map(({ conid }) => String(conid))).toEqual(combination?.legs.map(({ conid }) => conid))
  const fresh = (await client.get('portfolio2/DU1234567/positions')).body as readonly { readonly conid: string }[]
  expect(fresh.map(({ conid }) => Number(conid)).sort()).toEqual(rows.map(({ conid }) => conid).sort())
})

test('returns a large account structure in pages of twenty', async () => {
  const many = Array.from({ length: 45 }, (_, at) => `DU${1_000_000 + at}`)
  const { client } = await runningGateway({ accounts: many })
  const { body } = await client.get('portfolio/subaccounts2?page=2')
  expect(body).toMatchObject({ metadata: { total: 45, pageSize: 20, pageNum: 2 } })
  expect((body as { subaccounts: readonly object[] }).subaccounts).toHaveLength(5)
  // A read of the list enables the portfolio calls.
  expect((await client.get('portfolio/DU1000000/ledger')).body).toHaveProperty('BASE')
})

test('serves the history service only after it was opened, and reports it in the tickle response', async () => {
  const { client } = await runningGateway()
  expect(await client.get('hmds/history')).toMatchObject({ status: 404 })
  expect((await client.post('tickle')).body).toMatchObject({ hmds: { error: 'no bridge' } })
  await client.post('hmds/auth/init')
  expect(await client.get('hmds/history')).toMatchObject({ status: 200, body: {} })
  expect((await client.post('tickle')).body).toMatchObject({ hmds: { authStatus: { authenticated: true } } })
})
