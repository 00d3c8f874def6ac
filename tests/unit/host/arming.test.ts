import { describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { createInitialArming, describeArming, updateArming } from '../../../src/host/safety/arming.ts'
import { ProfileArming } from '../../../src/host/safety/profile-arming.ts'
import { determineEnvironment } from '../../../src/shared/domain/environment.ts'
import { manualClock } from '../client/manual-clock.ts'

test('derives the environment of a profile: live if the kind of its account is unknown', () => {
  expect(determineEnvironment('gateway', undefined)).toBe('live')
  expect(determineEnvironment('oauth1', true)).toBe('paper')
  expect(determineEnvironment('practice', undefined)).toBe('practice')
})

const of = (environment: 'practice' | 'paper' | 'live', ...accounts: string[]) => ({ environment, accounts })

test('refuses to arm a profile that may be live while its accounts are unknown', () => {
  expect(() => describeArming(of('live'), undefined)).toThrow(
    expect.objectContaining({ code: 'not-connected', message: expect.stringContaining('Connect before you arm') }),
  )
})

test('requires a confirmation that names the accounts for live, and no confirmation for practice and paper', () => {
  expect(describeArming(of('live', 'U1234567'), 'live')).toMatch(/^Arm LIVE.*account U1234567\. Real money\.$/)
  expect(describeArming(of('live', 'U1'), 'unknown')).toMatch(/does not report whether this is a live account/)
  expect(describeArming(of('live', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7'), 'live')).toMatch(/U5 and 2 more/)
  expect(describeArming(of('paper', 'DU1'), 'paper')).toBeUndefined()
  expect(describeArming(of('practice'), 'practice')).toBeUndefined()
})

test('quotes and shortens account ids that have an unusual form', () => {
  const text = describeArming(of('live', 'U1. Paper money.\nNothing real', 'U2', '”x'), 'live')
  expect(text).toContain("account “U1. Paper money. Not”, U2, “'x”. Real money.")
})

test('arms live for 15 minutes, paper for eight hours, and practice without a time limit', () => {
  const armed = createInitialArming('live', 1_000)
  expect(armed).toEqual({ kind: 'armed', until: 1_000 + 15 * 60_000 })
  expect(createInitialArming('paper', 1_000)).toEqual({ kind: 'armed', until: 1_000 + 8 * 3_600_000 })
  expect(createInitialArming('practice', 1_000)).toEqual({ kind: 'armed' })
})

const armed = { kind: 'armed' } as const

test.each([
  ['paper turns out to be live', of('paper', 'DU1'), of('live', 'DU1'), 'disarmed'],
  ['live turns out to be paper', of('live', 'DU1'), of('paper', 'DU1'), 'armed'],
  ['the same session continues', of('live', 'U1'), of('live', 'U1'), 'armed'],
  ['another account of the same kind', of('live', 'U1'), of('live', 'U2'), 'disarmed'],
  ['one account more', of('live', 'U1'), of('live', 'U1', 'U2'), 'disarmed'],
  ['the session ends', of('live', 'U1'), of('live'), 'disarmed'],
  ['its accounts stay unknown', of('live'), of('live'), 'disarmed'],
  ['practice ends and begins', of('practice', 'DU1'), of('practice'), 'armed'],
] as const)('when %s, the armed state changes from %j to %j: %s', (_what, from, to, kind) => {
  expect(updateArming(armed, from, to).kind).toBe(kind)
})

const agree = async (): Promise<void> => undefined

test('disarms when the account changes, when the session ends, and after 15 minutes', async () => {
  vi.useFakeTimers()
  let [changes, disarmed] = [0, 0]
  const arming = new ProfileArming({
    kind: 'gateway',
    clock: systemClock,
    onChange: () => changes++,
    onDisarm: () => disarmed++,
  })
  arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: undefined })
  expect((await arming.arm(agree)).kind).toBe('armed')
  arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: undefined })
  expect(arming.view.kind).toBe('armed')
  arming.updateAccounts({ accounts: ['U2'], selected: 'U2', paper: undefined })
  expect(arming.view.kind).toBe('disarmed')
  await arming.arm(agree)
  arming.endSession()
  expect(arming.view.kind).toBe('disarmed')
  arming.updateAccounts({ accounts: ['U2'], selected: 'U2', paper: undefined })
  await arming.arm(agree)
  const before = changes
  vi.advanceTimersByTime(15 * 60_000)
  expect(arming.view.kind).toBe('disarmed')
  expect(changes).toBeGreaterThan(before)
  expect(disarmed).toBe(3)
  vi.useRealTimers()
})

test('does not arm if the confirmation is refused', async () => {
  const arming = new ProfileArming({
    kind: 'gateway',
    clock: systemClock,
    onChange: () => undefined,
    onDisarm: () => undefined,
  })
  arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: false })
  await expect(arming.arm(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  expect(arming.view.kind).toBe('disarmed')
})

test.each([
  [
    'another account',
    (arming: ProfileArming) => arming.updateAccounts({ accounts: ['U2'], selected: 'U2', paper: false }),
  ],
  ['the end of the session', (arming: ProfileArming) => arming.endSession()],
  ['another profile', (arming: ProfileArming) => arming.selectProfileKind('gateway')],
] as const)('does not arm if %s interrupts the confirmation', async (_what, change) => {
  const arming = new ProfileArming({
    kind: 'gateway',
    clock: systemClock,
    onChange: () => undefined,
    onDisarm: () => undefined,
  })
  arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: false })
  const confirmed = arming.arm(async () => change(arming))
  await expect(confirmed).rejects.toMatchObject({ code: 'other-profile' })
  expect(arming.view.kind).toBe('disarmed')
})

