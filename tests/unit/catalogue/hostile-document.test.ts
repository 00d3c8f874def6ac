import { describe, expect, test } from 'vitest'
import { compareDocument } from '../../../src/shared/catalogue/document/compare-document.ts'
import { createPracticeDocument } from '../../../src/shared/catalogue/document/practice-document.ts'
import { readDocument } from '../../../src/shared/catalogue/document/read-document.ts'
import { longTest } from '../../process/long-run-tests.ts'

const documentOf = (paths: object, schemas: object = {}) => ({
  openapi: '3.0.0',
  info: { title: 'A document', version: '1' },
  paths,
  components: { schemas },
})

const post = (schema: object, summary = 'New') => ({
  '/new/thing': { post: { summary, requestBody: { content: { 'application/json': { schema } } } } },
})

/** Parses a JSON string as if it had been received, so that `__proto__` is an ordinary field name. */
const parsed = (text: string): unknown => JSON.parse(text)

describe('reading an OpenAPI document from an attacker', () => {
  test.each([
    ['nothing', null],
    ['a list', []],
    ['a text', 'openapi'],
    ['another format', { swagger: '2.0', paths: {} }],
    ['no paths', { openapi: '3.0.0' }],
    ['paths of another kind', { openapi: '3.0.0', paths: ['x'] }],
    ['no operation', documentOf({ '/x': { head: {} } })],
  ])('rejects a document, and explains why: %s', async (_, document) => {
    await expect(compareDocument(document)).rejects.toThrow(/^(This|The) .+\.$/)
  })

  test('stores circular references as plain JSON', () => {
    const schemas = {
      a: {
        type: 'object',
        properties: { b: { $ref: '#/components/schemas/b' }, self: { $ref: '#/components/schemas/a' } },
      },
      b: { allOf: [{ $ref: '#/components/schemas/a' }, { $ref: '#/components/schemas/b' }] },
      c: { $ref: '#/components/schemas/c' },
    }
    const [operation] = readDocument(documentOf(post({ $ref: '#/components/schemas/a' }), schemas)).operations
    expect(JSON.stringify(operation?.body)).toContain('"kind":"any"')
    expect(JSON.stringify(operation?.body).length).toBeLessThan(500)
    const round = documentOf(post({ $ref: '#/components/schemas/c' }), schemas)
    expect(readDocument(round).operations[0]?.body).toMatchObject({ shape: { kind: 'any' } })
  })

  test('compares and stores only a limited part of a document that expands to 2^40 fields', async () => {
    const schemas: Record<string, object> = { s40: { type: 'string' } }
    for (let level = 0; level < 40; level += 1) {
      const next = { $ref: `#/components/schemas/s${level + 1}` }
      schemas[`s${level}`] = { type: 'object', properties: { left: next, right: next } }
    }
    const { additions } = await compareDocument(documentOf(post({ $ref: '#/components/schemas/s0' }), schemas))
    expect(JSON.stringify(additions).length).toBeLessThan(1_000_000)

    const orders = { '/iserver/account/{accountId}/orders': post({ $ref: '#/components/schemas/s0' })['/new/thing'] }
    await expect(compareDocument(documentOf(orders, schemas))).resolves.toBeDefined()
  })

  longTest('reads 2,000 of 100,000 paths and counts the rest as omitted', async () => {
    const paths: Record<string, object> = {}
    for (let index = 0; index < 100_000; index += 1) paths[`/many/p${index}`] = { get: { summary: 'x'.repeat(1_000) } }
    const { report } = await compareDocument(documentOf(paths))
    expect(report.added).toHaveLength(2_000)
    expect(report.leftOut).toBe(98_000)
  })

  test('reads an operation with a body of 50,000 nested levels', async () => {
    const deep = `${'{"type":"array","items":'.repeat(50_000)}{}${'}'.repeat(50_000)}`
    const text = `{"openapi":"3.0.0","paths":{"/new/thing":{"post":{"requestBody":{"content":{"application/json":{"schema":${deep}}}}}}}}`
    const { report } = await compareDocument(parsed(text))
    expect(report.added).toHaveLength(1)
  })

  test('field names such as __proto__ do not change a prototype', async () => {
    const document = parsed(`{"openapi":"3.0.0","__proto__":{"polluted":1},"paths":{
      "/__proto__/constructor":{"get":{"parameters":[{"name":"__proto__","in":"query"},{"name":"constructor","in":"query"}]}},
      "/new/thing":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object",
        "properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"}}}}}}}},
      "/inherited":{"$ref":"#/__proto__/polluted","get":{"requestBody":{"$ref":"#/constructor/prototype"}}}}}`)
    const { operations } = readDocument(document)
    expect(operations.map(({ query }) => query.map(({ name }) => name))).toEqual([['constructor'], [], []])
    const body = operations[1]?.body
    expect(body?.kind === 'json' && body.shape.kind === 'object' && body.shape.fields.map(({ name }) => name)).toEqual([
      'constructor',
      'toString',
    ])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('removes control and bidirectional characters from texts, shortens long texts, and keeps markup as text', () => {
    const summary = `<img src=x onerror=alert(1)>\u202e\u0000 ${'long '.repeat(100)}`
    const [operation] = readDocument(documentOf(post({ type: 'string' }, summary))).operations
    expect(operation?.title).toMatch(/^<img src=x onerror=alert\(1\)> long long .{30,60}…$/)
    expect(operation?.title.length).toBeLessThanOrEqual(80)
  })

  test('ignores regular expressions and references to other documents', () => {
    const [operation] = readDocument(
      documentOf(
        post({
          type: 'object',
          properties: {
            bomb: { type: 'string', pattern: '(a+)+$' },
            far: { $ref: 'https://example.com/schema.json#/x' },
          },
        }),
      ),
    ).operations
    expect(JSON.stringify(operation)).not.toMatch(/a\+|example\.com/)
  })

  test.each(['/a b', '/a?x=1', '/../etc/passwd\u0000', 'no-slash', '/a//b', `/${'x'.repeat(400)}`, '/a/<script>'])(
    'ignores the invalid path %s',
    (path) => {
      const read = readDocument(documentOf({ [path]: { get: {} }, '/good': { get: {} } }))
      expect(read.operations.map((operation) => operation.path)).toEqual(['/v1/api/good'])
      expect(read.leftOut).toBe(1)
    },
  )
})

test('reports exactly the intended differences for the document of the Practice server', async () => {
  const { report } = await compareDocument(JSON.parse(JSON.stringify(await createPracticeDocument())))
  expect(report.added.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /v1/api/iserver/contract/{conid}/dividends',
    'POST /v1/api/iserver/account/{accountId}/orders/basket',
  ])
  expect(report.changed).toEqual([
    expect.objectContaining({
      id: 'tax-vouchers.years',
      differences: [{ at: 'query country', kind: 'added', document: 'string' }],
    }),
  ])
  expect(report.removed.map(({ path }) => path)).toContain('/v1/api/iserver/secdef/bond-filters')
  expect(report.removed).toHaveLength(16)
})
