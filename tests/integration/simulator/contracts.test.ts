import { expect, test } from 'vitest'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { createMiddleOption } from '../../unit/simulator/middle-option.ts'
import type { HttpClient } from './http-client.ts'
import { runningGateway } from './running-gateway.ts'

type Row = Readonly<Record<string, unknown>>

interface Section {
  readonly secType: string
  readonly months?: string
}

async function rows(client: HttpClient, path: string): Promise<readonly Row[]> {
  return (await client.get(path)).body as readonly Row[]
}

/** Searches a symbol, and returns the first month of one kind of contract. */
async function firstMonth(client: HttpClient, symbol: string, secType: string): Promise<string> {
  const [hit] = await rows(client, `iserver/secdef/search?symbol=${symbol}`)
  const section = (hit?.sections as readonly Section[] | undefined)?.find((each) => each.secType === secType)
  return section?.months?.split(';')[0] ?? ''
}

test('returns contract details after a search for the symbol', async () => {
  const { client } = await runningGateway()
  const info = () => rows(client, 'iserver/secdef/info?conid=8314&sectype=STK')
  expect(await info()).toEqual([])
  const [share, bonds] = (await client.post('iserver/secdef/search', { symbol: 'IBM' })).body as readonly Row[]
  expect(share).toMatchObject({ conid: '8314', symbol: 'IBM', description: 'NYSE' })
  expect(bonds).toMatchObject({ symbol: null, issuers: [{ id: 'e8314' }], sections: [{ secType: 'BOND' }] })
  expect(await info()).toMatchObject([{ conid: 8314, ticker: 'IBM', currency: 'USD' }])
  expect((await client.get('iserver/contract/8314/info')).body).toMatchObject({ con_id: 8314, instrument_type: 'STK' })
  expect((await client.get('trsrv/secdef?conids=8314,756733')).body).toMatchObject({
    secdef: [{ ticker: 'IBM' }, { ticker: 'SPY', type: 'ETF' }],
  })
})

test('returns an option chain step by step: search, strikes, details, rules', async () => {
  const { client } = await runningGateway()
  expect((await client.get('iserver/secdef/strikes?conid=8314&sectype=OPT&month=JAN30')).body).toEqual({
    call: [],
    put: [],
  })
  const month = await firstMonth(client, 'IBM', 'OPT')
  const chain = `conid=8314&sectype=OPT&month=${month}`
  const info = (strike: number) => rows(client, `iserver/secdef/info?${chain}&strike=${strike}&right=C`)
  expect(await info(295)).toEqual([])
  const strikes = (await client.get(`iserver/secdef/strikes?${chain}`)).body as { readonly call: readonly number[] }
  expect(strikes.call).toContain(295)
  const [option] = await info(295)
  expect(option).toMatchObject({ secType: 'OPT', strike: 295, right: 'C', multiplier: '100', tradingClass: 'IBM' })
  expect((await client.get(`iserver/contract/${option?.conid}/info`)).body).toMatchObject({
    con_id: option?.conid,
    instrument_type: 'OPT',
    underlying_con_id: 8314,
    right: 'CALL',
    strike: '295',
    maturity_date: option?.maturityDate,
  })
  expect((await client.post('iserver/contract/rules', { conid: option?.conid })).body).toMatchObject({
    orderTypes: expect.not.arrayContaining(['midprice', 'marketonclose', 'limitonclose']),
    incrementRules: [
      { lowerEdge: 0, increment: 0.01 },
      { lowerEdge: 3, increment: 0.05 },
    ],
  })
})

/** Starts a gateway with the chain of IBM, and returns the options of its second month that match a query. */
async function chainOfIbm(options: Parameters<typeof runningGateway>[0] = {}) {
  // In the middle of September, the next month has weeklies.
  const { client, simulator } = await runningGateway({ clock: createManualClock(), ...options })
  const [hit] = await rows(client, 'iserver/secdef/search?symbol=IBM')
  const sections = (hit?.sections ?? []) as readonly Section[]
  const chain = `conid=8314&sectype=OPT&month=${sections[1]?.months?.split(';')[1]}`
  const strikes = async () =>
    ((await client.get(`iserver/secdef/strikes?${chain}`)).body as { readonly call: readonly number[] }).call
  await strikes()
  const info = (query: string) => rows(client, `iserver/secdef/info?${chain}${query}`)
  const count = (options: readonly Row[], field: string) => new Set(options.map((option) => option[field])).size
  return { client, simulator, strikes, info, count }
}

