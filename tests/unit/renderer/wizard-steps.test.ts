import { expect, test } from 'vitest'
import {
  hasGeneratedKeys,
  hasSwappedNames,
  isReachable,
  needsRegistration,
  resumeStep,
  stepOfCheck,
  stepState,
  WIZARD_STEPS,
} from '../../../src/renderer/features/keys/wizard-steps.ts'
import type { ImportFieldView, ImportView, KeySlotView } from '../../../src/shared/contract/import-views.ts'

const filled: KeySlotView = { kind: 'filled', source: 'file', fileName: 'a.pem', what: 'RSA key, 2048 bits' }
const made: KeySlotView = { kind: 'filled', source: 'made', what: 'RSA key, 2048 bits' }
const empty: KeySlotView = { kind: 'empty' }
const good: ImportFieldView = { kind: 'good', shown: 'x' }
const none: ImportFieldView = { kind: 'empty' }

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

test('resumes at the first incomplete step', () => {
  expect(resumeStep(anImport({ slots: { signature: filled, encryption: empty, dhParameters: filled } }))).toBe('start')
  const fields = { consumerKey: none, accessToken: none, accessTokenSecret: none, server: none }
  expect(resumeStep(anImport({ fields }))).toBe('strings')
  const slots = { signature: made, encryption: made, dhParameters: made }
  expect(resumeStep(anImport({ fields, slots }))).toBe('register')
  expect(resumeStep(anImport())).toBe('verify')
  expect(resumeStep(anImport({ verification: { state: 'passed', checks: [] } }))).toBe('test')
})

test('marks a step as done only if it is complete', () => {
  expect(stepState('strings', anImport())).toBe('done')
  const bad: ImportFieldView = { kind: 'bad', message: 'too short' }
  expect(stepState('strings', anImport({ fields: { consumerKey: good, accessToken: bad } }))).toBe('bad')
  expect(stepState('strings', anImport({ fields: { consumerKey: good, accessToken: none } }))).toBe('todo')
  const locked: KeySlotView = { kind: 'locked', fileName: 'b.pem' }
  expect(stepState('start', anImport({ slots: { signature: filled, encryption: locked } }))).toBe('todo')
  const typicalMs = { from: 1, to: 2 }
  const making = { kind: 'running', step: 'dhParameters', startedAt: 0, typicalMs } as const
  expect(stepState('start', anImport({ generation: making }))).toBe('busy')
})

test('opens no step after Register while keys are generated', () => {
  const generation = { kind: 'running', step: 'dhParameters', startedAt: 0, typicalMs: { from: 1, to: 2 } } as const
  const view = anImport({ generation })
  expect(needsRegistration(view)).toBe(true)
  expect(WIZARD_STEPS.filter((step) => isReachable(step, view))).toEqual(['start', 'register'])
  expect(WIZARD_STEPS.filter((step) => isReachable(step, anImport()))).toEqual(WIZARD_STEPS)
})

test('marks unusual strings with a warning instead of a tick', () => {
  const doubtful: ImportFieldView = { kind: 'good', shown: '3 characters', doubt: 'Only 3 characters' }
  const view = anImport({ fields: { consumerKey: good, accessToken: doubtful, accessTokenSecret: good } })
  expect(stepState('strings', view)).toBe('doubtful')
  expect(resumeStep(view)).toBe('verify')
})

test('detects key files whose names contradict their use, until the access token secret decides', () => {
  const named = (signature: string, encryption: string, accessTokenSecret: ImportFieldView = none): boolean =>
    hasSwappedNames(
      anImport({
        slots: { signature: { ...filled, fileName: signature }, encryption: { ...filled, fileName: encryption } },
        fields: { accessTokenSecret },
      }),
    )
  expect(named('private_encryption.pem', 'private_signature.pem')).toBe(true)
  expect(named('private_encryption.pem', 'b.pem')).toBe(true)
  expect(named('private_signature.pem', 'private_encryption.pem')).toBe(false)
  expect(named('a.pem', 'b.pem')).toBe(false)
  expect(named('signing_encrypted.pem', 'encryption.pem')).toBe(false)
  expect(named('private_encryption.pem', 'private_signature.pem', good)).toBe(false)
})

test('treats the keys as new if the wizard generated at least one of them', () => {
  expect(hasGeneratedKeys(anImport())).toBe(false)
  expect(hasGeneratedKeys(anImport({ slots: { signature: filled, encryption: made } }))).toBe(true)
})

test('links each failed check to the step that fixes it', () => {
  expect(stepOfCheck('prime')).toBe('start')
  expect(stepOfCheck('secret')).toBe('strings')
  expect(stepOfCheck('ip')).toBe('strings')
  expect(stepOfCheck('server')).toBe('strings')
  expect(stepOfCheck('brokerage-session')).toBeUndefined()
})

test('treats the registration as done if all strings from IBKR are present', () => {
  expect(stepState('register', anImport())).toBe('done')
  expect(stepState('register', anImport({ fields: { consumerKey: good, accessTokenSecret: none } }))).toBe(
    'unverifiable',
  )
})
