import { expect, test } from 'vitest'
import { ContractLookup } from '../../../src/client/contracts/contract-lookup.ts'
import { optionChain } from '../../../src/client/contracts/option-chain.ts'
import { findContract, searchContracts } from '../../../src/client/contracts/search-contracts.ts'
import { IbkrResponseError, type RequestInput } from '../../../src/client/index.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'

const NOW = Date.UTC(2026, 11, 1)
const STRIKES = Array.from({ length: 41 }, (_, at) => 6_000 + at * 25)
/** Days of options with their trading classes: the monthly one, the same day settled at the close, and a weekly. */
const DAYS = [
  ['20261218', 'SPX'],
  ['20261218', 'SPXW'],
  ['20261224', 'SPXW'],
] as const

const refusal = { method: 'GET', path: 'iserver/secdef/info', body: {}, text: '', headers: {} }

/** How a server responds to requests that IBKR does not document. */
interface Manner {
  /** `strike=0`: everything, everything but weeklies of all or of high strikes, nothing, or a refusal. */
  readonly all: 'all' | 'no weeklies' | 'no high weeklies' | 'nothing' | 'refused'
  /** Whether a request without a right returns both. */
  readonly both: boolean
  /** Number of responses to `info` that are empty or refusals, as after the end of IBKR's session. */
  readonly lost?: number
}

const hasWeeklies = (all: Manner['all'], strike: number): boolean =>
  all === 'all' || (all === 'no high weeklies' && strike < 6_700)

/** Creates a server with one index, and the record of its requests. */
function serve({ all, both, lost = 0 }: Manner) {
  const sent: string[] = []
  const server = { empty: lost, hasContracts: true }
  const rows = (params: NonNullable<RequestInput['params']>): readonly object[] => {
    const { strike, right } = params
    if (!server.hasContracts) return []
    if (strike === 0 && all === 'refused') throw new IbkrResponseError({ ...refusal, status: 400 })
    if (strike === 0 && all === 'nothing') return []
    if (strike !== 0 && server.empty > 0) {
      server.empty -= 1
      if (server.empty % 2 === 0) throw new IbkrResponseError({ ...refusal, status: 500 })
      return []
    }
    return STRIKES.filter((each) => strike === 0 || each === strike).flatMap((each) =>
      (['C', 'P'] as const)
        .filter((side) => (right ?? (both || strike === 0 ? side : 'C')) === side)
        .flatMap((side) =>
          DAYS.filter(([day]) => strike !== 0 || hasWeeklies(all, each) || day === '20261218').map(
            ([day, tradingClass]) => ({
              ...{
                conid:
                  each * 100 +
                  (side === 'C' ? 0 : 10) +
                  DAYS.findIndex((it) => it[0] === day && it[1] === tradingClass),
              },
              ...{ symbol: 'SPX', secType: 'OPT', exchange: 'SMART', currency: 'USD', strike: each, right: side },
              ...{ maturityDate: day, multiplier: '100', tradingClass },
            }),
          ),
        ),
    )
  }
  const request = async ({ path, params = {} }: RequestInput) => {
    sent.push(path)
    if (path === 'iserver/secdef/search') {
      const sections = [{ secType: 'IND' }, { secType: 'OPT', months: 'DEC26;JAN27', exchange: 'SMART;CBOE' }]
      return [{ conid: '416904', symbol: 'SPX', companyName: 'S&P 500', description: 'CBOE', sections }]
    }
    if (path === 'iserver/secdef/strikes') return { call: STRIKES, put: STRIKES }
    return path === 'iserver/secdef/info' ? rows(params) : {}
  }
  const clock = { time: NOW, now: () => clock.time }
  const lookup = new ContractLookup({ clock, names: new ContractNames() })
  const reader = { request, signal: new AbortController().signal }
  const open = async (options = {}) => {
    const chain = await optionChain(lookup, reader, 'SPX', { around: 6_500, ...options })
    const contracts = []
    for await (const contract of chain.contracts()) contracts.push(contract)
    return contracts
  }
  return {
    open,
    clock,
    lookup,
    reader,
    server,
    infos: () => sent.filter((path) => path === 'iserver/secdef/info').length,
    sent,
  }
}

