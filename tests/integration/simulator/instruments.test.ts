import { expect, test } from 'vitest'
import type { SimulatorError } from '../../../src/simulator/simulator-error.ts'
import type { HttpClient } from './http-client.ts'
import { orderGateway } from './order-gateway.ts'

type Row = Readonly<Record<string, unknown>>

const [audCad, pence] = [15_016_138, 712_000_001]

/** Starts a gateway without order questions that fills at once, and returns the conids of derivatives. */
async function tradingGateway() {
  const gateway = await orderGateway({ askQuestions: false, fillSeconds: 0.01 })
  const { client } = gateway
  const rows = async (path: string) => (await client.get(path)).body as readonly Row[]
  const futures = (await client.get('trsrv/futures?symbols=ES')).body as { readonly ES: readonly { conid: number }[] }
  const [near, far] = futures.ES.map(({ conid }) => conid)
  return { ...gateway, near, far, ...(await optionsOf(client, rows)), get: rows }
}

/** Returns a weekly and a monthly call of AAPL at one strike. */
async function optionsOf(client: HttpClient, rows: (path: string) => Promise<readonly Row[]>) {
  const [hit] = await rows('iserver/secdef/search?symbol=AAPL')
  const sections = hit?.['sections'] as readonly { readonly secType: string; readonly months?: string }[]
  const [month, next] = sections.find(({ secType }) => secType === 'OPT')?.months?.split(';') ?? []
  for (const each of [month, next]) await client.get(`iserver/secdef/strikes?conid=265598&sectype=OPT&month=${each}`)
  const info = (each: string | undefined, rest: string) =>
    rows(`iserver/secdef/info?conid=265598&sectype=OPT&month=${each}${rest}`)
  const [first, second] = [await info(month, '&strike=240&right=C'), await info(next, '&strike=240&right=C')]
  // Only a request for one strike lists weeklies.
  const monthlies = new Set((await info(next, '')).map(({ maturityDate }) => maturityDate))
  expect(monthlies.size).toBe(1)
  const options = [...first, ...second]
  expect(new Set(options.map(({ conid }) => conid)).size).toBe(options.length)
  const monthly = options.find(({ maturityDate }) => monthlies.has(maturityDate))
  const weekly = options.find(({ maturityDate }) => !isThirdFriday(String(maturityDate)))
  return { monthly, weekly }
}

/** Reports whether a Friday (`YYYYMMDD`) is the third of its month. */
const isThirdFriday = (date: string) => Number(date.slice(6)) >= 15 && Number(date.slice(6)) <= 21

