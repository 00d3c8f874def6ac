import { expect, test } from 'vitest'
import { catalogueAdditionsSchema } from '../../../src/host/catalogue/catalogue-additions-schema.ts'

test('reads additions of version 0.1.0, in which the field `response` is named `answer`', () => {
  const operation = { method: 'GET', path: '/v1/api/x', title: 'X', query: [], scopes: [] }
  const additions = {
    title: 'T',
    version: '1',
    operations: [{ ...operation, answer: { kind: 'empty' } }],
    extended: [],
  }
  expect(catalogueAdditionsSchema.parse(additions).operations).toEqual([{ ...operation, response: { kind: 'empty' } }])
})
