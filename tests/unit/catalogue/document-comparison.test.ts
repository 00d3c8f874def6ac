import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createUnknownDetails, loadAllDetails } from '../../../src/shared/catalogue/details/load-details.ts'
import { compareOperations } from '../../../src/shared/catalogue/document/compare-document.ts'
import {
  isKnownDifference,
  knownDifferences,
  matchesDifference,
} from '../../../src/shared/catalogue/document/known-differences.ts'
import { readDocument } from '../../../src/shared/catalogue/document/read-document.ts'
import { marketDataFields } from '../../../src/shared/catalogue/market-data-fields.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'

/** IBKR's OpenAPI document without descriptions, created by tests/fixtures/make-openapi-structure.mjs. */
const structure: unknown = JSON.parse(
  readFileSync(new URL('../../fixtures/openapi-structure.json', import.meta.url), 'utf8'),
)
const details = await loadAllDetails()
const read = readDocument(structure)
const comparison = compareOperations(
  operations,
  (operation) => details.get(operation.id) ?? createUnknownDetails(operation),
  read.operations,
)
const all = comparison.changed.flatMap(({ operation, differences }) =>
  differences.map((difference) => ({ id: operation.id, ...difference })),
)

describe("catalogue compared with the structure of IBKR's document", () => {
  test('the catalogue has the names, types, closed lists, limits and required fields of the document, or states why they differ', () => {
    expect(all.filter(({ id, ...difference }) => !isKnownDifference(id, difference))).toEqual([])
  })

  test.each(knownDifferences)('the intended difference from the document still exists: $operations $at', (stated) => {
    const used = all.filter(({ id, ...difference }) => matchesDifference(stated, id, difference))
    for (const id of stated.operations) expect(used.map((each) => each.id)).toContain(id)
    for (const kind of stated.kinds) expect(used.map((each) => each.kind)).toContain(kind)
    expect(stated.reason).toMatch(/^[A-Z].*\.$/)
  })

  test('the catalogue covers the whole document; every other operation is marked as undocumented', () => {
    expect(read.leftOut).toBe(0)
    expect(comparison.added).toEqual([])
    expect(comparison.removed.every(({ undocumented }) => undocumented)).toBe(true)
    expect(comparison.removed).toHaveLength(16)
  })

  test('the details cover exactly the operations of the catalogue', () => {
    const current = operations.filter(({ legacy }) => legacy !== true)
    expect(current.filter(({ id }) => !details.has(id)).map(({ id }) => id)).toEqual([])
    const ids = new Set(operations.map(({ id }) => id))
    expect([...details.keys()].filter((id) => !ids.has(id))).toEqual([])
  })

  test('lists every market data field of the document', () => {
    const fields = read.operations
      .find(({ path }) => path.endsWith('/marketdata/snapshot'))
      ?.query.find(({ name }) => name === 'fields')
    const known = new Set(marketDataFields.map(({ id }) => String(id)))
    expect(known.size).toBe(marketDataFields.length)
    expect(fields?.values?.length).toBeGreaterThan(80)
    expect(fields?.values?.filter((id) => !known.has(id))).toEqual([])
  })
})
