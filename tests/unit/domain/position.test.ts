import { expect, test } from 'vitest'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { namePosition, readPosition } from '../../../src/shared/domain/position.ts'

const row = (description: string, assetClass?: string) => ({ conid: '7', position: -2, description, assetClass })
const nameOf = (value: object, names = new ContractNames()): string | undefined => {
  const position = readPosition('DU1', value)
  return position && namePosition(position, names).contractName
}

test.for([
  ['AAPL', row('AAPL', 'STK')],
  ['BRK B', row('BRK B', 'STK')],
  ['AAPL 15JAN27 250 C', row('AAPL   JAN2027 250 C [AAPL  270115C00250000 100]', 'OPT')],
  ['SPX 15AUG22 4115 P SPXW', row('SPX    AUG2022 4115 P [SPXW  220815P04115000 100]', 'OPT')],
  ['AAPL 15JAN27 250 C x10', row('AAPL   JAN2027 250 C [AAPL  270115C00250000 10]', 'OPT')],
  // The class of an adjusted option is left as IBKR writes it.
  ['AAPL JAN2027 250 C [AAPL1 270115C00250000 10]', row('AAPL   JAN2027 250 C [AAPL1 270115C00250000 10]', 'OPT')],
  ['ES DEC26', row('ES       DEC2026', 'FUT')],
  ['ES DEC2026 6000 C [E1AZ6 C6000 50]', row('ES     DEC2026 6000 C [E1AZ6 C6000 50]', 'FOP')],
  ['EUR.USD', row('EUR.USD', 'CASH')],
  ['JAN27', row('JAN27', 'STK')],
  ['#7', { conid: 7, position: 1 }],
] as const)('is %s', ([name, value]) => {
  expect(nameOf(value)).toBe(name)
})

test('uses the name that the session has for the contract', () => {
  const names = new ContractNames()
  names.of({ conid: 7, symbol: 'ES', securityType: 'FOP', details: '(E1A) DEC 04 26 6000 Call Fut. Option' })
  expect(nameOf(row('ES     DEC2026 6000 C [E1AZ6 C6000 50]', 'FOP'), names)).toBe(names.of({ conid: 7 }))
  expect(names.of({ conid: 7 })).toMatch(/^ES DEC/)
})