test('trades two months of a future, a weekly and a monthly option, a currency pair and a share in pence', async () => {
  const { client, confirmed, simulator, near, far, weekly, monthly, get } = await tradingGateway()
  simulator.controls.setPrice('AUD.CAD', 0.89075)
  simulator.controls.setPrice('BP.', 542.3)
  const market = { orderType: 'MKT', side: 'BUY', tif: 'DAY' }
  const orders = [
    { ...market, conid: near, quantity: 1, manualIndicator: true },
    { ...market, conidex: `${far}@CME`, quantity: 2, manualIndicator: true },
    { ...market, conid: weekly?.['conid'], quantity: 1 },
    { ...market, conid: monthly?.['conid'], quantity: 3 },
    { ...market, conid: audCad, orderType: 'LMT', price: 0.9, cashQty: 2500 },
    { ...market, conid: pence, quantity: 150 },
  ]
  for (const order of orders) {
    const { response } = await confirmed(order)
    expect(response.body).toMatchObject([{ order_status: 'PreSubmitted' }])
  }
  const list = async () => {
    const { body } = await client.get('iserver/account/orders')
    return (body as { readonly orders: readonly Row[] }).orders.slice(0, orders.length)
  }
  await expect.poll(async () => (await list()).map(({ status }) => status)).toEqual(orders.map(() => 'Filled'))
  const names = (await list()).map((row) => [row['description1'], row['description2']].filter(Boolean).join(' '))
  expect(new Set(names).size).toBe(orders.length)
  expect((await list())[1]).toMatchObject({ sizeAndFills: '2.4K CAD', filledQuantity: 2499.99, totalSize: 2806.46 })
  await client.get('iserver/account/trades')
  const trades = await get('iserver/account/trades')
  expect(trades.find(({ conid }) => conid === near)).toMatchObject({ sec_type: 'FUT', conidEx: `${near}@CME` })
  expect(trades.find(({ conid }) => conid === monthly?.['conid'])).toMatchObject({
    contract_description_2: monthly?.['desc2'],
  })

  await client.get('portfolio/DU1234567/positions/0')
  const positions = await get('portfolio/DU1234567/positions/0')
  const positionOf = (conid: unknown) => positions.find((row) => row['conid'] === conid)
  expect(positionOf(far)).toMatchObject({
    contractDesc: expect.stringMatching(/^ES {7}[A-Z]{3}20\d\d$/),
    assetClass: 'FUT',
    position: 2,
    multiplier: 50,
    undConid: 11004968,
    mktValue: 100 * Number(positionOf(far)?.['mktPrice']),
    avgCost: 50 * Number(positionOf(far)?.['avgPrice']),
  })
  expect(positionOf(monthly?.['conid'])).toMatchObject({
    contractDesc: expect.stringMatching(/^AAPL {3}[A-Z]{3}20\d\d 240 C \[AAPL {2}\d{6}C00240000 100\]$/),
    assetClass: 'OPT',
    putOrCall: 'C',
    strike: '240',
    multiplier: 100,
    expiry: monthly?.['maturityDate'],
  })
  expect(positionOf(pence)).toMatchObject({ currency: 'GBP', mktPrice: expect.closeTo(5.4235), mktValue: 813.53 })
  expect(positionOf(audCad)).toBeUndefined()

  const ledger = (await client.get('portfolio/DU1234567/ledger')).body as Readonly<Record<string, Row>>
  expect(Object.keys(ledger)).toEqual(['USD', 'CAD', 'AUD', 'GBP', 'BASE'])
  expect(ledger['AUD']).toMatchObject({ cashbalance: 2806.46, exchangerate: 0.6531, secondkey: 'AUD' })
  expect(ledger['CAD']?.['cashbalance']).toBeCloseTo(-2502.8, 1)
  expect(ledger['GBP']).toMatchObject({ stockmarketvalue: 813.53 })
  expect(ledger['BASE']).toMatchObject({ endofbundle: 1, exchangerate: 1, secondkey: 'BASE' })
  const net = Object.values(ledger).slice(0, -1)
  const inUsd = net.reduce((sum, row) => sum + Number(row['netliquidationvalue']) * Number(row['exchangerate']), 0)
  expect(ledger['BASE']?.['netliquidationvalue']).toBeCloseTo(inUsd, 1)
  const values = (await client.get('iserver/account/DU1234567/summary/market_value')).body
  expect(Object.keys(values as object)).toEqual(['USD', 'CAD', 'AUD', 'GBP', 'Total (in USD)'])
})

test('trades an option on a future, which counts with its premium', async () => {
  const { client, place, confirmed, simulator, get } = await tradingGateway()
  simulator.controls.setPrice('ES', 6700)
  const [hit] = await get('iserver/secdef/search?symbol=ES')
  const sections = hit?.['sections'] as readonly { readonly secType: string; readonly months?: string }[]
  const month = sections.find(({ secType }) => secType === 'FOP')?.months?.split(';')[2]
  const chain = `conid=11004968&sectype=FOP&month=${month}&exchange=CME`
  await client.get(`iserver/secdef/strikes?${chain}`)
  const [option] = await get(`iserver/secdef/info?${chain}&strike=6700&right=C`)
  const order = { conid: option?.['conid'], orderType: 'MKT', side: 'BUY', tif: 'DAY', quantity: 2 }
  expect((await place(order)).body).toEqual({ error: 'manualIndicator is required for futures' })
  await confirmed({ ...order, manualIndicator: true })
  await client.get('portfolio/DU1234567/positions/0')
  const position = async () =>
    (await get('portfolio/DU1234567/positions/0')).find(({ conid }) => conid === option?.['conid'])
  await expect.poll(async () => (await position())?.['position']).toBe(2)
  const held = await position()
  expect(held).toMatchObject({ assetClass: 'FOP', multiplier: 50, mktValue: 100 * Number(held?.['mktPrice']) })
  const ledger = (await client.get('portfolio/DU1234567/ledger')).body as Readonly<Record<string, Row>>
  expect(ledger['USD']).toMatchObject({ futureoptionmarketvalue: held?.['mktValue'], stockoptionmarketvalue: 0 })
  const values = (await client.get('iserver/account/DU1234567/summary/market_value')).body as { readonly USD: Row }
  expect(values.USD['options']).toBe('0')
  expect(values.USD['future_options']).not.toBe('0')
  await client.get('iserver/account/trades')
  const [trade] = (await get('iserver/account/trades')).filter(({ conid }) => conid === option?.['conid'])
  expect(trade).toMatchObject({
    sec_type: 'FOP',
    contract_description_2: expect.stringMatching(/^\(ES\) [A-Z]{3}\d\d 6700 Call Fut\. Option$/),
    conidEx: `${option?.['conid']}@CME`,
    net_amount: Number(trade?.['size']) * Number(trade?.['price']) * 50,
  })
})

