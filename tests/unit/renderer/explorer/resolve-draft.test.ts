import { describe, expect, it } from 'vitest'
import { findOperation } from '../../../../src/renderer/features/catalogue/find-operation.ts'
import {
  type Draft,
  draftFromOperation,
  EMPTY_DRAFT,
  withNewRow,
  withPath,
  withQueryInRows,
  withRow,
} from '../../../../src/renderer/features/explorer/request/draft.ts'
import { previewPath, resolveDraft } from '../../../../src/renderer/features/explorer/request/resolve-draft.ts'

const variables = { accountId: 'DU1' }

function draftOf(method: 'GET' | 'POST', path: string): Draft {
  const operation = findOperation(method, path)
  if (!operation) throw new Error(`${method} ${path} is not catalogued`)
  return draftFromOperation(operation)
}

function problemsOf(draft: Draft, known: Record<string, string> = variables) {
  const resolved = resolveDraft(draft, known)
  return resolved.kind === 'invalid' ? resolved.problems : []
}

describe('request draft', () => {
  it('is ready to send when the account is known', () => {
    const draft = draftOf('GET', '/portfolio/{accountId}/summary')
    expect(resolveDraft(draft, variables)).toEqual({
      kind: 'ready',
      request: { method: 'GET', path: '/portfolio/DU1/summary', query: [] },
    })
  })

  it.each(['AAPL', 'quote AAPL', 'place an order/cancel'])('reports %j as no path', (text) => {
    expect(problemsOf(withPath(EMPTY_DRAFT, text))).toMatchObject([
      { field: 'path', message: expect.stringMatching(/not a path/) },
    ])
  })

  it.each(['tickle', 'iserver/accounts', '/unknown', 'x/y', '{{path}}'])('accepts %j as a path', (text) => {
    expect(problemsOf(withPath(EMPTY_DRAFT, text), { path: '/tickle' })).toEqual([])
  })

  it('reports an unknown account at its field', () => {
    const draft = draftOf('GET', '/portfolio/{accountId}/summary')
    expect(problemsOf(draft, {})).toMatchObject([
      { field: draft.rows[0]?.id, message: expect.stringMatching(/Connect/) },
    ])
  })

  it('shows optional parameters without sending them', () => {
    const draft = draftOf('GET', '/iserver/account/orders')
    expect(draft.rows.some((row) => row.name === 'force' && !row.enabled)).toBe(true)
    expect(resolveDraft(draft, variables)).toMatchObject({ kind: 'ready', request: { query: [] } })
  })

  it('keeps the values in a path that the user edits', () => {
    const typed = withPath(EMPTY_DRAFT, '/a/{conid}')
    const filled = withRow(typed, typed.rows[0]?.id ?? -1, { value: '42' })
    expect(previewPath(withPath(filled, '/b/{conid}/c'), {})).toBe('/b/42/c')
  })

  it('uses only the path of a pasted URL', () => {
    const pasted = withPath(EMPTY_DRAFT, 'https://localhost:5000/v1/api/md/snapshot?conids=1')
    expect(pasted).toMatchObject({ path: '/md/snapshot?conids=1', ignoredHost: 'localhost:5000' })
    expect('ignoredHost' in withPath(pasted, '/md')).toBe(false)
  })

  it('encodes values in a path', () => {
    const typed = withPath(EMPTY_DRAFT, '/a/{name}')
    const filled = (value: string) => withRow(typed, typed.rows[0]?.id ?? -1, { value })
    expect(resolveDraft(filled('y z'), {})).toMatchObject({ request: { path: '/a/y%20z' } })
    expect(problemsOf(filled('x/../y'))).toMatchObject([{ field: 'path' }])
  })

  it('moves a pasted query string to rows', () => {
    const pasted = withQueryInRows({ ...EMPTY_DRAFT, path: '/md?conids=1,2&fields=31' })
    expect(pasted.path).toBe('/md')
    expect(pasted.rows.map(({ name, value }) => [name, value])).toEqual([
      ['conids', '1,2'],
      ['fields', '31'],
    ])
    expect(withQueryInRows({ ...pasted, path: '/md?fields=84' }).rows.map((row) => row.value)).toEqual(['1,2', '84'])
  })

  it('gives every row a unique ID', () => {
    const rows = withNewRow(withNewRow(draftOf('GET', '/iserver/account/orders'))).rows
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
  })

  it('adds a missing slash to a path', () => {
    expect(resolveDraft({ ...EMPTY_DRAFT, path: 'tickle' }, {})).toMatchObject({ request: { path: '/tickle' } })
    expect(problemsOf(EMPTY_DRAFT)).toMatchObject([{ field: 'path' }])
    const spaced = { ...EMPTY_DRAFT, path: '/iserver/acc ounts' }
    expect(problemsOf(spaced)).toMatchObject([{ field: 'path', message: expect.stringMatching(/contains a space/) }])
  })

  it('reports the position of a JSON error in the body', () => {
    const draft: Draft = { ...EMPTY_DRAFT, method: 'POST', path: '/x', body: '{\n  "a": 1,\n}' }
    expect(problemsOf(draft)).toMatchObject([{ field: 'body', message: expect.stringMatching(/^Line 3, column 1: /) }])
  })

  it('replaces variables in the body', () => {
    const draft: Draft = { ...EMPTY_DRAFT, method: 'POST', path: '/x', body: '{"acctId":"{{accountId}}"}' }
    expect(resolveDraft(draft, variables)).toMatchObject({ request: { body: '{"acctId":"DU1"}' } })
  })

  it('sends no body with a GET request', () => {
    const draft: Draft = { ...EMPTY_DRAFT, path: '/x', body: 'not json' }
    expect(resolveDraft(draft, {})).toEqual({ kind: 'ready', request: { method: 'GET', path: '/x', query: [] } })
  })

  it('requires a name for a parameter with a value', () => {
    const draft = withNewRow({ ...EMPTY_DRAFT, path: '/x' })
    const id = draft.rows[0]?.id ?? -1
    expect(problemsOf(withRow(draft, id, { value: '1' }))).toMatchObject([{ field: id }])
    expect(problemsOf(draft)).toEqual([])
  })
})
