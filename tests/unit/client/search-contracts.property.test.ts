import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContractLookup } from '../../../src/client/contracts/contract-lookup.ts'
import { futuresChain } from '../../../src/client/contracts/futures-chain.ts'
import { optionChain } from '../../../src/client/contracts/option-chain.ts'
import { searchContracts } from '../../../src/client/contracts/search-contracts.ts'
import { IbkrError, type RequestInput } from '../../../src/client/index.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { parseContractText } from '../../../src/shared/domain/parse-contract-text.ts'

const NOW = Date.UTC(2026, 11, 1)

/** Keys and values of IBKR's responses about contracts, in any combination. */
const key = fc.constantFrom(
  ...[
    'conid',
    'con_id',
    'symbol',
    'secType',
    'sections',
    'months',
    'exchange',
    'companyName',
    'strike',
    'right',
    'call',
  ],
  ...['put', 'maturityDate', 'secdef', 'AAPL', 'ES', 'EUR', 'expirationDate', 'ltd', 'instrument_type', 'local_symbol'],
)
const leaf = fc.constantFrom<unknown>(
  ...[null, '', 0, -1, 265598, '265598', 250, 'AAPL', 'ES', 'STK', 'OPT', 'FUT', 'JAN27;XXX', ';', 'C', 'P', 'SMART;'],
  ...['20270115', 20270115, 'EUR.USD', 'EUR.', true, 1e300, Number.MAX_SAFE_INTEGER + 2],
)
const { body } = fc.letrec<{ body: unknown }>((tie) => ({
  body: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('body'), { maxLength: 3 }),
    fc.dictionary(key, tie('body'), { maxKeys: 6 }),
  ),
}))
const text = fc.oneof(
  fc.constantFrom(
    'AAPL',
    'AAPL JAN27 250 C',
    'AAPL 15JAN27 250 P',
    'ES H7',
    'ESH7',
    'EUR.USD',
    '265598',
    'US0378331005',
  ),
  fc.string({ maxLength: 20 }),
)

test('a search and a chain return contracts or a typed error for any response', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.array(body, { minLength: 1, maxLength: 5 }), async (searched, bodies) => {
      let sent = 0
      const request = async (_input: RequestInput) => {
        sent += 1
        return bodies[sent % bodies.length]
      }
      const lookup = new ContractLookup({ clock: { now: () => NOW }, names: new ContractNames() })
      const reader = { request, signal: new AbortController().signal }
      const calls = [
        () => searchContracts(lookup, reader, searched),
        () => futuresChain(lookup, reader, 'ES', {}),
        async () => {
          const chain = await optionChain(lookup, reader, 'AAPL', { each: 2 })
          const contracts = []
          for await (const contract of chain.contracts()) contracts.push(contract)
          return contracts
        },
      ]
      for (const call of calls) {
        const found = await call().catch((error: unknown) => error)
        if (!Array.isArray(found)) expect(found).toBeInstanceOf(IbkrError)
        else for (const { conid } of found) expect(Number.isSafeInteger(conid)).toBe(true)
      }
      expect(sent).toBeLessThan(60)
    }),
  )
})

test('any text is parsed, or returns a problem as a sentence', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (typed) => {
      const parsed = parseContractText(typed, NOW)
      if (parsed.kind === 'invalid') expect(parsed.problem).toMatch(/\.$/)
    }),
  )
})
