import { expect, test } from 'vitest'
import { positionCommands } from '../../../src/renderer/features/account/index.ts'
import { commandEntry, findWithSymbols } from '../../../src/renderer/features/palette/palette-entries.ts'
import type { NamedPosition } from '../../../src/shared/domain/position.ts'

const position = (contractName: string, given: Partial<NamedPosition> = {}): NamedPosition => ({
  ...{
    account: 'DU1',
    conid: contractName.length,
    symbol: contractName,
    contractName,
    assetClass: 'STK',
    quantity: 10,
  },
  ...given,
})
const titles = (positions: readonly NamedPosition[], query: string): readonly string[] =>
  positionCommands(positions, query).map(({ title }) => title)

test('offers every action of a position, and none of a closed one', () => {
  expect(titles([position('AAPL'), position('MSFT', { quantity: 0 })], 'close')).toEqual([
    'AAPL: close position…',
    'AAPL: reduce by 25%…',
    'AAPL: reduce by 50%…',
    'AAPL: reduce by 75%…',
    'AAPL: reverse position…',
    'AAPL: attach stop…',
    'AAPL: attach take profit and stop…',
    'AAPL: new price alert…',
  ])
})

test('names the account if positions are in several', () => {
  const positions = [position('AAPL'), position('AAPL', { account: 'DU2' })]
  expect(titles(positions, 'close')).toContain('AAPL in DU2: close position…')
})

test('finds a position beyond the first ones by its symbol', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => position(`S${index}`, { conid: index + 1 }))
  expect(new Set(titles(many, 'close').map((title) => title.split(':')[0])).size).toBeLessThan(50)
  expect(titles(many, 'close s1999')).toContain('S1999: close position…')
})

test('lists the quote of a symbol before the actions of a position in it', () => {
  const entries = positionCommands([position('AAPL')], 'aapl').map(commandEntry)
  const found = findWithSymbols('aapl', entries).map(({ entry }) => entry.text)
  expect(found[0]).toBe('Quote for AAPL')
  expect(found).toContain('AAPL: close position…')
})