test('lists weeklies of one strike only, and nothing for a strike of 0', async () => {
  const { info, count } = await chainOfIbm()
  expect(count(await info('&right=C'), 'maturityDate')).toBe(1)
  expect(count(await info('&right=C'), 'strike')).toBe(71)
  expect(count(await info('&strike=295&right=C'), 'maturityDate')).toBeGreaterThan(1)
  expect(await info('&strike=0&right=C')).toEqual([])
  expect(await info('&strike=296&right=C')).toEqual([])
  expect(count(await info('&strike=295'), 'right')).toBe(2)
})

test('lists the whole month for a strike of 0, and nothing without a right, if the options say so', async () => {
  const { info, count } = await chainOfIbm({ zeroStrike: 'all', missingRight: 'none' })
  const all = await info('&strike=0&right=P')
  expect([count(all, 'strike'), count(all, 'right')]).toEqual([71, 1])
  expect(count(all, 'maturityDate')).toBe(count(await info('&strike=295&right=P'), 'maturityDate'))
  expect(await info('&strike=0')).toEqual([])
  expect(await info('&strike=295')).toEqual([])
})

test('returns no strikes in a new brokerage session until the symbol is searched again', async () => {
  const { client, simulator, strikes, info } = await chainOfIbm()
  expect(await strikes()).toHaveLength(71)
  simulator.controls.endBrokerageSession()
  await client.post('iserver/auth/ssodh/init', { publish: true, compete: true })
  expect([await strikes(), await info('&strike=295&right=C')]).toEqual([[], []])
  await client.get('iserver/secdef/search?symbol=IBM')
  expect(await info('&strike=295&right=C')).toEqual([])
  expect(await strikes()).toHaveLength(71)
  expect(await info('&strike=295&right=C')).not.toEqual([])
})

test('returns both trading classes of an index with settlement in the morning and at the close', async () => {
  const { client } = await runningGateway()
  const [hit] = await rows(client, 'iserver/secdef/search?symbol=SPX')
  expect(hit).toMatchObject({
    conid: '416904',
    sections: [{ secType: 'IND' }, { secType: 'OPT', exchange: 'SMART;CBOE' }, {}],
  })
  const sections = (hit?.sections ?? []) as readonly Section[]
  const chain = `conid=416904&sectype=OPT&month=${sections[1]?.months?.split(';').at(-1)}`
  const { call } = (await client.get(`iserver/secdef/strikes?${chain}`)).body as { readonly call: readonly number[] }
  expect(call).toHaveLength(71)
  const found = await rows(client, `iserver/secdef/info?${chain}&strike=6700&right=P`)
  expect(found.map((row) => [row['tradingClass'], row['multiplier']])).toEqual([
    ['SPX', '100'],
    ['SPXW', '100'],
  ])
  const [morning, close] = found.map((row) => Number(row['maturityDate']))
  expect(morning).toBe((close ?? 0) - 1)
})

test('returns the adjusted class beside the standard class of a stock', async () => {
  const { client } = await runningGateway()
  const month = await firstMonth(client, 'IBM', 'OPT')
  const chain = `conid=8314&sectype=OPT&month=${month}`
  await client.get(`iserver/secdef/strikes?${chain}`)
  const found = await rows(client, `iserver/secdef/info?${chain}&strike=295&right=C`)
  const classes = new Map(found.map((row) => [row['tradingClass'], row['multiplier']]))
  expect(classes.get('IBM')).toBe('100')
  expect([undefined, '150']).toContain(classes.get('IBM1'))
})

test('finds contracts by name, but does not enable their details', async () => {
  const { client } = await runningGateway()
  const [hit] = await rows(client, 'iserver/secdef/search?symbol=machines&name=true')
  expect(hit).toMatchObject({ conid: '8314' })
  expect(await rows(client, 'iserver/secdef/info?conid=8314&sectype=STK')).toEqual([])
})

