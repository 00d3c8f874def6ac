import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGuardRailSettings } from '../../../../src/host/guard-rails/create-guard-rail-settings.ts'
import { describeLoosening } from '../../../../src/host/guard-rails/describe-loosening.ts'
import { UserNotices } from '../../../../src/host/host-context.ts'
import { openLog } from '../../../../src/host/log/log.ts'
import { type GuardRails, NO_RAILS } from '../../../../src/shared/domain/guard-rails.ts'
import { manualClock } from '../../client/manual-clock.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-rail-settings-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const LIMITED: GuardRails = { ...NO_RAILS, quantity: { action: 'refuse', limit: 1_000 } }
const profile = { id: 'mine', kind: 'gateway', name: 'My “own”\nprofile' }

/** Creates the limits of one profile. `confirm` is called with the text of each confirmation. */
function settings(confirm: (text: string) => Promise<void>, countsAsLive = true) {
  const clock = manualClock()
  const context = { home, clock, log: openLog(home, clock.now), notices: new UserNotices(() => undefined) }
  const area = createGuardRailSettings(context, {
    list: { profiles: [profile], find: () => profile, feed: { subscribe: () => () => undefined } } as never,
    confirmation: { confirm: ({ text }: { readonly text: string }) => confirm(text) } as never,
    countsAsLive: () => countsAsLive,
  })
  area.stored.add('mine', NO_RAILS)
  const change = (rails: GuardRails) =>
    area.handlers['guardRails.change']({ profileId: 'mine', rails }, { signal: new AbortController().signal } as never)
  return { change, limits: () => area.stored.of(profile) }
}

test('asks for a confirmation before it loosens limits of a live profile, and changes nothing if it is declined', async () => {
  const asked: string[] = []
  let answer = Promise.resolve()
  const { change, limits } = settings((text) => {
    asked.push(text)
    return answer
  })
  await change(LIMITED)
  expect(asked).toEqual([])
  const refusal = Promise.reject(new Error('declined'))
  refusal.catch(() => undefined)
  answer = refusal
  await expect(change(NO_RAILS)).rejects.toThrow('declined')
  expect(limits()).toEqual(LIMITED)
  answer = Promise.resolve()
  await change(NO_RAILS)
  expect(limits()).toEqual(NO_RAILS)
  const text = "Loosen the guard rails: quantity refuse above 1,000 → off. Profile “My 'own' profile”."
  expect(asked).toEqual([text, text])
})

test('asks for no confirmation of a profile whose account is not live', async () => {
  const { change, limits } = settings(() => expect.unreachable('asked'), false)
  await change(LIMITED)
  await change(NO_RAILS)
  expect(limits()).toEqual(NO_RAILS)
})

test('does not change limits that were changed while the confirmation was open', async () => {
  let confirmed = (): void => undefined
  const { change, limits } = settings(
    () =>
      new Promise((resolve) => {
        confirmed = resolve
      }),
  )
  await change(LIMITED)
  const loosening = change(NO_RAILS)
  const stricter: GuardRails = { ...LIMITED, quantity: { action: 'refuse', limit: 1 } }
  await change(stricter)
  confirmed()
  await expect(loosening).rejects.toMatchObject({ code: 'cancelled' })
  expect(limits()).toEqual(stricter)
})

test('describes each changed limit with its unit, and a list by the number of its values', () => {
  const before: GuardRails = {
    ...NO_RAILS,
    value: { action: 'refuse', limit: 10_000 },
    collar: { action: 'warn', limit: 5 },
    ordersPerMinute: { action: 'refuse', limit: 10 },
    dailyLoss: { action: 'refuse', limit: 500 },
    expiryLoss: { action: 'refuse', limit: 1_000 },
    daysToExpiry: { action: 'warn', limit: 7 },
    symbols: { action: 'refuse', allowed: ['A', 'B'] },
    assetClasses: { action: 'warn', allowed: ['STK'] },
  }
  const after: GuardRails = {
    ...before,
    value: { action: 'warn', limit: 20_000 },
    collar: { action: 'warn', limit: 7.5 },
    dailyLoss: { action: 'off', limit: 500 },
    expiryLoss: { action: 'refuse', limit: 2_000 },
    daysToExpiry: { action: 'warn', limit: 1 },
    symbols: { action: 'warn', allowed: ['A', 'B', '→ off. Profile'] },
    assetClasses: { action: 'off', allowed: ['STK'] },
  }
  expect(describeLoosening(before, after).split('; ')).toEqual([
    'order value refuse above USD 10,000.00 → warn above USD 20,000.00',
    'maximum loss at expiry refuse above USD 1,000.00 → refuse above USD 2,000.00',
    'days to expiry warn below 7 → warn below 1',
    'price collar warn above 5% → warn above 7.5%',
    'daily loss refuse above USD 500.00 → off',
    'symbols refuse except 2 listed → warn except 3 listed',
    'asset classes warn except 1 listed → off',
  ])
})
