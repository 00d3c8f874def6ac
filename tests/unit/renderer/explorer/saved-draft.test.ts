import { expect, test } from 'vitest'
import { draftFromOperation, withRow } from '../../../../src/renderer/features/explorer/draft.ts'
import { findOperation } from '../../../../src/renderer/features/explorer/find-operation.ts'
import { resolveDraft } from '../../../../src/renderer/features/explorer/resolve-draft.ts'
import { contentOfDraft, draftOfSaved } from '../../../../src/renderer/features/explorer/saved-draft.ts'

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