test('describes each kind of instrument in rules, snapshots and searches', async () => {
  const { client, near, monthly, get } = await tradingGateway()
  const rules = async (conid: unknown) =>
    (await client.get(`iserver/contract/${conid}/info-and-rules`)).body as Row & { readonly rules: Row }
  expect(await rules(pence)).toMatchObject({
    currency: 'GBP',
    valid_exchanges: 'SMART,LSE',
    rules: { priceMagnifier: 100, sizeIncrement: 1, cashCcy: 'GBP', cqtTypes: [] },
  })
  expect(await rules(265598)).toMatchObject({ rules: { priceMagnifier: null, sizeIncrement: 100 } })
  expect(await rules(audCad)).toMatchObject({
    company_name: 'Australian dollar',
    local_symbol: 'AUD.CAD',
    exchange: 'IDEALPRO',
    rules: {
      cashCcy: 'CAD',
      sizeIncrement: 1,
      incrementDigits: 5,
      cqtTypes: expect.arrayContaining(['limit', 'market']),
      orderDefaults: { LMT: { LP: expect.stringMatching(/^0\.\d{5}$/) } },
    },
  })
  expect(await rules(near)).toMatchObject({
    multiplier: '50',
    rules: {
      incrementDigits: 2,
      limitPrice: expect.any(Number),
      orderTypesOutside: expect.arrayContaining(['limit', 'stop_limit']),
    },
  })
  const conids = [near, monthly?.['conid'], audCad, pence].join()
  await client.get(`iserver/marketdata/snapshot?conids=${conids}&fields=31`)
  const read = () => get(`iserver/marketdata/snapshot?conids=${conids}&fields=31,84,86,6070`)
  await expect.poll(async () => (await read()).every((row) => '31' in row)).toBe(true)
  expect((await read()).map((row) => row['6070'])).toEqual(['FUT', 'OPT', 'CASH', 'STK'])
  for (const conid of conids.split(',')) {
    const { body } = await client.get(`iserver/marketdata/history?conid=${conid}&period=1d&bar=1h`)
    const { data } = body as {
      readonly data: readonly { readonly o: number; readonly h: number; readonly l: number }[]
    }
    expect(data.length).toBeGreaterThan(20)
    for (const { o, h, l } of data) expect(h >= o && o >= l && l > 0).toBe(true)
  }
  expect(await get('iserver/secdef/search?symbol=BP.')).toMatchObject([{ conid: String(pence), description: 'LSE' }])
  const pairs = await get('iserver/secdef/search?symbol=AUD')
  expect(pairs).toContainEqual(expect.objectContaining({ conid: String(audCad), companyName: 'AUD.CAD' }))
  expect(new Set(pairs.map(({ symbol }) => symbol))).toEqual(new Set(['AUD']))
  expect((await client.get('trsrv/stocks?symbols=BP.')).body).toMatchObject({
    'BP.': [{ contracts: [{ conid: pence, exchange: 'LSE', isUS: false }] }],
  })
  expect((await client.get(`trsrv/secdef?conids=${monthly?.['conid']}`)).body).toMatchObject({
    secdef: [{ assetClass: 'OPT', incrementRules: [{ increment: 0.01 }, { lowerEdge: 3, increment: 0.05 }] }],
  })
})

test.each([
  ['a fraction of a contract', { quantity: 0.5 }, 'OPT orders need a whole quantity'],
  ['a cash quantity for an option', { quantity: undefined, cashQty: 500 }, 'OPT orders need a whole quantity'],
  ['a price between two ticks', { price: 3.07 }, 'Invalid order price fields'],
  ['an opening order', { tif: 'OPG' }, 'OPG time in force is not supported for this order'],
  ['an algorithm', { strategy: 'Adaptive' }, 'OPT orders do not accept an algorithm'],
  ['an order type of stocks', { orderType: 'MOC' }, /^MOC orders are not supported for AAPL .* Call on SMART$/],
  ['another exchange', { conid: undefined, conidex: `${audCad}@CME` }, /^no sec defs/],
])('rejects %s', async (_, change, error) => {
  const { place, monthly } = await tradingGateway()
  const order = { conid: monthly?.['conid'], orderType: 'LMT', side: 'BUY', quantity: 1, price: 3.05, tif: 'DAY' }
  const { status, body } = await place({ ...order, ...change })
  expect([status, body]).toEqual([200, { error: typeof error === 'string' ? error : expect.stringMatching(error) }])
})

