import { describe, expect, test } from 'vitest'
import { isIsin } from '../../../src/shared/domain/isin.ts'
import { isMeant, isSymbol, parseContractText } from '../../../src/shared/domain/parse-contract-text.ts'

const stock = (symbol: string, exchange: string) => ({ conid: 1, symbol, exchange, securityType: 'STK' })

const NOW = Date.UTC(2026, 11, 1)
const parse = (text: string) => parseContractText(text, NOW)

describe('a text that identifies a contract', () => {
  const call = { kind: 'option', symbol: 'AAPL', month: '202701', day: '20270120', strike: 250, right: 'C' } as const
  test.for([
    'AAPL 20JAN27 250 C',
    ' aapl  20jan27 250 c ',
    'AAPL 20 Jan 2027 250C',
    "aapl jan 20 '27 250 call",
    'AAPL Jan20’27 250.00 CALL',
    'AAPL JAN 20, 2027 250 Calls',
    'AAPL 20-Jan-27 250 C',
    'AAPL 2027-01-20 250 C',
    'AAPL 20270120 250 C',
    'AAPL 1/20/27 250 C',
    'AAPL 20/1/2027 250 C',
    'AAPL 20JAN 250 C',
    'AAPL 250C 20JAN27',
    'AAPL 20JAN27 C250',
  ])('is the same option as %s', (text) => {
    expect(parse(text)).toEqual(call)
  })

  test.for(['AAPL  270120C00250000', 'aapl270120c00250000', '.AAPL270120C250'])(
    'is an option of the trading class in the symbol at its exchange: %s',
    (text) => {
      expect(parse(text)).toEqual({ ...call, root: 'AAPL' })
    },
  )

  test.for([
    'AAPL JAN27 250 C',
    'AAPL JAN 27 250 C',
    'AAPL JAN 2027 250 Call',
    'AAPL 202701 250 C',
    'AAPL JAN 250 C',
    'AAPL F7 250 C',
  ])('is an option without a day in %s', (text) => {
    const { day, ...withoutDay } = call
    expect(day).toBe('20270120')
    expect(parse(text)).toEqual(withoutDay)
  })

  test('has the next such day without a year, unless the number is the year of a month that is not over', () => {
    expect(parse('AAPL JAN 20 250 C')).toEqual(call)
    expect(parse('AAPL 250 C JAN 20')).toEqual(call)
    expect(parse('AAPL DEC 4 250 C')).toMatchObject({ month: '202612', day: '20261204' })
    expect(parse('AAPL NOV 26 250 C')).toMatchObject({ month: '202711', day: '20271126' })
    for (const [text, month] of [
      ['AAPL DEC 26 250 C', '202612'],
      ['AAPL JAN 28 250 C', '202801'],
      ['AAPL JAN20 250 C', '202001'],
      ["AAPL JAN '20 250 C", '202001'],
      ['AAPL JAN 2020 250 C', '202001'],
    ] as const) {
      expect(parse(text), text).toMatchObject({ month })
      expect(parse(text), text).not.toHaveProperty('day')
    }
  })

  test('has a strike, a trading class and a multiplier', () => {
    expect(parse('SPX 18DEC26 6,712.5 P SPXW')).toEqual({
      kind: 'option',
      symbol: 'SPX',
      month: '202612',
      day: '20261218',
      strike: 6712.5,
      right: 'P',
      qualifiers: ['SPXW'],
    })
    expect(parse('AAPL 20JAN27 250 C 2AAPL x10')).toEqual({ ...call, qualifiers: ['2AAPL'], multiplier: 10 })
    expect(parse('AAPL JAN 27 50 C')).toMatchObject({ month: '202701', strike: 50 })
    expect(parse('SPX DEC 26 2027 C')).toMatchObject({ month: '202612', strike: 2027 })
    expect(parse('BRK B 20JAN27 .5 P')).toMatchObject({ symbol: 'BRK B', strike: 0.5, right: 'P' })
  })

  test('is a symbol with its final dot, and with any mark before a share class', () => {
    expect(isSymbol('BP.', ['BP'])).toBe(false)
    expect(isSymbol('BP', ['BP.'])).toBe(false)
    expect(isSymbol('bp.', ['BP.'])).toBe(true)
    expect(isSymbol('BRK B', ['BRK.B'])).toBe(true)
    expect(isMeant(stock('BP.', 'LSE'), parse('BP'))).toBe(false)
    expect(isMeant(stock('BP.', 'LSE'), parse('BP 15JAN27 30 C'))).toBe(false)
  })

  test('is only the contract with the exchange or the type that follows the symbol', () => {
    expect(isMeant(stock('BP', 'MEXI'), parse('BP MEXI'))).toBe(true)
    expect(isMeant(stock('BP.', 'MEXI'), parse('bp mexi'))).toBe(true)
    expect(isMeant(stock('BP', 'NYSE'), parse('BP MEXI'))).toBe(false)
    expect(isMeant(stock('BPX', 'MEXI'), parse('BP MEXI'))).toBe(false)
    expect(isMeant({ ...stock('AAPL', 'SMART'), securityType: 'CFD' }, parse('AAPL CFD'))).toBe(true)
    expect(isMeant(stock('AAPL', 'SMART'), parse('AAPL CFD'))).toBe(false)
  })

  test('has a strike with commas only between groups of three digits', () => {
    expect(parse('SPX 18DEC26 6,000 C')).toMatchObject({ strike: 6_000 })
    expect(parse('NIKKEI 18DEC26 1,234,567.5 C')).toMatchObject({ strike: 1_234_567.5 })
    expect(parse('EUR 05MAR27 1.125 C')).toMatchObject({ strike: 1.125 })
    for (const strike of ['22,5', '22,50', '6,00', '60,00,000', '1234,567', '6,', '6.000', '1.130']) {
      expect(parse(`SPX 18DEC26 ${strike} C`), strike).toMatchObject({ kind: 'invalid' })
      expect(parse(`SPX ${strike} C 18DEC26`), strike).toMatchObject({ kind: 'invalid' })
    }
  })

  test.for([
    'ES Z6',
    'es z26',
    '/ES Z6',
    'ES DEC26',
    'ES DEC 26',
    "es dec'26",
    'ES DEC 2026',
    'ES       DEC2026',
    'ES 202612',
    'ES 2026-12',
    'ES Dec',
    '/ESZ6',
  ])('is the same future as %s', (text) => {
    expect(parse(text)).toEqual({ kind: 'future', symbol: 'ES', month: '202612' })
  })

  test('is a future without a space, which may also be a symbol', () => {
    expect(parse('esz6')).toEqual({ kind: 'future', symbol: 'ES', month: '202612', asSymbol: 'ESZ6' })
    expect(parse('VH2')).toMatchObject({ symbol: 'V', asSymbol: 'VH2' })
    expect(parse('ES DEC26 CME')).toMatchObject({ month: '202612', qualifiers: ['CME'] })
  })

  test('resolves a year of one digit to last year up to eight years ahead', () => {
    expect(['ES H5', 'ES H6', 'ES H7', 'ES H4'].map((text) => parse(text))).toMatchObject([
      { month: '202503' },
      { month: '202603' },
      { month: '202703' },
      { month: '203403' },
    ])
    // Without a year, it is the next such month or day.
    expect(parse('ES NOV')).toMatchObject({ month: '202711' })
    expect(parse('AAPL 30NOV 250 C')).toMatchObject({ day: '20271130' })
    expect(parse('AAPL 01DEC 250 C')).toMatchObject({ day: '20261201' })
  })

  test.for(['EUR.USD', 'eur.usd', 'EUR/USD', 'EUR USD', 'eurusd'])('is the same pair as %s', (text) => {
    expect(parse(text)).toEqual({ kind: 'pair', base: 'EUR', quote: 'USD' })
  })

  test('is a conid, which may also be the symbol of a stock in Tokyo', () => {
    expect(parse('7203')).toEqual({ kind: 'conid', conid: 7203, isSymbolToo: true })
    const conid = { kind: 'conid', conid: 265598, isSymbolToo: false }
    expect(['#265598', 'conid 265598', 'AAPL OPT #265598'].map(parse)).toEqual([conid, conid, conid])
    expect(parse('99999999999999999999')).toMatchObject({ kind: 'invalid' })
  })

  test('is an ISIN only with a correct check digit', () => {
    expect(parse('us0378331005')).toEqual({ kind: 'isin', isin: 'US0378331005' })
    expect(['US0378331005', 'DE000BASF111', 'GB0002634946', 'US5949181045'].map(isIsin)).toEqual(Array(4).fill(true))
    expect(['US0378331006', 'US037833100', 'us0378331005', '', 'AAPL'].map(isIsin)).toEqual(Array(5).fill(false))
    expect(parse('US0378331006')).toMatchObject({ kind: 'symbol' })
  })

  test('is a symbol with a space or a dot, whose other spelling is searched next', () => {
    expect(parse('brk b')).toEqual({ kind: 'symbol', spellings: ['BRK B', 'BRK.B'] })
    expect(parse('BRK.B')).toEqual({ kind: 'symbol', spellings: ['BRK.B', 'BRK B'] })
    expect(parse('BRK/B')).toEqual({ kind: 'symbol', spellings: ['BRK/B', 'BRK B', 'BRK.B'] })
    expect(parse('aapl')).toEqual({ kind: 'symbol', spellings: ['AAPL'] })
    // While a longer text is typed, each part is searched only once.
    expect(parse('AAPL 2')).toEqual({ kind: 'symbol', spellings: ['AAPL 2'] })
    expect(parse('BP MEXI')).toMatchObject({ qualified: { symbol: 'BP', qualifier: 'MEXI' } })
  })

  test.for([
    ['', 'Enter a symbol, a conid, or a contract such as AAPL 20JAN27 250 C.'],
    ['AAPL 250 C', 'Add the expiry of the option, such as AAPL 20JAN27 250 C.'],
    ['AAPL 31FEB27 250 C', '31 FEB 27 is not a date.'],
    ['ES 202613', '13 2026 is not a date.'],
    ['AAPL 20JAN27 0 C', 'The strike of an option is above 0.'],
    [
      'AAPL 20JAN27 22,5 C',
      '22,5 has a misplaced comma. Write decimals with a point, such as 22.5, and thousands as 6,000 or 6000.',
    ],
    ['SPX 18DEC26 6.000 C', '6.000 may mean 6 or 6000. Write one of these.'],
    ['EUR.EUR', 'EUR.EUR has the same currency twice. Enter two currencies, such as EUR.USD.'],
    [
      'AAPL combo #28812380',
      expect.stringMatching(/^IBKR has no search for combos\. In the order ticket, enter its legs as/),
    ],
  ] as const)('is refused with a reason: %s', ([text, problem]) => {
    expect(parse(text)).toEqual({ kind: 'invalid', problem })
  })

  test('is IBKR’s description of an option position, with class and multiplier in brackets', () => {
    expect(parse('SPX    DEC2026 6715 P [SPXW  261222P06715000 100]')).toEqual({
      ...{ kind: 'option', symbol: 'SPX', month: '202612', day: '20261222', strike: 6715, right: 'P' },
      ...{ root: 'SPXW', multiplier: 100 },
    })
    const held = parse('AAPL   JAN2027 250 C [AAPL  270120C00250000 10]')
    expect(held).toEqual({ ...call, root: 'AAPL', multiplier: 10 })
  })
})
