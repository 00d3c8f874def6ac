import { expect, test, vi } from 'vitest'
import type { HttpClient } from './http-client.ts'
import { runningGateway } from './running-gateway.ts'

const acctIds = ['DU1234567']

async function netLiquidation(client: HttpClient): Promise<number> {
  const { body } = await client.get('portfolio/DU1234567/ledger')
  return (body as { BASE: { netliquidationvalue: number } }).BASE.netliquidationvalue
}

interface Performance {
  readonly nav: {
    readonly data: readonly { readonly navs: readonly number[]; readonly startNAV: { readonly val: number } }[]
  }
  readonly cps: { readonly data: readonly { readonly returns: readonly number[] }[]; readonly dates: readonly string[] }
  readonly tpps: {
    readonly data: readonly { readonly returns: readonly number[] }[]
    readonly dates: readonly string[]
  }
}

const performance = async (client: HttpClient, period: string, ids = acctIds) =>
  (await client.post('pa/performance', { acctIds: ids, period })).body as Performance

test('ends a year of values with the current value, and computes returns from the values', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const { nav, cps, tpps } = await performance(client, '1Y')
  const [values] = nav.data
  expect(values?.navs.at(-1)).toBe(await netLiquidation(client))
  expect(values?.navs).toHaveLength(cps.dates.length)
  expect(cps.data[0]?.returns.at(-1)).toBeCloseTo((values?.navs.at(-1) ?? 0) / (values?.startNAV.val ?? 1) - 1, 3)
  const months = tpps.data[0]?.returns ?? []
  expect(months).toHaveLength(tpps.dates.length)
  const compounded = months.reduce((product, monthly) => product * (1 + monthly), 1) - 1
  expect(compounded).toBeCloseTo(cps.data[0]?.returns.at(-1) ?? 0, 2)
})

test('returns a shorter period as the end of a longer one, and the same values for all periods', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const year = (await performance(client, '1Y')).nav.data[0]?.navs ?? []
  const month = (await performance(client, '1M')).nav.data[0]?.navs ?? []
  expect(year.slice(-month.length)).toEqual(month)
  const all = (await client.post('pa/allperiods', { acctIds })).body as Record<
    string,
    Record<string, { nav: number[] }>
  >
  expect(all['DU1234567']?.['1M']?.nav).toEqual(month)
})

test('consolidates the performance of several accounts', async () => {
  const { client, warmUp } = await runningGateway({ accounts: ['DU1234567', 'DU1234568'] })
  await warmUp()
  const values = async (...ids: string[]) => (await performance(client, '7D', ids)).nav.data[0]?.navs ?? []
  const [first, second] = [await values('DU1234567'), await values('DU1234568')]
  const both = await values('DU1234567', 'DU1234568')
  expect(both).toHaveLength(first.length)
  for (const [at, value] of both.entries()) expect(value).toBeCloseTo((first[at] ?? 0) + (second[at] ?? 0), 3)
})

test('lists a sale in the transactions with its profit', async () => {
  const { client, warmUp } = await runningGateway({ fillSeconds: 0.02, askQuestions: false })
  await warmUp()
  const order = { conid: 265598, orderType: 'MKT', side: 'SELL', quantity: 10, tif: 'DAY' }
  await client.post('iserver/account/DU1234567/orders', { orders: [order] })
  const ask = async () =>
    (await client.post('pa/transactions', { acctIds, conids: [265598], currency: 'USD', days: 7 })).body as {
      rpnl: { amt: string }
      transactions: readonly { qty: number; amt: number; pr: number }[]
    }
  await vi.waitUntil(async () => (await ask()).transactions.reduce((sum, { qty }) => sum + qty, 0) === -10, {
    timeout: 5000,
    interval: 10,
  })
  const { rpnl, transactions } = await ask()
  expect(transactions[0]).toMatchObject({
    type: 'Sell',
    conid: 265598,
    date: expect.stringMatching(/ 00:00:00 E[SD]T /),
  })
  for (const { qty, amt, pr } of transactions) expect(amt).toBeCloseTo(-qty * pr, 2)
  const { body } = await client.get('portfolio/DU1234567/position/265598')
  expect(Number(rpnl.amt)).toBeCloseTo((body as readonly { realizedPnl: number }[])[0]?.realizedPnl ?? 0, 2)
  expect(Number(rpnl.amt)).toBeGreaterThan(0)
})

test.each(['3M', '6M', '12M'])('rejects the period %s, although IBKR documents it', async (period) => {
  const { client } = await runningGateway()
  const refusal = { status: 400, body: { error: `Invalid period: ${period}` } }
  expect(await client.post('pa/performance', { acctIds, period })).toMatchObject(refusal)
})

test.each(['acctIds', 'conids', 'currency'])('rejects a transactions request without %s', async (name) => {
  const { client } = await runningGateway()
  const { [name]: _, ...rest }: Record<string, unknown> = { acctIds, conids: [265598], currency: 'USD', days: 7 }
  const refusal = { status: 400, body: { error: 'acctIds, currency and conids are required' } }
  expect(await client.post('pa/transactions', rest)).toMatchObject(refusal)
})

test('returns the transactions of only one instrument per request', async () => {
  const { client } = await runningGateway()
  const body = { acctIds, conids: [265598, 8314], currency: 'USD' }
  expect(await client.post('pa/transactions', body)).toMatchObject({ status: 400 })
})
