import { expect, test } from 'vitest'
import { arm, armingAfterChange, currentArming } from '../../../src/host/safety/arming.ts'
import { environmentOf } from '../../../src/shared/domain/environment.ts'

const request = { accounts: ['U1234567'], confirmation: undefined, now: 1_000 }

test('an account of unknown kind counts as live', () => {
  expect(environmentOf('gateway', undefined)).toBe('live')
  expect(environmentOf('oauth1', true)).toBe('paper')
  expect(environmentOf('practice', undefined)).toBe('practice')
})

test.each([undefined, '', 'u1234567', 'U123456', 'yes'])('live money is not armed by typing %j', (confirmation) => {
  expect(() => arm({ ...request, environment: 'live', confirmation })).toThrow(/type its account id \(U1234567\)/)
})

test('live money is never armed before its accounts are known', () => {
  expect(() => arm({ ...request, environment: 'live', accounts: [], confirmation: '' })).toThrow(
    /once the session is open/,
  )
})

test('live money is armed by its account id and lapses after 15 minutes', () => {
  const armed = arm({ ...request, environment: 'live', confirmation: 'U1234567' })
  expect(armed).toEqual({ kind: 'armed', until: 1_000 + 15 * 60_000 })
  expect(currentArming(armed, 1_000 + 15 * 60_000 - 1).kind).toBe('armed')
  expect(currentArming(armed, 1_000 + 15 * 60_000).kind).toBe('disarmed')
})

test('practice needs no word and does not lapse', () => {
  expect(arm({ ...request, environment: 'practice' })).toEqual({ kind: 'armed' })
})

test('what was armed for paper is not armed for live', () => {
  expect(armingAfterChange({ kind: 'armed' }, 'paper', 'live')).toEqual({ kind: 'disarmed' })
  expect(armingAfterChange({ kind: 'armed', until: 5 }, 'live', 'paper')).toEqual({ kind: 'armed', until: 5 })
})
