import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ContractIdentity, ContractNames, identityOf } from '../../../src/shared/domain/contract-name.ts'
import { parseContractText } from '../../../src/shared/domain/parse-contract-text.ts'

const NOW = Date.UTC(2026, 11, 1)
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

const symbol = fc.constantFrom('AAPL', 'F', 'SPX', 'ES', 'BRK B', 'BT.A', 'M2K', 'CL', 'MAR', 'DEC', 'C', 'P')
const date = fc
  .date({ min: new Date('2026-12-01'), max: new Date('2031-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10).replaceAll('-', ''))
const strike = fc.integer({ min: 1, max: 2_000_000 }).map((thousandths) => thousandths / 100)
const right = fc.constantFrom('C' as const, 'P' as const)
const conid = fc.integer({ min: 1, max: 999_999_999 })
const tradingClass = fc.constantFrom(undefined, 'SPXW', '2AAPL', 'EX2', 'E1A')
const exchange = fc.constantFrom('NASDAQ', 'CME', 'LSE', 'MEXI', 'SMART')

/** A contract, and what its name must be understood as. */
interface Case {
  readonly identity: ContractIdentity
  readonly parsed: object
}

const described = ({ date: day, strike: at, right: side }: { date: string; strike: number; right: string }): string =>
  `${MONTHS[Number(day.slice(4, 6)) - 1]} ${Number(day.slice(6))} '${day.slice(2, 4)} ${at} ${side === 'C' ? 'Call' : 'Put'}`

const option = fc
  .record({ conid, symbol, date, strike, right, tradingClass, exchange, isDefinition: fc.boolean() })
  .map(({ isDefinition, ...terms }): Case => {
    const { date: day, strike: at, ...others } = terms
    const definition = { ...others, securityType: 'OPT', maturity: day, strike: String(at), multiplier: 100 }
    const row = { ...others, securityType: 'OPT', details: described(terms) }
    return {
      identity: isDefinition ? identityOf(definition) : row,
      parsed: { kind: 'option', symbol: terms.symbol, month: day.slice(0, 6), day, strike: at, right: terms.right },
    }
  })
const future = fc.record({ conid, symbol, date, exchange }).map(({ date: day, ...others }): Case => {
  const definition = { ...others, securityType: 'FUT', maturity: day, month: day.slice(0, 6) }
  return { identity: identityOf(definition), parsed: { kind: 'future', symbol: others.symbol, month: day.slice(0, 6) } }
})
const currency = fc.constantFrom('EUR', 'GBP', 'USD', 'CAD', 'JPY', 'CHF', 'HKD')
const pair = fc
  .record({ conid, base: currency, quote: currency })
  .filter(({ base, quote }) => base !== quote)
  .map(
    ({ conid: id, base, quote }): Case => ({
      identity: { conid: id, symbol: base, title: `${base}.${quote}`, securityType: 'CASH', exchange: 'IDEALPRO' },
      parsed: { kind: 'pair', base, quote },
    }),
  )
const stock = fc.record({ conid, symbol, exchange, securityType: fc.constantFrom('STK', 'IND') }).map(
  (identity): Case => ({
    identity,
    parsed: { kind: 'symbol', spellings: expect.arrayContaining([identity.symbol]) },
  }),
)
const unknown = fc
  .record({ conid, symbol, securityType: fc.constantFrom('OPT', 'FUT', 'BOND', 'WAR') })
  .map((identity): Case => ({ identity, parsed: { kind: 'conid', conid: identity.conid, isSymbolToo: false } }))

test('understands every name that the console gives a contract as this contract', () => {
  fc.assert(
    fc.property(fc.oneof(option, future, pair, stock, unknown), ({ identity, parsed }) => {
      const name = new ContractNames().of(identity)
      for (const text of [name, name.toLowerCase(), ` ${name.replaceAll(' ', '  ')} `]) {
        expect(parseContractText(text, NOW)).toMatchObject(parsed)
      }
    }),
    { numRuns: 500 },
  )
})

test('understands the name of a contract that shares its description with another one', () => {
  fc.assert(
    fc.property(fc.oneof(option, future, stock), exchange, conid, ({ identity, parsed }, otherExchange, otherConid) => {
      const names = new ContractNames()
      const first = { ...identity, conid: otherConid, exchange: otherExchange, tradingClass: undefined }
      names.of(first)
      const name = names.of(identity)
      const added = name.slice(new ContractNames().of(identity).length + 1)
      const found = parseContractText(name, NOW)
      if (added === '' || otherConid === identity.conid) return
      if (added.startsWith('#')) expect(found).toMatchObject({ kind: 'conid', conid: identity.conid })
      else if (found.kind === 'symbol') expect(found.qualified).toEqual({ symbol: identity.symbol, qualifier: added })
      else expect(found).toMatchObject({ ...parsed, qualifiers: expect.arrayContaining([added]) })
    }),
    { numRuns: 500 },
  )
})