test.for<readonly [string, Manner, number]>([
  ['one request for all strikes, and three to verify it', { all: 'all', both: true }, 4],
  ['a request per strike, if the request for all omits weeklies', { all: 'no weeklies', both: true }, 23],
  ['a request per strike, if the request for all omits some weeklies', { all: 'no high weeklies', both: true }, 25],
  ['a request per strike, if the request for all is empty', { all: 'nothing', both: true }, 23],
  ['a request per strike, if the request for all is refused', { all: 'refused', both: true }, 23],
  ['a request per strike and right, as documented', { all: 'nothing', both: false }, 44],
])('reads ±10 strikes and both rights with %s', async ([, manner, requests]) => {
  const { open, infos } = serve(manner)
  const contracts = await open()
  expect(contracts).toHaveLength(21 * 2 * DAYS.length)
  expect(new Set(contracts.map(({ name }) => name)).size).toBe(contracts.length)
  expect(contracts[0]).toMatchObject({ strike: 6_500, month: '202612' })
  expect(infos()).toBe(requests)
  await open()
  expect(infos()).toBe(requests)
})

test('reads contracts again after 24 hours', async () => {
  const { clock, open, infos } = serve({ all: 'all', both: true })
  await open()
  clock.time += 24 * 3_600_000 - 1
  await open()
  expect(infos()).toBe(4)
  clock.time += 1
  await open()
  expect(infos()).toBe(8)
})

test('repeats what was empty after a new search, because IBKR’s session may have ended', async () => {
  const { open, infos, sent } = serve({ all: 'nothing', both: false, lost: 5 })
  expect(await open()).toHaveLength(21 * 2 * DAYS.length)
  expect(infos()).toBeGreaterThan(44)
  expect(sent.filter((path) => path === 'iserver/secdef/search')).toHaveLength(2)
})

test('does not cache the empty result of a repeated request', async () => {
  const { open, server } = serve({ all: 'all', both: true })
  server.hasContracts = false
  expect(await open({ each: 1 })).toEqual([])
  server.hasContracts = true
  expect(await open({ each: 1 })).toHaveLength(3 * 2 * DAYS.length)
})

test('selects a day, a right and a trading class', async () => {
  const { open } = serve({ all: 'nothing', both: true })
  const selected = await open({ expiry: '20261218', right: 'P', tradingClass: 'SPXW', strikes: [6_500, 6_525] })
  expect(selected.map(({ name }) => name)).toEqual(['SPX 18DEC26 6500 P SPXW', 'SPX 18DEC26 6525 P SPXW'])
})

test('names the trading classes of options with the same terms', async () => {
  const { lookup, reader } = serve({ all: 'nothing', both: true })
  const found = await searchContracts(lookup, reader, 'spx 18dec26 6500 c')
  expect(found.map(({ tradingClass }) => tradingClass)).toEqual(['SPX', 'SPXW'])
  await expect(findContract(lookup, reader, 'SPX 18DEC26 6500 C', {})).rejects.toMatchObject({
    code: 'contract-ambiguous',
    candidates: [{ tradingClass: 'SPX' }, { tradingClass: 'SPXW' }],
  })
  expect(await findContract(lookup, reader, 'SPX 18DEC26 6500 C SPXW', {})).toMatchObject({ tradingClass: 'SPXW' })
  await expect(findContract(lookup, reader, 'SPX 21DEC26 6500 C', {})).rejects.toThrow(
    'IBKR lists no option SPX 21DEC26 6500 C. With this strike, options expire on 18DEC26, 24DEC26.',
  )
})

