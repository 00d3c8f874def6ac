import { expect, test } from 'vitest'
import { isMade, resumeStep, stepOfLine, stepState } from '../../../src/renderer/features/keys/wizard-steps.ts'
import type { FieldView, ImportView, SlotView } from '../../../src/shared/contract/import-views.ts'

const filled: SlotView = { kind: 'filled', source: 'file', fileName: 'a.pem', what: 'RSA key, 2048 bits' }
const made: SlotView = { kind: 'filled', source: 'made', what: 'RSA key, 2048 bits' }
const empty: SlotView = { kind: 'empty' }
const good: FieldView = { kind: 'good', shown: 'x' }
const none: FieldView = { kind: 'empty' }

function anImport(change: Partial<ImportView> = {}): ImportView {
  return {
    id: 'one',
    kind: 'oauth1',
    startedAt: 0,
    slots: { signature: filled, encryption: filled, dhParameters: filled },
    fields: { consumerKey: good, accessToken: good, accessTokenSecret: good, server: none },
    files: [],
    generation: { kind: 'idle' },
    verification: { state: 'not-run', checks: [] },
    loginTest: { state: 'not-run', checks: [] },
    ...change,
  }
}

test('a wizard of which nothing is remembered goes on where something is missing', () => {
  expect(resumeStep(anImport({ slots: { signature: filled, encryption: empty, dhParameters: filled } }))).toBe('start')
  const fields = { consumerKey: none, accessToken: none, accessTokenSecret: none, server: none }
  expect(resumeStep(anImport({ fields }))).toBe('strings')
  const slots = { signature: made, encryption: made, dhParameters: made }
  expect(resumeStep(anImport({ fields, slots }))).toBe('register')
  expect(resumeStep(anImport())).toBe('offline')
  expect(resumeStep(anImport({ verification: { state: 'passed', checks: [] } }))).toBe('online')
})

test('a step is done only when nothing of it is missing; a server of its own need not be given', () => {
  expect(stepState('strings', anImport())).toBe('done')
  const bad: FieldView = { kind: 'bad', message: 'too short' }
  expect(stepState('strings', anImport({ fields: { consumerKey: good, accessToken: bad } }))).toBe('bad')
  expect(stepState('strings', anImport({ fields: { consumerKey: good, accessToken: none } }))).toBe('todo')
  const locked: SlotView = { kind: 'locked', fileName: 'b.pem' }
  expect(stepState('start', anImport({ slots: { signature: filled, encryption: locked } }))).toBe('todo')
  const typicalMs = { from: 1, to: 2 }
  const making = { kind: 'running', step: 'dhParameters', startedAt: 0, typicalMs } as const
  expect(stepState('start', anImport({ generation: making }))).toBe('busy')
})

test('keys count as new when any of them was made here', () => {
  expect(isMade(anImport())).toBe(false)
  expect(isMade(anImport({ slots: { signature: filled, encryption: made } }))).toBe(true)
})

test('each line of a proof leads to the step where it is mended, and one that nothing here mends leads nowhere', () => {
  expect(stepOfLine('prime')).toBe('start')
  expect(stepOfLine('secret')).toBe('strings')
  expect(stepOfLine('ip')).toBe('strings')
  expect(stepOfLine('server')).toBe('strings')
  expect(stepOfLine('brokerage-session')).toBeUndefined()
})

test('whoever has what only a registration gives has registered', () => {
  expect(stepState('register', anImport())).toBe('done')
  expect(stepState('register', anImport({ fields: { consumerKey: good, accessTokenSecret: none } }))).toBe('optional')
})
