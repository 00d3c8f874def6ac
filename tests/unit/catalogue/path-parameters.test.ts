import { expect, test } from 'vitest'
import { areaTitles } from '../../../src/shared/catalogue/operation.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { listPathParameters } from '../../../src/shared/catalogue/path-parameters.ts'

test('lists the path parameters of the template in order, with examples', () => {
  expect(listPathParameters({ path: '/v1/api/portfolio/{accountId}/position/{conid}' })).toEqual([
    expect.objectContaining({ name: 'accountId', required: true, example: '{{accountId}}' }),
    expect.objectContaining({ name: 'conid', kind: 'integer', required: true, example: '265598' }),
  ])
  expect(listPathParameters({ path: '/v1/api/iserver/accounts' })).toEqual([])
})

test('every path parameter of the catalogue has a help text', () => {
  const nameless = operations.flatMap(listPathParameters).filter(({ help }) => help === 'Part of the path.')
  expect(nameless).toEqual([])
})

test('every operation has a title and a help sentence', () => {
  for (const { id, title, help } of operations) {
    expect(title, id).toMatch(/^[A-Z].*[^.]$/)
    expect(help, id).toMatch(/^[A-Z1-9].*[.]$/)
  }
})

test('operation titles are unique within their area of the catalogue', () => {
  const seen = operations.map(({ area, title }) => `${areaTitles[area]}: ${title}`)
  expect(seen.filter((title, index) => seen.indexOf(title) !== index)).toEqual([])
})

test('every example of a closed list is a value of that list', () => {
  const wrong = operations
    .flatMap(({ query = [] }) => query)
    .filter(({ example, values }) => example !== undefined && values !== undefined && !values.includes(example))
  expect(wrong).toEqual([])
})