test('asks about the value of an order in USD, and about the size except of currency pairs', async () => {
  const { place, near, monthly } = await (async () => {
    const { near, monthly } = await tradingGateway()
    return { ...(await orderGateway()), near, monthly }
  })()
  const limit = { orderType: 'LMT', side: 'BUY', tif: 'DAY' }
  const question = async (order: object) => {
    const [first] = (await place({ ...limit, ...order })).body as readonly Row[]
    return [
      (first?.['messageIds'] as readonly string[] | undefined)?.[0],
      (first?.['message'] as readonly string[])?.[0],
    ]
  }
  // Far from the market: the percentage applies to stocks only.
  const future = { conid: near, price: 5000, quantity: 1, manualIndicator: true }
  expect(await question(future)).toEqual(['o451', expect.stringContaining('value estimate of 250,000.00 USD')])
  expect(await question({ conid: audCad, price: 0.8, quantity: 1000 })).toEqual([undefined, undefined])
  expect(await question({ conid: audCad, price: 0.8, quantity: 200_000 })).toEqual([
    'o451',
    expect.stringMatching(/BUY 200000 AUD.CAD FXCONV @ 0\.8" value estimate of 114,016.00 USD/),
  ])
  expect(await question({ conid: pence, price: 540, quantity: 400 })).toEqual([undefined, undefined])
  expect(await question({ conid: pence, price: 540, quantity: 600 })).toEqual([
    'o383',
    expect.stringContaining('size exceeds the Size Limit of 500'),
  ])
  expect(await question({ conid: monthly?.['conid'], price: 0.05, quantity: 10 })).toEqual([undefined, undefined])
})

test('previews orders in the currency of the contract, and their effect in USD', async () => {
  const { client, near } = await tradingGateway()
  const preview = async (order: object) =>
    (await client.post('iserver/account/DU1234567/orders/whatif', { orders: [{ side: 'BUY', tif: 'DAY', ...order }] }))
      .body
  expect(await preview({ conid: pence, orderType: 'LMT', price: 542.3, quantity: 150 })).toMatchObject({
    amount: { amount: '813.45 GBP (150 Shares)', commission: '3 GBP', total: '816.45 GBP' },
    equity: { change: '-4.02' },
  })
  expect(await preview({ conid: audCad, orderType: 'MKT', cashQty: 2500 })).toMatchObject({
    amount: { amount: expect.stringMatching(/^2,500 CAD \(2,7\d\d\.?\d* AUD\)$/) },
    initial: { change: '0' },
  })
  const future = { conid: near, orderType: 'LMT', price: 6700, quantity: 1, manualIndicator: true }
  expect(await preview(future)).toMatchObject({ amount: { amount: '335,000 USD (1 Contracts)' } })
})

test('takes orders and prices of every kind of instrument from the control port', async () => {
  const { simulator, client, near, monthly } = await tradingGateway()
  const { controls } = simulator
  const rowOf = async (id: number) => {
    const { body } = await client.get('iserver/account/orders')
    return (body as { readonly orders: readonly Row[] }).orders.find(({ orderId }) => orderId === id)
  }
  await client.get('iserver/account/orders')
  const limit = { side: 'BUY', quantity: 1, price: 0.5 } as const
  expect(await rowOf(controls.addOrder({ ...limit, symbol: 'AUD.CAD' }))).toMatchObject({ description1: 'AUD.CAD' })
  expect(await rowOf(controls.addOrder({ ...limit, symbol: 'ES' }))).toMatchObject({ conid: near })
  const option = String(monthly?.['conid'])
  expect(await rowOf(controls.addOrder({ ...limit, symbol: option }))).toMatchObject({ conidex: option })
  controls.setPrice('ES', 6543.25)
  expect((await client.get(`iserver/contract/${near}/info-and-rules`)).body).toMatchObject({
    rules: { limitPrice: 6543.5 },
  })
  const code = (run: () => void) => {
    try {
      run()
    } catch (error) {
      return [(error as SimulatorError).code, (error as SimulatorError).message]
    }
    return []
  }
  expect(code(() => controls.setPrice(option, 5))).toEqual([
    'WRONG_CONTROL',
    expect.stringContaining('set the price of AAPL'),
  ])
  expect(code(() => controls.setPrice('ESZ1', 5))).toEqual(['UNKNOWN_SYMBOL', expect.any(String)])
})