test('ignores no trading class, exchange or multiplier that the text names', async () => {
  const { lookup, reader } = serve({ all: 'nothing', both: true })
  const found = (text: string) => searchContracts(lookup, reader, text)
  await expect(found('SPX 24DEC26 6500 C SPX')).rejects.toThrow(
    'No contract matches SPX (trading class, exchange or multiplier). Found: SPX 18DEC26 6500 C SMART USD OPT SPX (conid 650000).',
  )
  await expect(found('SPX 24DEC26 6500 C XYZ')).rejects.toThrow(
    'No contract matches XYZ (trading class, exchange or multiplier). Found: SPX 24DEC26',
  )
  expect(await found('SPX 24DEC26 6500 C CBOE')).toMatchObject([{ expiry: '20261224' }])
  await expect(found('SPX 24DEC26 6500 C x10')).rejects.toThrow(
    'No contract matches x10 (trading class, exchange or multiplier). Found: SPX 24DEC26',
  )
  expect(await found('SPX 24DEC26 6500 C SPXW SMART x100')).toMatchObject([{ expiry: '20261224' }])
})

test('lists the contracts of a symbol on twenty exchanges, and does not choose one', async () => {
  const exchanges = Array.from({ length: 20 }, (_, at) => `EXCH${at}`)
  const rows = exchanges.map((description, at) => ({
    ...{ conid: `${at + 1}`, symbol: 'BAY', companyName: 'BAYER', description, sections: [{ secType: 'STK' }] },
  }))
  const secdef = rows.map(({ conid }) => ({ conid, currency: Number(conid) === 7 ? 'CHF' : 'EUR' }))
  const request = async ({ path }: RequestInput) => (path === 'iserver/secdef/search' ? rows : { secdef })
  const lookup = new ContractLookup({ clock: { now: () => NOW }, names: new ContractNames() })
  const reader = { request, signal: new AbortController().signal }
  const error = await findContract(lookup, reader, 'bay', {}).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'contract-ambiguous', candidates: { length: 20 } })
  expect((error as Error).message).toMatch(
    /^“bay” means 20 contracts\. Pass a conid, or one of the options .* and 12 more\.$/,
  )
  expect(await findContract(lookup, reader, 'bay', { exchange: 'EXCH3' })).toMatchObject({ conid: 4 })
  expect(await findContract(lookup, reader, 'bay', { currency: 'CHF' })).toMatchObject({ conid: 7 })
})

test('finds the trading class and multiplier of a symbol at the exchange, also if trading ends the day before', async () => {
  const rows = [
    { conid: 1, tradingClass: 'SPX', maturityDate: '20270114' },
    { conid: 2, tradingClass: 'SPXW', maturityDate: '20270114' },
    { conid: 3, tradingClass: 'SPXW', maturityDate: '20270115' },
  ].map((row) => ({ ...row, symbol: 'SPX', secType: 'OPT', strike: 6_000, right: 'C', multiplier: '100' }))
  const sections = [{ secType: 'IND' }, { secType: 'OPT', months: 'JAN27', exchange: 'SMART' }]
  const responses = new Map<string, unknown>([
    ['iserver/secdef/search', [{ conid: '416904', symbol: 'SPX', companyName: 'S&P 500', sections }]],
    ['iserver/secdef/strikes', { call: [6_000], put: [] }],
    ['iserver/secdef/info', rows],
  ])
  const request = async ({ path }: RequestInput) => responses.get(path) ?? {}
  const lookup = new ContractLookup({ clock: { now: () => NOW }, names: new ContractNames() })
  const reader = { request, signal: new AbortController().signal }
  const find = async (text: string) => (await findContract(lookup, reader, text, {})).conid
  expect(await find('SPX   270115C06000000')).toBe(1)
  expect(await find('SPX JAN2027 6000 C [SPX   270115C06000000 100]')).toBe(1)
  expect(await find('SPX JAN2027 6000 C [SPXW  270115C06000000 100]')).toBe(3)
  expect(await find('SPX 15JAN27 6000 C')).toBe(3)
  // A class with an option on every day ends trading on the day of settlement.
  await expect(find('SPX JAN2027 6000 C [SPXW  270116C06000000 100]')).rejects.toThrow('IBKR lists no option')
  await expect(find('SPX JAN2027 6000 C [SPX   270115C06000000 10]')).rejects.toThrow('No contract matches SPX x10')
  await expect(find('SPX JAN2027 6000 C [XYZ   270115C06000000 100]')).rejects.toThrow('No contract matches XYZ')
})

