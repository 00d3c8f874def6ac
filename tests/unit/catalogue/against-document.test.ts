import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadAllDetails, unknownDetails } from '../../../src/shared/catalogue/details/load-details.ts'
import { compareOperations } from '../../../src/shared/catalogue/document/compare-document.ts'
import { readDocument } from '../../../src/shared/catalogue/document/read-document.ts'
import { isStated, statedDifferences, states } from '../../../src/shared/catalogue/document/stated-differences.ts'
import { marketDataFields } from '../../../src/shared/catalogue/market-data-fields.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'

/** IBKR's document without its prose: made by tests/fixtures/make-structure.mjs. */
const structure: unknown = JSON.parse(
  readFileSync(new URL('../../fixtures/openapi-structure.json', import.meta.url), 'utf8'),
)
const details = await loadAllDetails()
const read = readDocument(structure)
const comparison = compareOperations(
  operations,
  (operation) => details.get(operation.id) ?? unknownDetails(operation),
  read.operations,
)
const all = comparison.changed.flatMap(({ operation, differences }) =>
  differences.map((difference) => ({ id: operation.id, ...difference })),
)

describe("the catalogue against the structure of IBKR's document", () => {
  test('names, types, closed lists, limits and requirement agree, or the difference is stated with its reason', () => {
    expect(all.filter(({ id, ...difference }) => !isStated(id, difference))).toEqual([])
  })

  test.each(statedDifferences)('still differs as stated: $operations $at', (stated) => {
    const used = all.filter(({ id, ...difference }) => states(stated, id, difference))
    for (const id of stated.operations) expect(used.map((each) => each.id)).toContain(id)
    for (const kind of stated.kinds) expect(used.map((each) => each.kind)).toContain(kind)
    expect(stated.reason).toMatch(/^[A-Z].*\.$/)
  })

  test('nothing of the document is left out, and only the operations without a described shape are not in it', () => {
    expect(read.leftOut).toBe(0)
    expect(comparison.added).toEqual([])
    expect(comparison.removed.every(({ undocumented }) => undocumented)).toBe(true)
    expect(comparison.removed).toHaveLength(16)
  })

  test('every operation has its details, and only those that exist', () => {
    const current = operations.filter(({ legacy }) => legacy !== true)
    expect(current.filter(({ id }) => !details.has(id)).map(({ id }) => id)).toEqual([])
    const ids = new Set(operations.map(({ id }) => id))
    expect([...details.keys()].filter((id) => !ids.has(id))).toEqual([])
  })

  test('the table of market data fields has every number of the document', () => {
    const fields = read.operations
      .find(({ path }) => path.endsWith('/marketdata/snapshot'))
      ?.query.find(({ name }) => name === 'fields')
    const known = new Set(marketDataFields.map(({ id }) => String(id)))
    expect(known.size).toBe(marketDataFields.length)
    expect(fields?.values?.length).toBeGreaterThan(80)
    expect(fields?.values?.filter((id) => !known.has(id))).toEqual([])
  })
})
