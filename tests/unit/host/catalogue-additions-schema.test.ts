import { expect, test } from 'vitest'
import { catalogueAdditionsSchema } from '../../../src/host/catalogue/catalogue-additions-schema.ts'

test('reads additions of version 0.1.0, with `answer` for `response` and `moment` for `date-time`', () => {
  const operation = { method: 'GET', path: '/v1/api/x', title: 'X', query: [], scopes: [] }
  const bodyWith = (format: string) => {
    const field = { name: 'at', help: '', kind: 'string', format, time: 'ISO' }
    return { kind: 'json', required: true, shape: { kind: 'object', fields: [field] } }
  }
  const additions = {
    title: 'T',
    version: '1',
    operations: [{ ...operation, body: bodyWith('moment'), answer: { kind: 'empty' } }],
    extended: [],
  }
  expect(catalogueAdditionsSchema.parse(additions).operations).toEqual([
    { ...operation, body: bodyWith('date-time'), response: { kind: 'empty' } },
  ])
})
