import { expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/host/clock.ts'
import { arm, armingAfterChange, currentArming } from '../../../src/host/safety/arming.ts'
import { ProfileArming } from '../../../src/host/safety/profile-arming.ts'
import { environmentOf } from '../../../src/shared/domain/environment.ts'

const request = { told: 'live', accounts: ['U1234567'], confirmation: undefined, now: 1_000 } as const

test('an account of unknown kind counts as live', () => {
  expect(environmentOf('gateway', undefined)).toBe('live')
  expect(environmentOf('oauth1', true)).toBe('paper')
  expect(environmentOf('practice', undefined)).toBe('practice')
})

test.each([undefined, '', 'u1234567', 'U123456', 'yes'])('live money is not armed by typing %j', (confirmation) => {
  expect(() => arm({ ...request, environment: 'live', confirmation })).toThrow(/type its account id \(U1234567\)/)
})

test('what may be live money is never armed before its accounts are known', () => {
  expect(() => arm({ ...request, environment: 'live', told: undefined, accounts: [], confirmation: '' })).toThrow(
    expect.objectContaining({ code: 'not-connected', message: expect.stringContaining('connect first') }),
  )
})

test('an account that does not say what it is needs its id as a live one does, and is not called one', () => {
  expect(() => arm({ ...request, environment: 'live', told: 'unknown' })).toThrow(
    /may trade real money.*type its account id \(U1234567\)/,
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

const armed = { kind: 'armed' } as const
const of = (environment: 'practice' | 'paper' | 'live', ...accounts: string[]) => ({ environment, accounts })

test.each([
  ['paper turns out to be live', of('paper', 'DU1'), of('live', 'DU1'), 'disarmed'],
  ['live turns out to be paper', of('live', 'DU1'), of('paper', 'DU1'), 'armed'],
  ['the same session goes on', of('live', 'U1'), of('live', 'U1'), 'armed'],
  ['another account of the same kind', of('live', 'U1'), of('live', 'U2'), 'disarmed'],
  ['one account more', of('live', 'U1'), of('live', 'U1', 'U2'), 'disarmed'],
  ['the session ends', of('live', 'U1'), of('live'), 'disarmed'],
  ['practice ends and begins', of('practice', 'DU1'), of('practice'), 'armed'],
] as const)('when %s, what was armed is %j → %j: %s', (_what, from, to, kind) => {
  expect(armingAfterChange(armed, from, to).kind).toBe(kind)
})

test('the profile that was armed for one account is not armed for the next, and lapses in sight of the window', () => {
  vi.useFakeTimers()
  let changes = 0
  const arming = new ProfileArming({ kind: 'gateway', clock: systemClock, onChange: () => changes++ })
  arming.learn({ accounts: ['U1'], selected: 'U1', paper: undefined })
  expect(arming.arm('U1').kind).toBe('armed')
  arming.learn({ accounts: ['U1'], selected: 'U1', paper: undefined })
  expect(arming.view.kind).toBe('armed')
  arming.learn({ accounts: ['U2'], selected: 'U2', paper: undefined })
  expect(arming.view.kind).toBe('disarmed')
  expect(() => arming.arm('U1')).toThrow(/type its account id \(U2\)/)
  arming.arm('U2')
  arming.forget()
  expect(arming.view.kind).toBe('disarmed')
  arming.learn({ accounts: ['U2'], selected: 'U2', paper: undefined })
  arming.arm('U2')
  const before = changes
  vi.advanceTimersByTime(15 * 60_000)
  expect(arming.view.kind).toBe('disarmed')
  expect(changes).toBeGreaterThan(before)
  vi.useRealTimers()
})