test('chooses no adjusted class that the text does not name', async () => {
  const option = { conid: 1, tradingClass: '2AAPL', maturityDate: '20270115', multiplier: '100' }
  const sections = [{ secType: 'STK' }, { secType: 'OPT', months: 'JAN27', exchange: 'SMART' }]
  const responses = new Map<string, unknown>([
    ['iserver/secdef/search', [{ conid: '265598', symbol: 'AAPL', companyName: 'APPLE INC', sections }]],
    ['iserver/secdef/strikes', { call: [250], put: [] }],
    ['iserver/secdef/info', [{ ...option, symbol: 'AAPL', secType: 'OPT', strike: 250, right: 'C' }]],
  ])
  const request = async ({ path }: RequestInput) => responses.get(path) ?? {}
  const lookup = new ContractLookup({ clock: { now: () => NOW }, names: new ContractNames() })
  const reader = { request, signal: new AbortController().signal }
  await expect(findContract(lookup, reader, 'AAPL 15JAN27 250 C', {})).rejects.toThrow(
    'No contract is exactly “AAPL 15JAN27 250 C”. Add the trading class 2AAPL, which is adjusted.',
  )
  expect(await findContract(lookup, reader, 'AAPL 15JAN27 250 C 2AAPL', {})).toMatchObject({ conid: 1 })
})

/** Creates a server on which `CL` is a stock with options, and crude oil with options on its futures. */
function serveTwoUnderlyings() {
  const rows = [
    ['1', 'NYSE', 'STK', { secType: 'OPT', months: 'DEC26', exchange: 'SMART' }],
    ['2', 'NYMEX', 'IND', { secType: 'FOP', months: 'DEC26;JAN27', exchange: 'NYMEX' }],
  ] as const
  const request = async ({ path, params = {} }: RequestInput) => {
    const { sectype, strike, right } = params
    if (path === 'iserver/secdef/search') {
      return rows.map(([conid, description, secType, derivatives]) => ({
        ...{ conid, symbol: 'CL', companyName: description, description, sections: [{ secType }, derivatives] },
      }))
    }
    const strikes = sectype === 'OPT' ? [70, 80] : [70, 75]
    if (path === 'iserver/secdef/strikes') return { call: strikes, put: strikes }
    if (path !== 'iserver/secdef/info') return {}
    const conid = Number(strike) + (sectype === 'OPT' ? 1_000 : 2_000)
    return [{ conid, symbol: 'CL', secType: sectype, strike, right, maturityDate: '20261217', multiplier: '100' }]
  }
  const lookup = new ContractLookup({ clock: { now: () => NOW }, names: new ContractNames() })
  return { lookup, reader: { request, signal: new AbortController().signal } }
}

test('finds options of every underlying of a symbol, and does not choose between them', async () => {
  const { lookup, reader } = serveTwoUnderlyings()
  const conids = async (text: string) => (await searchContracts(lookup, reader, text)).map(({ conid }) => conid)
  expect(await conids('CL Z6 70 C')).toEqual([1_070, 2_070])
  await expect(findContract(lookup, reader, 'CL Z6 70 C', {})).rejects.toMatchObject({ code: 'contract-ambiguous' })
  expect(await findContract(lookup, reader, 'CL Z6 70 C', { securityType: 'FOP' })).toMatchObject({ conid: 2_070 })
  expect(await conids('CL Z6 75 C')).toEqual([2_075])
  expect(await conids('CL Z6 80 C')).toEqual([1_080])
  // Only crude oil has options in this month.
  expect(await conids('CL F7 70 C')).toEqual([2_070])
  await expect(conids('CL Z6 90 C')).rejects.toThrow(
    'CL has no strike 90 in DEC26. The nearest: 80. CL has no strike 90 in DEC26. The nearest: 75.',
  )
})