test('finds futures by their symbol, and by month for their index', async () => {
  const { client } = await runningGateway()
  const { ES } = (await client.get('trsrv/futures?symbols=ES')).body as { readonly ES: readonly Row[] }
  expect(ES).toHaveLength(4)
  expect(ES[0]).toMatchObject({ underlyingConid: 11004968, expirationDate: expect.any(Number) })
  const month = await firstMonth(client, 'ES', 'FUT')
  const found = await rows(client, `iserver/secdef/info?conid=11004968&sectype=FUT&month=${month}`)
  expect(found).toMatchObject([{ conid: ES[0]?.conid, secType: 'FUT', multiplier: '50' }])
})

test('lists the months of crude oil, with a last trading day in the month before', async () => {
  const { client } = await runningGateway()
  const { CL } = (await client.get('trsrv/futures?symbols=CL')).body as { readonly CL: readonly Row[] }
  expect(CL).toHaveLength(12)
  const last = CL.at(-1)
  const { body } = await client.get(`iserver/contract/${last?.conid}/info`)
  const info = body as Row
  const ended = Number(String(last?.expirationDate).slice(0, 6))
  expect(info['maturity_date']).toBe(String(last?.expirationDate))
  expect([1, 89]).toContain(Number(info['contract_month']) - ended)
  // The day after the expiration, as observed for CL. It is never a weekend.
  const ltd = String(last?.['ltd'])
  const weekday = new Date(`${ltd.slice(0, 4)}-${ltd.slice(4, 6)}-${ltd.slice(6)}`).getUTCDay()
  expect([1, 2, 3, 4, 5]).toContain(weekday)
  expect(Number(ltd)).toBeGreaterThan(Number(last?.expirationDate))
  const month = await firstMonth(client, 'CL', 'FUT')
  expect(await rows(client, `iserver/secdef/info?conid=711000002&sectype=FUT&month=${month}`)).toHaveLength(1)
})

test('returns the options on a future for the exchange that the request names', async () => {
  const { client } = await runningGateway()
  const month = await firstMonth(client, 'ES', 'FOP')
  const chain = `conid=11004968&sectype=FOP&month=${month}`
  const strikes = async (query: string) =>
    ((await client.get(`iserver/secdef/strikes?${chain}${query}`)).body as { readonly put: readonly number[] }).put
  expect(await strikes('')).toEqual([])
  expect(await strikes('&exchange=CME')).toHaveLength(41)
  const [option, ...others] = await rows(client, `iserver/secdef/info?${chain}&exchange=CME&strike=6700&right=P`)
  expect(others).toEqual([])
  expect(option).toMatchObject({ secType: 'FOP', multiplier: '50', exchange: 'CME' })
  const { ES } = (await client.get('trsrv/futures?symbols=ES')).body as { readonly ES: readonly Row[] }
  const info = (await client.get(`iserver/contract/${option?.conid}/info`)).body as Row
  expect(ES.map(({ conid }) => conid)).toContain(info['underlying_con_id'])
})

test.each([
  ['an option', 'AAPL', createMiddleOption(265598, Date.now()).conid],
  ['a future', 'ES', createMiddleOption(11004968, Date.now()).underlyingConid],
])('returns %s by its own conid after a search for its underlying', async (_, symbol, conid) => {
  const { client } = await runningGateway()
  expect(await rows(client, `iserver/secdef/info?conid=${conid}`)).toEqual([])
  await client.get(`iserver/secdef/search?symbol=${symbol}`)
  expect(await rows(client, `iserver/secdef/info?conid=${conid}`)).toMatchObject([{ conid, symbol }])
})

test('finds bonds by the id of their issuer', async () => {
  const { client } = await runningGateway()
  const bonds = await rows(client, 'iserver/secdef/info?issuerId=e8314')
  expect(bonds).toHaveLength(3)
  expect(bonds[0]).toMatchObject({ secType: 'BOND', symbol: 'IBM' })
  const { body } = await client.get('iserver/secdef/bond-filters?symbol=BOND&issuerId=e8314')
  expect(body).toMatchObject({ bondFilters: [{ displayText: 'Maturity Date' }, {}, { displayText: 'Coupon' }, {}] })
})

