import { expect, test } from 'vitest'
import {
  discardText,
  finishedGeneration,
  isWorthSaving,
  unfinishedText,
} from '../../../src/renderer/features/keys/wizard-text.ts'
import type { ImportView, KeyGenerationView, KeySlotView } from '../../../src/shared/contract/import-views.ts'

const filled: KeySlotView = { kind: 'filled', source: 'file', fileName: 'a.pem', what: 'RSA key, 2048 bits' }
const made: KeySlotView = { kind: 'filled', source: 'made', what: 'RSA key, 2048 bits' }
const running: KeyGenerationView = {
  kind: 'running',
  step: 'dhParameters',
  startedAt: 0,
  typicalMs: { from: 10_000, to: 60_000 },
}

function anImport(change: Partial<ImportView> = {}): ImportView {
  return {
    id: 'one',
    kind: 'oauth1',
    startedAt: 0,
    slots: { signature: filled, encryption: { kind: 'empty' }, dhParameters: { kind: 'empty' } },
    fields: { consumerKey: { kind: 'empty' } },
    files: [],
    generation: { kind: 'idle' },
    verification: { state: 'not-run', checks: [] },
    loginTest: { state: 'not-run', checks: [] },
    ...change,
  }
}

const untouched = anImport({ slots: { signature: { kind: 'empty' } } })

test('states which keys are in memory only', () => {
  const kept = (state: 'closed' | 'current' | 'changed') => anImport({ saved: { store: 'vault', state } })
  expect([
    [unfinishedText(untouched, undefined), isWorthSaving(untouched)],
    [unfinishedText(anImport(), undefined), isWorthSaving(anImport())],
    [unfinishedText(anImport({ slots: { signature: made } }), 'Mine'), true],
    [unfinishedText(anImport({ generation: running }), undefined), isWorthSaving(anImport({ generation: running }))],
    [unfinishedText(kept('current'), undefined), isWorthSaving(kept('current'))],
    [unfinishedText(kept('closed'), undefined), isWorthSaving(kept('closed'))],
    [unfinishedText(kept('changed'), undefined), isWorthSaving(kept('changed'))],
  ]).toEqual([
    ['Setting up OAuth 1.0a keys.', false],
    ['Setting up OAuth 1.0a keys. In memory only.', true],
    ['Replacing the keys of “Mine”. Generated here; in memory only.', true],
    ['Setting up OAuth 1.0a keys. Generating keys.', false],
    ['Setting up OAuth 1.0a keys.', false],
    ['Setting up OAuth 1.0a keys.', false],
    ['Setting up OAuth 1.0a keys. The saved keys are out of date.', true],
  ])
})

test('states what is deleted when the import is discarded', () => {
  expect(discardText(anImport(), undefined)).toHaveLength(1)
  expect(discardText(anImport(), 'Mine')[1]).toBe('“Mine” keeps its current keys.')
  const kept = { store: 'vault', state: 'current' } as const
  const [gone = '', lost = ''] = discardText(anImport({ slots: { signature: made }, saved: kept }), undefined)
  expect(gone).toContain('its saved copy removed')
  expect(lost).toContain('cannot be recovered')
})

test('reports the end of a key generation only once', () => {
  const done = anImport({ generation: { kind: 'done', tookMs: 1 } })
  const stopped = anImport({ generation: { kind: 'idle' } })
  const failed = anImport({ generation: { kind: 'failed', message: 'no' } })
  const before = [anImport({ generation: running })]
  expect(finishedGeneration(before, [done])).toEqual({ id: 'one', kind: 'done' })
  expect(finishedGeneration(before, [failed])).toEqual({ id: 'one', kind: 'failed' })
  expect(finishedGeneration(before, [stopped])).toBeUndefined()
  expect(finishedGeneration([done], [done])).toBeUndefined()
  expect(finishedGeneration(undefined, [done])).toBeUndefined()
})
