import { describe, expect, test } from 'vitest'
import {
  type ContractDefinition,
  type ContractIdentity,
  ContractNames,
  identityOf,
} from '../../../src/shared/domain/contract-name.ts'

const option = { conid: 708764406, symbol: 'AAPL', title: 'AAPL', securityType: 'OPT' } as const
const nameOf = (identity: ContractIdentity): string => new ContractNames().of(identity)

describe('the name of a contract', () => {
  test.for<readonly [string, ContractIdentity]>([
    ['AAPL', { conid: 265598, symbol: 'AAPL', title: 'AAPL', securityType: 'STK' }],
    ['AAPL 28JUN24 192.5 C', { ...option, details: "JUN 28 '24 192.5 Call" }],
    ['AAPL 05JAN27 250 P', { ...option, details: "Jan5'27 250.00 Put" }],
    [
      'MES OCT23 4300 P EX2',
      { conid: 1, symbol: 'MES', securityType: 'FOP', details: '(EX2) OCT23 4300 Put Fut. Option' },
    ],
    [
      'SPX 18DEC26 6700 C SPXW',
      { conid: 2, symbol: 'SPX', securityType: 'OPT', details: "DEC 18 '26 6700 Call (SPXW)" },
    ],
    ['ES DEC26', { conid: 3, symbol: 'ES', securityType: 'FUT', details: 'DEC26 @CME' }],
    ['ES DEC26', { conid: 3, symbol: 'ES', securityType: 'FUT', details: 'DEC2026' }],
    ['MES DEC23', { conid: 3, symbol: 'MES', title: 'MES DEC23', securityType: 'FUT' }],
    ['ES FUT #3', { conid: 3, symbol: 'ES', title: 'ES', securityType: 'FUT' }],
    ['ES FUT #3', { conid: 3, symbol: 'ES', title: 'ESZ6', securityType: 'FUT' }],
    ['BRK B', { conid: 4, symbol: 'BRK B', title: 'BRK B', securityType: 'STK' }],
    ['AUD.CAD', { conid: 15016138, symbol: 'AUD', title: 'AUD.CAD', securityType: 'CASH', exchange: 'FXCONV' }],
    ['AUD CASH #15016138', { conid: 15016138, symbol: 'AUD', securityType: 'CASH' }],
    ['AAPL CFD', { conid: 4, symbol: 'AAPL', securityType: 'CFD' }],
    ['AAPL OPT #708764406', option],
    // A row without a type may be about the stock or about any of its derivatives.
    ['AAPL #4', { conid: 4, symbol: 'AAPL' }],
    ['#5', { conid: 5 }],
    ['', {}],
  ])('is %s', ([name, identity]) => {
    expect(nameOf(identity)).toBe(name)
  })

  test('keeps the parts of an unknown description that may distinguish contracts', () => {
    expect(nameOf({ ...option, details: "JUN 28 '24 192.5 Call Adjusted" })).toBe('AAPL 28JUN24 192.5 C Adjusted')
    expect(nameOf({ ...option, details: 'SEP 1,250 weekly' })).toBe('AAPL SEP 1,250 weekly')
  })

  test.for<readonly [string, ContractDefinition, ContractIdentity]>([
    [
      'AAPL 20JAN27 250 C',
      { ...option, tradingClass: 'AAPL', multiplier: 100, maturity: '20270120', strike: '250.00', right: 'C' },
      { ...option, details: "JAN 20 '27 250 Call" },
    ],
    [
      'ES DEC26',
      { conid: 3, symbol: 'ES', securityType: 'FUT', localSymbol: 'ESZ6', month: '202612', maturity: '20261218' },
      { conid: 3, symbol: 'ES', title: 'ES', securityType: 'FUT', details: 'DEC26' },
    ],
    [
      'AUD.CAD',
      { conid: 15016138, symbol: 'AUD', securityType: 'CASH', localSymbol: 'AUD.CAD' },
      { conid: 15016138, symbol: 'AUD', title: 'AUD.CAD', securityType: 'CASH' },
    ],
    [
      'BRK B',
      { conid: 4, symbol: 'BRK B', securityType: 'STK', localSymbol: 'BRK.B', exchange: 'SMART' },
      { conid: 4, symbol: 'BRK B', title: 'BRK B', securityType: 'STK', exchange: 'NYSE' },
    ],
    [
      'ES FUT #3',
      { conid: 3, symbol: 'ES', securityType: 'FUT', localSymbol: 'ESZ6' },
      { conid: 3, symbol: 'ES', title: 'ES', securityType: 'FUT' },
    ],
  ])('is %s for a definition and for a row', ([name, definition, row]) => {
    expect([nameOf(identityOf(definition)), nameOf(row)]).toEqual([name, name])
  })

  test('contains a trading class other than the symbol and an unusual multiplier, if a definition has them', () => {
    const defined = { ...option, maturity: '20270120', strike: '250', right: 'C' }
    expect(nameOf(identityOf({ ...defined, tradingClass: '2AAPL', multiplier: 10 }))).toBe(
      'AAPL 20JAN27 250 C 2AAPL x10',
    )
  })
})

