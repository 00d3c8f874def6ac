import { describe, expect, test } from 'vitest'
import { type ContractIdentity, ContractNames, contractName } from '../../../src/shared/domain/contract-name.ts'

const option = { conid: 708764406, symbol: 'AAPL', title: 'AAPL', securityType: 'OPT' } as const

describe('contractName', () => {
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
    ['AAPL CFD', { conid: 4, symbol: 'AAPL', securityType: 'CFD' }],
    ['AAPL OPT #708764406', option],
    [
      'AAPL spread of two legs',
      { conid: 28812380, symbol: 'AAPL', securityType: 'BAG', details: 'spread of  two legs' },
    ],
    ['#5', { conid: 5 }],
    ['', {}],
  ])('names %s', ([name, identity]) => {
    expect(contractName(identity)).toBe(name)
  })

  test('keeps the parts of an unknown description that may distinguish contracts', () => {
    expect(contractName({ ...option, details: "JUN 28 '24 192.5 Call Adjusted" })).toBe('AAPL 28JUN24 192.5 C Adjusted')
    expect(contractName({ ...option, details: 'SEP 1,250 weekly' })).toBe('AAPL SEP 1,250 weekly')
  })
})

describe('ContractNames', () => {
  test('adds the conid to a contract whose name another contract has', () => {
    const names = new ContractNames()
    const details = "DEC 18 '26 6700 Call"
    const [spx, spxw] = [1, 2].map((conid) => ({ conid, symbol: 'SPX', securityType: 'OPT', details }))
    expect([spx, spxw, spx, spxw].map((each) => names.of(each ?? {}))).toEqual([
      'SPX 18DEC26 6700 C',
      'SPX 18DEC26 6700 C #2',
      'SPX 18DEC26 6700 C',
      'SPX 18DEC26 6700 C #2',
    ])
  })

  test('adds the exchange to a stock whose symbol another stock has, and the conid if that is not enough', () => {
    const names = new ContractNames()
    const stock = { symbol: 'BP', securityType: 'STK' }
    expect(names.of({ ...stock, conid: 1, exchange: 'NYSE' })).toBe('BP')
    expect(names.of({ ...stock, conid: 2, exchange: 'MEXI' })).toBe('BP MEXI')
    expect(names.of({ ...stock, conid: 3, exchange: 'MEXI' })).toBe('BP #3')
  })

  test('distinguishes combos by their legs', () => {
    const names = new ContractNames()
    const combo = { conid: 28812380, symbol: 'AAPL-IBM', securityType: 'BAG' }
    expect(names.of({ ...combo, conidex: '28812380;;;265598/1,8314/-1' })).toBe('AAPL-IBM')
    expect(names.of({ ...combo, conidex: '28812380;;;265598/1,8314/-2' })).toBe('AAPL-IBM 265598/1,8314/-2')
  })

  test('does not let a row without a type use up the name of a stock', () => {
    const names = new ContractNames()
    expect(names.of({ conid: 708764406, symbol: 'AAPL' })).toBe('AAPL')
    expect(names.of({ conid: 265598, symbol: 'AAPL', securityType: 'STK' })).toBe('AAPL')
    expect(names.of({ conid: 708764406, symbol: 'AAPL' })).toBe('AAPL #708764406')
  })
})