test('returns the requested algorithms of a contract in the second response', async () => {
  const { client } = await runningGateway()
  const algorithms = async () =>
    (await client.get('iserver/contract/8314/algos?algos=Adaptive;Vwap&addParams=1')).body as {
      readonly algos: readonly Row[]
    }
  expect(await algorithms()).toEqual({ algos: [] })
  expect((await algorithms()).algos.map(({ id }) => id)).toEqual(['Adaptive', 'Vwap'])
  expect(await client.get('iserver/contract/1/algos')).toMatchObject({ status: 503 })
})

test('lists the order types, times in force and ticks that a contract accepts', async () => {
  const { client } = await runningGateway()
  const rules = async (fields: object) => (await client.post('iserver/contract/rules', fields)).body
  expect(await rules({ conid: 8314 })).toMatchObject({
    orderTypes: expect.arrayContaining(['midprice', 'mit', 'lit', 'trailing_stop', 'marketonclose', 'limitonclose']),
    tifTypes: [
      ...['IOC/LIMIT,MIDPRICE,MARKET,a', 'GTC/o,a', 'OPG/LIMIT,MARKET,a', 'OVT/o,a,LIMIT', 'OND/o,a,LIMIT', 'DAY/o,a'],
    ],
    ibAlgoTypes: expect.not.arrayContaining(['market']),
    incrementRules: [{ lowerEdge: 0, increment: 0.01 }],
  })
  expect(await rules({ conid: 8314, exchange: 'IEX' })).toMatchObject({
    orderTypes: expect.not.arrayContaining(['midprice']),
  })
})

test('names the opposite side of an event contract in the same market', async () => {
  const { client } = await runningGateway()
  const market = (await client.get('forecast/contract/market?underlyingConid=741000000')).body as {
    readonly contracts: readonly { readonly conid: number; readonly side: string }[]
  }
  const [yes, no] = market.contracts
  const details = { conid_yes: yes?.conid, conid_no: no?.conid, underlying_conid: 741000000 }
  for (const side of [yes, no]) {
    const { body } = await client.get(`forecast/contract/details?conid=${side?.conid}`)
    expect(body).toMatchObject({ ...details, side: side?.side })
  }
})

test('returns reciprocal exchange rates', async () => {
  const { client } = await runningGateway()
  const rate = async (pair: string) =>
    ((await client.get(`iserver/exchangerate?${pair}`)).body as { rate: number }).rate
  expect((await rate('source=AUD&target=USD')) * (await rate('source=USD&target=AUD'))).toBeCloseTo(1, 6)
})

test('lists the requested number of stocks after the tradable stocks, without duplicates', async () => {
  const { client } = await runningGateway({ listedStocks: 30_000 })
  const { body } = await client.get('trsrv/all-conids?exchange=NASDAQ')
  const listed = body as readonly { readonly ticker: string; readonly conid: number; readonly exchange: string }[]
  expect(listed.length).toBeGreaterThan(30_000)
  expect(listed.find(({ conid }) => conid === 265598)).toEqual({ ticker: 'AAPL', conid: 265598, exchange: 'NASDAQ' })
  expect(new Set(listed.map(({ ticker }) => ticker)).size).toBe(listed.length)
})

test.each([
  ['assetClass=STK', 'neither'],
  ['assetClass=STK&symbol=AAPL&conid=265598', 'both'],
  ['symbol=AAPL', 'no asset class'],
])('rejects the trading schedule query %s: %s', async (query) => {
  const { client } = await runningGateway()
  const error = 'Bad Request: assetClass and exactly one of symbol/conid are required'
  expect(await client.get(`trsrv/secdef/schedule?${query}`)).toMatchObject({ status: 400, body: { error } })
})

test('returns the trading schedule by symbol or by conid for each exchange except SMART', async () => {
  const { client } = await runningGateway()
  const venues = async (query: string) =>
    (await rows(client, `trsrv/secdef/schedule?assetClass=STK&${query}`)).map((row) => row['exchange'])
  expect(await venues('symbol=AAPL')).toEqual(await venues('conid=265598'))
  expect(await venues('conid=265598')).toContain('NASDAQ')
  expect(await venues('conid=265598&exchange=ISLAND')).toEqual(['ISLAND'])
  expect(await venues('conid=265598&exchange=SMART')).toEqual([])
})
