import { describe, expect, test } from 'vitest'
import { checkDraft } from '../../../../src/renderer/features/explorer/request/check-draft.ts'
import { type Draft, draftFromOperation, withRow } from '../../../../src/renderer/features/explorer/request/draft.ts'
import { loadDetails } from '../../../../src/shared/catalogue/details/load-details.ts'
import { operations } from '../../../../src/shared/catalogue/operations.ts'

const operationNamed = (id: string) => {
  const found = operations.find((operation) => operation.id === id)
  if (!found) throw new Error(`no operation ${id}`)
  return found
}
const rowIdOf = ({ rows }: Draft, name: string): number => rows.find((row) => row.name === name)?.id ?? -1
const messagesOf = (draft: Draft): readonly string[] => checkDraft(draft, undefined).map(({ message }) => message)

describe('request for trading hours', () => {
  const offered = draftFromOperation(operationNamed('contracts.schedule-by-symbol'))
  const conid = rowIdOf(offered, 'conid')
  const symbol = rowIdOf(offered, 'symbol')

  test('sends the symbol without an exchange by default', () => {
    expect(messagesOf(offered)).toEqual([])
    expect(offered.rows.filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual(['assetClass', 'symbol'])
  })

  test('disables the symbol when the user enters a conid', () => {
    const byConid = withRow(offered, conid, { value: '8314', enabled: true })
    expect(messagesOf(byConid)).toEqual([])
    expect(byConid.rows.find(({ name }) => name === 'symbol')).toMatchObject({ value: 'AAPL', enabled: false })
    const bySymbol = withRow(byConid, symbol, { enabled: true })
    expect(bySymbol.rows.find(({ name }) => name === 'conid')?.enabled).toBe(false)
  })

  test('requires either a symbol or a conid', () => {
    const both = { ...offered, rows: offered.rows.map((row) => ({ ...row, enabled: true })) }
    expect(messagesOf(both)).toEqual(['Send symbol or conid, not both.'])
    expect(messagesOf(withRow(offered, symbol, { enabled: false }))).toEqual(['Fill in symbol or conid.'])
  })
})

describe("enforces IBKR's limits as of 2026", () => {
  test('rejects a period in upper case', () => {
    // IBKR returns different bars for a period in upper case, without an error.
    const offered = draftFromOperation(operationNamed('market-data.history'))
    expect(messagesOf(withRow(offered, rowIdOf(offered, 'period'), { value: '5D' }))).toEqual([
      expect.stringMatching(/m means month/),
    ])
  })

  test.each([
    ['analyst.performance', { acctIds: ['U1'], period: '3M' }, ['Enter one of 1D, 7D, MTD, 1M, YTD, 1Y.']],
    ['analyst.performance', { acctIds: ['U1'], period: '1Y' }, []],
    ['analyst.transactions', { acctIds: ['U1'], conids: [1] }, ['currency is required.']],
  ])('validates the body of %s: %j', async (id, body, messages) => {
    const operation = operationNamed(id)
    const draft = { ...draftFromOperation(operation), body: JSON.stringify(body) }
    expect(checkDraft(draft, await loadDetails(operation)).map(({ message }) => message)).toEqual(messages)
  })
})
