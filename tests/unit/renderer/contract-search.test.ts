import { expect, it } from 'vitest'
import { symbolProblem } from '../../../src/renderer/features/contracts/contract-search.ts'

const found = (...symbols: string[]) => ({
  kind: 'found' as const,
  matches: symbols.map((symbol, conid) => ({ symbol, conid, name: '', exchange: '', securityType: 'STK' })),
})

it('accepts a symbol with an exact first match, and a symbol that is still being searched', () => {
  expect(symbolProblem(found('AAPL', 'AAPL'), ' aapl ')).toBeUndefined()
  expect(symbolProblem({ kind: 'searching' }, 'AAPL')).toBeUndefined()
})

it('reports a symbol that was not found, has no exact match, or could not be looked up', () => {
  expect(symbolProblem(found(), 'QQXZ')).toContain('No contract for “QQXZ”')
  expect(symbolProblem(found('AAPL'), 'AAP')).toContain('No exact match for “AAP”')
  expect(symbolProblem({ kind: 'failed', message: 'No connection.' }, 'AAPL')).toContain('No connection.')
})
