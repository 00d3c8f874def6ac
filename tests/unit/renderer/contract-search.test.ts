import { describe, expect, it } from 'vitest'
import { contractOptions } from '../../../src/renderer/features/contracts/contract-combobox.tsx'
import {
  contractFacts,
  groupByKind,
  kindHeading,
  optionHint,
} from '../../../src/renderer/features/contracts/contract-kinds.ts'
import { contractProblem, indicesLast, searchState } from '../../../src/renderer/features/contracts/contract-search.ts'
import { rememberContracts, seenSymbol } from '../../../src/renderer/features/contracts/seen-contracts.ts'
import { type SessionData, useSessionStore } from '../../../src/renderer/stores/session-store.ts'
import { firstChoice } from '../../../src/renderer/ui/combobox.tsx'
import type { FoundContract } from '../../../src/shared/contract/order-views.ts'
import { ASSET_CLASSES } from '../../../src/shared/domain/guard-rails.ts'

const aContract = (ticker: string, conid: number, more: Partial<FoundContract> = {}): FoundContract => {
  return { ticker, symbol: ticker, conid, name: '', exchange: '', securityType: 'STK', ...more }
}
const found = (...symbols: string[]) => ({
  kind: 'found' as const,
  matches: symbols.map((symbol, at) => aContract(symbol, at + 1)),
})
const exact = (matches: readonly FoundContract[], typed: string) =>
  contractOptions(matches, typed).map((option) => option.exact)

it('lists an index last in a form for orders', () => {
  const [index, future] = [aContract('ES', 1, { securityType: 'IND' }), aContract('ES', 2, { securityType: 'FUT' })]
  expect(indicesLast([index, future])).toEqual([future, index])
})

describe('the text of a contract', () => {
  it('is accepted with an exact first match', () => {
    expect(contractProblem(found('AAPL', 'AAPL'), ' aapl ')).toBeUndefined()
    expect(contractProblem({ kind: 'searching' }, 'AAPL')).toBeUndefined()
    expect(contractProblem(found('BRK B'), 'brk.b')).toBeUndefined()
  })

  it('is compared with the ticker, which the name of the contract may extend', () => {
    const matches = [aContract('BP', 0, { symbol: 'BP NYSE' }), aContract('BP', 1)]
    expect(contractProblem({ kind: 'found', matches }, 'BP')).toBeUndefined()
    expect(exact(matches, 'BP')).toEqual([true, true])
  })

  it('is accepted if it is the conid of the first match', () => {
    const matches = [aContract('ESZ6', 9), aContract('7203', 10)]
    expect(contractProblem({ kind: 'found', matches }, '9')).toBeUndefined()
    expect(exact([aContract('ESZ6', 9), aContract('AAPL', 10)], '9')).toEqual([true, false])
    expect(contractProblem({ kind: 'found', matches }, '10')).toContain('No exact match for “10”')
  })

  it('is not decided by a number that is a conid and a symbol', () => {
    const matches = [aContract('7203', 1), aContract('AAPL', 7203), aContract('72030', 2)]
    expect(exact(matches, '7203')).toEqual([false, false, false])
    expect(contractProblem({ kind: 'found', matches }, ' 7203')).toBe(
      '7203 is the conid of one contract and the symbol of another. Choose one from the list.',
    )
    expect(exact(matches.slice(1), '7203')).toEqual([true, false])
    expect(exact([matches[0] as FoundContract], '7203')).toEqual([true])
    // With a mark, it is only a conid.
    expect(exact(matches, '#7203')).toEqual([false, true, false])
  })

  it('is not decided by another exchange than the one after the symbol', () => {
    const matches = [aContract('BP', 1, { exchange: 'NYSE' }), aContract('BP', 2, { exchange: 'MEXI' })]
    expect(exact(matches, 'BP MEXI')).toEqual([false, true])
    expect(contractProblem({ kind: 'found', matches: matches.slice(0, 1) }, 'BP MEXI')).toContain('No exact match')
  })

  it('is not decided by the terms of an option if two trading classes have them', () => {
    const option = { securityType: 'OPT', expiry: '20261218' }
    const matches = [
      aContract('SPX', 1, { ...option, tradingClass: 'SPX' }),
      aContract('SPX', 2, { ...option, tradingClass: 'SPXW' }),
    ]
    expect(exact(matches, 'spx 18dec26 6700 c')).toEqual([false, false])
    expect(exact(matches.slice(1), 'spx 18dec26 6700 c spxw')).toEqual([true])
  })

  it('names an adjusted class of an option, also if it is the only one at its strike', () => {
    const listed = (ticker: string, tradingClass: string, securityType = 'OPT') => [
      aContract(ticker, 1, { securityType, tradingClass }),
    ]
    expect(exact(listed('AAPL', '2AAPL'), 'AAPL 20JAN27 250 C')).toEqual([false])
    expect(exact(listed('AAPL', 'AAPL1'), 'AAPL 20JAN27 250 C')).toEqual([false])
    expect(exact(listed('AAPL', '2AAPL'), 'AAPL 20JAN27 250 C 2AAPL')).toEqual([true])
    expect(exact(listed('AAPL', 'AAPL'), 'AAPL 20JAN27 250 C')).toEqual([true])
    expect(exact(listed('BRK B', 'BRKB'), 'BRK B 20JAN27 400 C')).toEqual([true])
    expect(exact(listed('SPX', 'SPXW'), 'SPX 24DEC26 6500 C')).toEqual([true])
    expect(exact(listed('ES', 'EX2', 'FOP'), 'ES DEC26 6500 C')).toEqual([true])
  })

  it('is not accepted for a pair in the other direction', () => {
    const pair = { kind: 'found' as const, matches: [aContract('EUR.USD', 1)] }
    expect(contractProblem(pair, 'eur/usd')).toBeUndefined()
    expect(contractProblem(pair, 'USD.EUR')).toBe(
      'No exact match for “USD.EUR”. Choose EUR.USD from the list, or correct the text.',
    )
  })

  it('chooses only an exact option without a highlight', () => {
    const choice = (typed: string, ...symbols: string[]) =>
      firstChoice(contractOptions(found(...symbols).matches, typed))
    expect(choice('USD.EUR', 'EUR.USD')).toBe(-1)
    expect(choice('AAP', 'AAPL', 'AAPB')).toBe(-1)
    expect(choice('AAP', 'AAPL', 'AAP')).toBe(1)
    expect(choice('EUR.USD', 'EUR.USD')).toBe(0)
    // Suggestions other than contracts have no exact match.
    expect(firstChoice([{}, {}])).toBe(0)
  })

  it('is reported with the reason if nothing matches', () => {
    expect(contractProblem({ kind: 'none', message: 'No contract for “QQXZ”.' }, 'QQXZ')).toBe(
      'No contract for “QQXZ”.',
    )
    expect(contractProblem(found('AAPL', 'AAPLX'), 'AAP')).toContain('No exact match for “AAP”')
    expect(contractProblem({ kind: 'failed', message: 'No connection.' }, 'AAPL')).toContain('No connection.')
  })
})

