import { expect, test } from 'vitest'
import {
  discardWords,
  endedMaking,
  isWorthKeeping,
  unfinishedWords,
} from '../../../src/renderer/features/keys/wizard-text.ts'
import type { GenerationView, ImportView, SlotView } from '../../../src/shared/contract/import-views.ts'

const filled: SlotView = { kind: 'filled', source: 'file', fileName: 'a.pem', what: 'RSA key, 2048 bits' }
const made: SlotView = { kind: 'filled', source: 'made', what: 'RSA key, 2048 bits' }
const running: GenerationView = {
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

test('what was left says what the end of the console would take, and offers to keep just that', () => {
  const kept = (state: 'closed' | 'current' | 'changed') => anImport({ saved: { store: 'vault', state } })
  expect([
    [unfinishedWords(untouched, undefined), isWorthKeeping(untouched)],
    [unfinishedWords(anImport(), undefined), isWorthKeeping(anImport())],
    [unfinishedWords(anImport({ slots: { signature: made } }), 'Mine'), true],
    [unfinishedWords(anImport({ generation: running }), undefined), isWorthKeeping(anImport({ generation: running }))],
    [unfinishedWords(kept('current'), undefined), isWorthKeeping(kept('current'))],
    [unfinishedWords(kept('closed'), undefined), isWorthKeeping(kept('closed'))],
    [unfinishedWords(kept('changed'), undefined), isWorthKeeping(kept('changed'))],
  ]).toEqual([
    ['OAuth 1.0a keys are being set up.', false],
    ['OAuth 1.0a keys are being set up. They are in memory only.', true],
    ['The keys of “Mine” are being replaced. They were made here and are in memory only.', true],
    ['OAuth 1.0a keys are being set up. They are being made.', false],
    ['OAuth 1.0a keys are being set up.', false],
    ['OAuth 1.0a keys are being set up.', false],
    ['OAuth 1.0a keys are being set up. What is kept is older than what is here.', true],
  ])
})

test('discarding says what goes and what stays: of the profile whose keys were to be replaced, too', () => {
  expect(discardWords(anImport(), undefined)).toHaveLength(1)
  expect(discardWords(anImport(), 'Mine')[1]).toBe('“Mine” keeps the keys that it has.')
  const kept = { store: 'vault', state: 'current' } as const
  const [gone = '', lost = ''] = discardWords(anImport({ slots: { signature: made }, saved: kept }), undefined)
  expect(gone).toContain('what was kept of it removed')
  expect(lost).toContain('cannot be brought back')
})

test('the end of making is told once, when it comes, and not of what was made before', () => {
  const done = anImport({ generation: { kind: 'done', tookMs: 1 } })
  const stopped = anImport({ generation: { kind: 'idle' } })
  const failed = anImport({ generation: { kind: 'failed', message: 'no' } })
  const before = [anImport({ generation: running })]
  expect(endedMaking(before, [done])).toEqual({ id: 'one', kind: 'done' })
  expect(endedMaking(before, [failed])).toEqual({ id: 'one', kind: 'failed' })
  expect(endedMaking(before, [stopped])).toBeUndefined()
  expect(endedMaking([done], [done])).toBeUndefined()
  expect(endedMaking(undefined, [done])).toBeUndefined()
})
