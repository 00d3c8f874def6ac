import { expect, it } from 'vitest'
import { contractOptions } from '../../../src/renderer/features/contracts/contract-options.tsx'
import { symbolProblem } from '../../../src/renderer/features/contracts/contract-search.ts'

const found = (...symbols: string[]) => ({
  kind: 'found' as const,
  matches: symbols.map((ticker, conid) => {
    return { ticker, symbol: ticker, conid, name: '', exchange: '', securityType: 'STK' }
  }),
})

it('accepts a symbol with an exact first match', () => {
  expect(symbolProblem(found('AAPL', 'AAPL'), ' aapl ')).toBeUndefined()
  expect(symbolProblem({ kind: 'searching' }, 'AAPL')).toBeUndefined()
})

it('compares the ticker, which the name of the contract may extend', () => {
  const [first, second] = found('BP', 'BP').matches
  const matches = [
    { ...first, symbol: 'BP NYSE' },
    { ...second, symbol: 'BP' },
  ] as never
  expect(symbolProblem({ kind: 'found', matches }, 'BP')).toBeUndefined()
  expect(contractOptions(matches, 'BP').map(({ exact }) => exact)).toEqual([true, true])
})

it('accepts a conid that is the first match', () => {
  expect(symbolProblem(found('ESZ6', '7203'), '0')).toBeUndefined()
  expect(contractOptions(found('ESZ6', 'AAPL').matches, '0').map(({ exact }) => exact)).toEqual([true, false])
  expect(symbolProblem(found('ESZ6', '7203'), '1')).toContain('No exact match for “1”')
})

it('reports a symbol that has no exact match', () => {
  expect(symbolProblem(found(), 'QQXZ')).toContain('No contract for “QQXZ”')
  expect(symbolProblem(found('AAPL'), 'AAP')).toContain('No exact match for “AAP”')
  expect(symbolProblem({ kind: 'failed', message: 'No connection.' }, 'AAPL')).toContain('No connection.')
})