describe('the list of contracts', () => {
  it('orders the groups by their first match', () => {
    const matches = [
      aContract('ES', 1, { securityType: 'IND' }),
      aContract('ESCA', 2),
      aContract('ES', 3, { securityType: 'FUT' }),
      aContract('ESI', 4, { securityType: 'IND' }),
    ]
    expect(contractOptions(groupByKind(matches), 'ES').map(({ id, group }) => [id.trim(), group])).toEqual([
      ['1', 'Indices'],
      ['4', 'Indices'],
      ['2', 'Stocks and funds'],
      ['3', 'Futures'],
    ])
  })

  it('shows what distinguishes contracts', () => {
    const terms = { exchange: 'CBOE', currency: 'USD', expiry: '20261218', multiplier: 100 }
    expect(contractFacts(aContract('SPX', 1, { ...terms, securityType: 'OPT', tradingClass: 'SPXW' }))).toBe(
      'SPXW · ×100 · CBOE · USD',
    )
    expect(
      contractFacts(aContract('ES', 1, { ...terms, securityType: 'FUT', tradingClass: 'ES', multiplier: 50 })),
    ).toBe('×50 · last day 18DEC26 · CBOE · USD')
    expect(contractFacts(aContract('AAPL', 1, { exchange: 'NASDAQ', currency: 'USD', tradingClass: 'NMS' }))).toBe(
      'NASDAQ · USD',
    )
  })

  it('says how to find an option of an underlying', () => {
    const optionMonths = ['202612', '202701', '202705']
    expect(optionHint([aContract('AAPL', 1, { optionMonths })])).toBe(
      'Options (DEC26 to MAY27): type AAPL DEC26, a strike, and C or P.',
    )
    expect(optionHint([aContract('AAPL', 1)])).toBeUndefined()
  })
})

describe('after a profile switch', () => {
  it('searches again instead of offering the conids of the previous profile', () => {
    const latest = { wanted: 'AAPL', profileId: 'practice', result: found('AAPL') }
    expect(searchState(latest, { wanted: 'AAPL', profileId: 'practice' })).toBe(latest.result)
    expect(searchState(latest, { wanted: 'AAPL', profileId: 'live' })).toEqual({ kind: 'searching' })
  })

  it('explains no conid by a response of the previous profile', () => {
    const select = (id: string) => useSessionStore.setState({ view: { profile: { id } } as SessionData['view'] })
    select('practice')
    rememberContracts([['265598', 'AAPL']])
    select('live')
    expect(seenSymbol('265598')).toBeUndefined()
    rememberContracts([['265598', 'MSFT']], 'practice')
    expect(seenSymbol('265598')).toBeUndefined()
    select('practice')
    expect(seenSymbol('265598')).toBe('MSFT')
    useSessionStore.setState({ view: undefined })
  })
})

it('has a heading for every asset class that a limit can allow', () => {
  for (const each of ASSET_CLASSES) expect(kindHeading(each)).toMatch(/^[A-Z][a-zA-Z]+s?(?: [a-z ]+)?$/)
  expect(ASSET_CLASSES.filter((each) => kindHeading(each) === each)).toEqual([])
})
