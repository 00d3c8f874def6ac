import { expect, test } from 'vitest'
import { findOperation } from '../../../../src/renderer/features/catalogue/find-operation.ts'
import type { Draft } from '../../../../src/renderer/features/explorer/request/draft.ts'
import {
  draftFromOperation,
  EMPTY_DRAFT,
  operationOf,
  withPath,
  withQueryInRows,
  withRow,
} from '../../../../src/renderer/features/explorer/request/draft.ts'
import { resolveDraft } from '../../../../src/renderer/features/explorer/request/resolve-draft.ts'
import { contentOfDraft, draftOfSaved } from '../../../../src/renderer/features/explorer/saved/saved-draft.ts'

test('opens a saved request unchanged', () => {
  const operation = findOperation('GET', '/iserver/marketdata/snapshot')
  if (!operation) throw new Error('not catalogued')
  const draft = draftFromOperation(operation)
  const conids = draft.rows.find(({ name }) => name === 'conids')
  const written = withRow(draft, conids?.id ?? 0, { value: '{{conid:AAPL}},8314', enabled: true })
  const saved = draftOfSaved(contentOfDraft(written, 'Quotes', ''))
  const variables = { 'conid:AAPL': '265598' }
  expect(resolveDraft(saved, variables)).toEqual(resolveDraft(written, variables))
  expect(resolveDraft(saved, variables)).toMatchObject({
    kind: 'ready',
    request: { query: expect.arrayContaining([['conids', '265598,8314']]) },
  })
})

test('escapes the value of a variable inside a JSON string', () => {
  const draft = { method: 'POST', path: '/x', rows: [], body: '{"a": "{{name}}", "b": {{count}}}' } as const
  expect(resolveDraft(draft, { name: 'quote " and \\', count: '1.50' })).toMatchObject({
    request: { body: '{"a": "quote \\" and \\\\", "b": 1.50}' },
  })
  expect(resolveDraft(draft, { count: '1' })).toMatchObject({
    kind: 'invalid',
    problems: [{ field: { pointer: '/a' }, variable: 'name' }],
  })
})

const reopened = (draft: Draft): Draft => draftOfSaved(contentOfDraft(draft, 'Saved', ''))

test.each([
  ['values typed into its path', '/portfolio/U1234567/summary'],
  ['a variable in its path', '/portfolio/{{accountId}}/summary'],
  ['an uncatalogued path', '/iserver/nothing/here'],
  ['a repeated parameter', '/iserver/marketdata/snapshot?conids=1&conids=2&fields=31&odd=3'],
])('preserves %s in a saved request', (_what, path) => {
  const draft = withQueryInRows(withPath({ ...EMPTY_DRAFT, method: 'GET' }, path))
  const saved = reopened(draft)
  const variables = { accountId: 'DU1' }
  expect(resolveDraft(saved, variables)).toEqual(resolveDraft(draft, variables))
  expect(resolveDraft(saved, variables)).toMatchObject({ kind: 'ready' })
})

test('finds the operation of a saved request with values in its path', () => {
  const saved = reopened(withPath({ ...EMPTY_DRAFT, method: 'GET' }, '/portfolio/U1234567/summary'))
  expect(operationOf(saved)?.path).toBe('/v1/api/portfolio/{accountId}/summary')
})

test('disables parameters that a saved request does not contain', () => {
  const operation = findOperation('GET', '/iserver/marketdata/snapshot')
  if (!operation) throw new Error('not catalogued')
  const { rows: _, ...older } = contentOfDraft(draftFromOperation(operation), 'Saved', '')
  const saved = draftOfSaved({ ...older, rows: [] })
  expect(saved.rows.map(({ enabled }) => enabled)).toEqual(saved.rows.map(() => false))
})

test.each([
  ['the path', { ...EMPTY_DRAFT, path: '/portfolio/{{mine}}/summary' }, 'path'],
  [
    'a parameter',
    { ...EMPTY_DRAFT, path: '/x', rows: [{ id: 7, place: 'query', name: 'a', value: '{{mine}}', enabled: true }] },
    7,
  ],
  [
    'a value of the body',
    { ...EMPTY_DRAFT, method: 'POST', path: '/x', body: '{"a": [1, {{mine}}]}' },
    { pointer: '/a/1' },
  ],
  ['a body that is not valid JSON', { ...EMPTY_DRAFT, method: 'POST', path: '/x', body: '{"a": {{mine}}' }, 'body'],
] as const)('reports an unknown variable in %s next to its field', (_where, draft, field) => {
  const resolved = resolveDraft(draft, {})
  expect(resolved).toMatchObject({
    kind: 'invalid',
    problems: [{ field, variable: 'mine', message: expect.stringMatching(/define it/) }],
  })
})

test('does not treat inherited object properties as variables', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
    expect(resolveDraft({ ...EMPTY_DRAFT, path: `/x/{{${name}}}` }, {})).toMatchObject({ kind: 'invalid' })
  }
})

test('distinguishes a symbol without a contract from a symbol before login', () => {
  const draft = { ...EMPTY_DRAFT, path: '/iserver/contract/{{conid:NOSUCH}}/info' }
  expect(resolveDraft(draft, {})).toMatchObject({ problems: [{ message: expect.stringMatching(/Connect/) }] })
  expect(resolveDraft(draft, { accountId: 'DU1' })).toMatchObject({
    problems: [{ message: expect.stringMatching(/No contract was found for NOSUCH/) }],
  })
})