test('cancels a pending confirmation on disarm, and does not arm later', async () => {
  const arming = new ProfileArming({
    kind: 'gateway',
    clock: systemClock,
    onChange: () => undefined,
    onDisarm: () => undefined,
  })
  arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: false })
  let withdrawn: AbortSignal | undefined
  const confirmed = arming.arm(async (_text, signal) => {
    withdrawn = signal
    arming.disarm()
  })
  await expect(confirmed).rejects.toMatchObject({ code: 'cancelled' })
  expect([withdrawn?.aborted, arming.view.kind]).toEqual([true, 'disarmed'])
  expect((await arming.arm(agree)).kind).toBe('armed')
})

test('arms after the confirmation if the same accounts were received again in the meantime', async () => {
  const arming = new ProfileArming({
    kind: 'gateway',
    clock: systemClock,
    onChange: () => undefined,
    onDisarm: () => undefined,
  })
  arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: false })
  const again = async (): Promise<void> => arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: false })
  expect((await arming.arm(again)).kind).toBe('armed')
})

describe('disarming of an armed profile after its time', () => {
  const LIVE_MS = 15 * 60_000
  /** Arms a live profile with a wall clock and a monotonic clock that can be set separately. */
  async function armedLive() {
    const time = { wall: 1_000_000, steady: 50 }
    let check: (() => void) | undefined
    const ends: string[] = []
    const pauses: number[] = []
    const clock = {
      now: () => time.wall,
      monotonic: () => time.steady,
      after: (ms: number, run: () => void) => {
        pauses.push(ms)
        check = run
        return () => {
          check = undefined
        }
      },
    }
    const arming = new ProfileArming({
      kind: 'gateway',
      clock,
      onChange: () => undefined,
      onDisarm: () => ends.push('disarmed'),
    })
    arming.updateAccounts({ accounts: ['U1'], selected: 'U1', paper: undefined })
    await arming.arm(agree)
    return { arming, time, ends, pauses, check: () => check?.() }
  }

  test('an armed profile expires by the wall clock alone, as after sleep mode, to the millisecond', async () => {
    const { arming, time } = await armedLive()
    time.wall += LIVE_MS - 1
    expect(arming.view.kind).toBe('armed')
    time.wall += 1
    expect(arming.view.kind).toBe('disarmed')
  })

  test('an armed profile expires by the monotonic clock alone if the wall clock stops or is set back', async () => {
    const { arming, time } = await armedLive()
    time.wall -= 3_600_000
    time.steady += LIVE_MS - 1
    expect(arming.view.kind).toBe('armed')
    time.steady += 1
    expect(arming.view.kind).toBe('disarmed')
  })

  test('disarms when the wall clock is set ahead, and does not arm again when it is set back', async () => {
    const { arming, time, ends } = await armedLive()
    time.wall += 16 * 60_000
    expect(arming.view.kind).toBe('disarmed')
    time.wall -= 16 * 60_000
    expect(arming.view.kind).toBe('disarmed')
    expect(ends).toEqual(['disarmed'])
  })

  test('checks the expiry automatically, also without a window', async () => {
    const { arming, time, ends, pauses, check } = await armedLive()
    check()
    check()
    expect(Math.max(...pauses)).toBe(1_000)
    time.wall += LIVE_MS
    check()
    expect(ends).toEqual(['disarmed'])
    time.wall -= LIVE_MS
    expect(arming.view.kind).toBe('disarmed')
  })

  test('keeps permissions of an expired period invalid when the profile is armed again', async () => {
    const { arming, time } = await armedLive()
    const { period } = arming
    await arming.arm(agree)
    expect(arming.period).toBe(period)
    time.wall += LIVE_MS
    await arming.arm(agree)
    expect(arming.view).toEqual({ kind: 'armed', until: time.wall + LIVE_MS })
    expect(arming.period).toBeGreaterThan(period)
  })

  test('shows the correct expiry after the wall clock is set back', async () => {
    const { arming, time, check } = await armedLive()
    time.wall -= 3_600_000
    check()
    expect(arming.view).toEqual({ kind: 'armed', until: time.wall + LIVE_MS })
  })

  test('restarts the expiry with each arming, and has no expiry for a disarmed profile', async () => {
    const { arming, time } = await armedLive()
    time.wall += 10 * 60_000
    time.steady += 10 * 60_000
    await arming.arm(agree)
    time.wall += 10 * 60_000
    time.steady += 10 * 60_000
    expect(arming.view.kind).toBe('armed')
    arming.disarm()
    arming.selectProfileKind('practice')
    time.steady += 100 * LIVE_MS
    expect(arming.view).toEqual({ kind: 'armed' })
  })
})

test('ends the armed period when another profile is selected, even if both profiles are always armed', () => {
  const arming = new ProfileArming({
    kind: 'practice',
    clock: systemClock,
    onChange: () => undefined,
    onDisarm: () => undefined,
  })
  const { period } = arming
  arming.selectProfileKind('practice')
  expect(arming.view.kind).toBe('armed')
  expect(arming.period).toBeGreaterThan(period)
})

test('leaves no timer when an armed profile is disarmed or armed again', async () => {
  const clock = manualClock()
  const arming = new ProfileArming({ kind: 'gateway', clock, onChange: () => undefined, onDisarm: () => undefined })
  arming.updateAccounts({ accounts: ['DU1'], selected: 'DU1', paper: true })
  const confirm = () => Promise.reject(new Error('asked'))
  for (let count = 0; count < 2; count += 1) await arming.arm(confirm)
  expect(clock.pending).toBe(1)
  arming.disarm()
  expect(clock.pending).toBe(0)
})
