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

test('a saved request opens as it was, and is sent the same', () => {
  const operation = findOperation('GET', '/iserver/marketdata/snapshot')
  if (!operation) throw new Error('not catalogued')
  const draft = draftFromOperation(operation)
  const conids = draft.rows.find(({ name }) => name === 'conids')
  const written = withRow(draft, conids?.id ?? 0, { value: '{{conid:AAPL}},8314', enabled: true })
  const kept = draftOfSaved({ id: '1', ...contentOfDraft(written, 'Quotes', '') })
  const variables = { 'conid:AAPL': '265598' }
  expect(resolveDraft(kept, variables)).toEqual(resolveDraft(written, variables))
  expect(resolveDraft(kept, variables)).toMatchObject({
    kind: 'ready',
    request: { query: expect.arrayContaining([['conids', '265598,8314']]) },
  })
})

test('a variable stands in a body as a text that cannot end the text around it', () => {
  const draft = { method: 'POST', path: '/x', rows: [], body: '{"a": "{{name}}", "b": {{count}}}' } as const
  expect(resolveDraft(draft, { name: 'quote " and \\', count: '1.50' })).toMatchObject({
    request: { body: '{"a": "quote \\" and \\\\", "b": 1.50}' },
  })
  expect(resolveDraft(draft, { count: '1' })).toMatchObject({
    kind: 'invalid',
    problems: [{ field: { pointer: '/a' }, variable: 'name' }],
  })
})

const reopened = (draft: Draft): Draft => draftOfSaved({ id: '1', ...contentOfDraft(draft, 'Kept', '') })

test.each([
  ['values typed into its path', '/portfolio/U1234567/summary'],
  ['a variable in its path', '/portfolio/{{accountId}}/summary'],
  ['a path that nobody knows', '/iserver/nothing/here'],
  ['a parameter that stands twice', '/iserver/marketdata/snapshot?conids=1&conids=2&fields=31&odd=3'],
])('a saved request keeps %s', (_what, path) => {
  const draft = withQueryInRows(withPath({ ...EMPTY_DRAFT, method: 'GET' }, path))
  const kept = reopened(draft)
  const variables = { accountId: 'DU1' }
  expect(resolveDraft(kept, variables)).toEqual(resolveDraft(draft, variables))
  expect(resolveDraft(kept, variables)).toMatchObject({ kind: 'ready' })
})

test('a saved request whose path is filled in has the form and the help of its operation', () => {
  const kept = reopened(withPath({ ...EMPTY_DRAFT, method: 'GET' }, '/portfolio/U1234567/summary'))
  expect(operationOf(kept)?.path).toBe('/v1/api/portfolio/{accountId}/summary')
})

test('a parameter that the catalogue has learned since is offered and not sent', () => {
  const operation = findOperation('GET', '/iserver/marketdata/snapshot')
  if (!operation) throw new Error('not catalogued')
  const { rows: _, ...older } = contentOfDraft(draftFromOperation(operation), 'Kept', '')
  const kept = draftOfSaved({ id: '1', ...older, rows: [] })
  expect(kept.rows.map(({ enabled }) => enabled)).toEqual(kept.rows.map(() => false))
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
  ['a body that is no JSON yet', { ...EMPTY_DRAFT, method: 'POST', path: '/x', body: '{"a": {{mine}}' }, 'body'],
] as const)('a variable that is missing in %s is said there, and nothing is sent', (_where, draft, field) => {
  const resolved = resolveDraft(draft, {})
  expect(resolved).toMatchObject({
    kind: 'invalid',
    problems: [{ field, variable: 'mine', message: expect.stringMatching(/define it/) }],
  })
})

test('a variable is never what every object has', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
    expect(resolveDraft({ ...EMPTY_DRAFT, path: `/x/{{${name}}}` }, {})).toMatchObject({ kind: 'invalid' })
  }
})

test('a symbol that was not looked up says whether it cannot be found or nobody could ask', () => {
  const draft = { ...EMPTY_DRAFT, path: '/iserver/contract/{{conid:NOSUCH}}/info' }
  expect(resolveDraft(draft, {})).toMatchObject({ problems: [{ message: expect.stringMatching(/Connect/) }] })
  expect(resolveDraft(draft, { accountId: 'DU1' })).toMatchObject({
    problems: [{ message: expect.stringMatching(/No contract was found for NOSUCH/) }],
  })
})
