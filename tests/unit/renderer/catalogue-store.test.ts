import { expect, test } from 'vitest'
import {
  catalogueOperations,
  takeAdditions,
  withAdditions,
} from '../../../src/renderer/features/catalogue/catalogue-store.ts'
import { describeDifference } from '../../../src/renderer/features/catalogue/document-report.tsx'
import { findOperation } from '../../../src/renderer/features/catalogue/find-operation.ts'
import { compareDocument } from '../../../src/shared/catalogue/document/compare-document.ts'
import { createAddedOperation } from '../../../src/shared/catalogue/document/extend-catalogue.ts'
import { createPracticeDocument } from '../../../src/shared/catalogue/document/practice-document.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'

const { additions } = await compareDocument(await createPracticeDocument())
const added = {
  operations: additions.operations.map((documented) => createAddedOperation(documented, additions.version)),
  extended: [{ id: 'tax-vouchers.years', query: [{ name: 'country', kind: 'string', required: true, help: '' }] }],
} as const

test('appends added operations and replaces operations with added parameters', () => {
  const all = withAdditions(added)
  expect(all).toHaveLength(operations.length + 2)
  expect(all.filter((operation, index) => operation !== operations[index]).map(({ id }) => id)).toEqual([
    'tax-vouchers.years',
    ...added.operations.map(({ id }) => id),
  ])
  expect(all.find(({ id }) => id === 'tax-vouchers.years')?.query).toEqual(added.extended[0].query)
  expect(withAdditions({ operations: [], extended: [] })).toBe(operations)
})

test('finds an added operation by its path until the user removes it', () => {
  takeAdditions(added)
  expect(findOperation('GET', '/iserver/contract/{conid}/dividends')?.area).toBe('added')
  takeAdditions({ operations: [], extended: [] })
  expect(findOperation('GET', '/iserver/contract/{conid}/dividends')).toBeUndefined()
  expect(catalogueOperations()).toBe(operations)
})

test.each([
  [{ at: 'x', kind: 'added', document: 'string' }, 'new: string'],
  [{ at: 'x', kind: 'missing', catalogue: 'integer' }, 'not in the document; the catalogue has integer'],
  [{ at: 'x', kind: 'values', document: 'A', catalogue: '' }, 'more values: A'],
  [{ at: 'x', kind: 'values', document: '', catalogue: 'B' }, 'values only in the catalogue: B'],
] as const)('describes the difference %o', (difference, text) => {
  expect(describeDifference(difference)).toBe(text)
})