describe('the names of a session', () => {
  /** Returns a function that names contracts in one session. */
  const session = () => {
    const names = new ContractNames()
    return (...identities: readonly ContractIdentity[]) => identities.map(names.of)
  }
  const index = { symbol: 'SPX', securityType: 'OPT' }
  const row = (conid: number, exchange?: string) => ({ ...index, conid, details: "DEC 18 '26 6700 Call", exchange })
  const definition = (conid: number, tradingClass: string) =>
    identityOf({ ...index, conid, tradingClass, maturity: '20261218', strike: '6700', right: 'C', exchange: 'SMART' })
  const [plain, monthly] = ['SPX 18DEC26 6700 C', 'SPX 18DEC26 6700 C SPX']

  test('never change with the fields of a row or a definition', () => {
    const weekly = { ...row(2, 'CBOE') }
    expect(session()(row(2), weekly, definition(2, 'SPXW'), { conid: 2 }, { conid: 2, symbol: 'SPX' })).toEqual(
      Array.from({ length: 5 }, () => plain),
    )
    const { conid } = option
    const described = { ...option, details: "JAN 20 '27 250 Call" }
    expect(session()(described, option, { conid, symbol: 'AAPL' }, { conid })).toEqual(
      Array.from({ length: 4 }, () => 'AAPL 20JAN27 250 C'),
    )
  })

  test('replace a conid once, when a description arrives', () => {
    const { conid } = option
    const described = { ...option, details: "JAN 20 '27 250 Call" }
    const names = ['AAPL OPT #708764406', 'AAPL OPT #708764406', 'AAPL 20JAN27 250 C', 'AAPL 20JAN27 250 C']
    expect(session()(option, { conid }, described, option)).toEqual(names)
    expect(session()({ conid, securityType: 'OPT' }, option)).toEqual(['OPT #708764406', 'AAPL OPT #708764406'])
  })

  test('add the trading class if both contracts have a different one', () => {
    expect(session()(row(2), definition(2, 'SPXW'), definition(1, 'SPX'))).toEqual([plain, plain, monthly])
    expect(session()(row(1), definition(2, 'SPXW'))).toEqual([plain, 'SPX 18DEC26 6700 C SPXW'])
    // Nothing shows that the class of the first one is another.
    expect(session()(row(2), definition(1, 'SPX'), row(2))).toEqual([plain, `${plain} #1`, plain])
  })

  test('add the exchange if both contracts have a different one, otherwise the conid', () => {
    expect(session()(row(1, 'CBOE'), row(2, 'CBOE'))).toEqual([plain, `${plain} #2`])
    expect(session()(row(1), row(2, 'CBOE'))).toEqual([plain, `${plain} #2`])
    expect(session()(row(1), row(2))).toEqual([plain, `${plain} #2`])
    const stock = { symbol: 'BP', securityType: 'STK' }
    const [newYork, mexico, other] = [
      { ...stock, conid: 1, exchange: 'NYSE' },
      { ...stock, conid: 2, exchange: 'MEXI' },
      { ...stock, conid: 3, exchange: 'MEXI' },
    ]
    expect(session()(newYork, mexico, other, { ...mexico, exchange: 'SMART' })).toEqual([
      'BP',
      'BP MEXI',
      'BP #3',
      'BP MEXI',
    ])
    // SMART is no exchange.
    expect(session()(newYork, { ...mexico, exchange: 'SMART' })).toEqual(['BP', 'BP #2'])
  })

  test('name a combo by its legs, and never like a stock', () => {
    const combo = { conid: 28812380, symbol: 'AAPL', securityType: 'BAG', exchange: 'SMART' }
    const [one, other] = ['28812380;;;265598/1,8314/-1', '28812380;;;265598/1,8314/-2']
    const stock = { conid: 265598, symbol: 'AAPL', securityType: 'STK' }
    expect(session()({ ...combo, conidex: one }, stock, { ...combo, conidex: other, exchange: 'NYSE' })).toEqual([
      'AAPL combo',
      'AAPL',
      'AAPL combo 265598/1,8314/-2',
    ])
    // All combos of a currency have the same conid, so it identifies none of them.
    const unknown = [combo, { ...combo, symbol: 'IBM' }, { conid: 28812380, symbol: 'IBM' }]
    expect(session()({ ...combo, conidex: one }, ...unknown)).toEqual([
      'AAPL combo',
      'AAPL combo #28812380',
      'IBM combo #28812380',
      'IBM #28812380',
    ])
    expect(session()({ ...combo, conidex: one, details: 'calendar' })).toEqual(['AAPL combo calendar'])
    // The sequence of the legs makes no other combo.
    expect(session()({ ...combo, conidex: one }, { ...combo, conidex: '28812380;;;8314/-1,265598/1' })).toEqual([
      'AAPL combo',
      'AAPL combo',
    ])
  })

  test('rename a combo when the names of all of its legs are known', () => {
    const name = session()
    const combo = { conid: 28812380, symbol: 'AAPL', securityType: 'BAG', conidex: '28812380@SMART;;;1/1,2/-1' }
    const leg = (conid: number, strike: number) => ({ ...option, conid, details: `JAN 20 '27 ${strike} Call` })
    expect(name(combo, leg(1, 240), combo, leg(2, 250), combo)).toEqual([
      'AAPL combo',
      'AAPL 20JAN27 240 C',
      'AAPL combo',
      'AAPL 20JAN27 250 C',
      'AAPL 20JAN27 240/250 C vertical',
    ])
    // The opposite spread is another contract.
    expect(name({ ...combo, conidex: '28812380;;;1/-1,2/1' })).toEqual(['AAPL 20JAN27 250/240 C vertical'])
    const names = new ContractNames()
    names.of(leg(1, 240))
    expect(names.legsOf(combo.conidex)).toEqual([
      { conid: 1, ratio: 1, name: 'AAPL 20JAN27 240 C' },
      { conid: 2, ratio: -1, name: '#2' },
    ])
    expect(names.legsOf('265598')).toBeUndefined()
  })

  test('forget the oldest of 20,000 contracts', () => {
    const name = session()
    const stocks = Array.from({ length: 20_001 }, (_, at) => ({ conid: at + 1, symbol: `S${at}`, securityType: 'STK' }))
    name(...stocks)
    // The name of the first one is free again, that of the second one is not.
    expect(name({ conid: 30_000, symbol: 'S0', securityType: 'STK' })).toEqual(['S0'])
    expect(name({ conid: 30_001, symbol: 'S2', securityType: 'STK' })).toEqual(['S2 #30001'])
  })
})
