import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoredGuardRails } from '../../../../src/host/guard-rails/stored-guard-rails.ts'
import { UserNotices } from '../../../../src/host/host-context.ts'
import { openLog } from '../../../../src/host/log/log.ts'
import { NO_RAILS, PRIVATE_ACCOUNT_RAILS, STRICT_RAILS } from '../../../../src/shared/domain/guard-rails.ts'
import { manualClock } from '../../client/manual-clock.ts'

const PRACTICE = { id: 'practice', kind: 'practice' } as const
const GATEWAY = { id: 'gateway', kind: 'gateway' } as const
const STRICTER = { ...NO_RAILS, quantity: { action: 'refuse', limit: 3 } } as const

let home: string
let notices: string[]
let profiles: readonly (typeof PRACTICE | typeof GATEWAY)[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-rails-'))
  notices = []
  profiles = [PRACTICE, GATEWAY]
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function start(): StoredGuardRails {
  const clock = manualClock()
  const context = { home, clock, log: openLog(home, clock.now), notices: new UserNotices((text) => notices.push(text)) }
  return new StoredGuardRails({ context, profiles: () => profiles })
}

const file = (name = 'guard-rails.json'): string => join(home, name)

test('in a data folder of version 0.1.0, Practice has limits and other profiles have none', () => {
  expect(start().view()).toEqual({ practice: PRIVATE_ACCOUNT_RAILS, gateway: NO_RAILS })
  expect(notices).toEqual([])
})

test('keeps the limits over a restart, and drops those of a deleted profile', () => {
  const stored = start()
  stored.change('gateway', STRICTER)
  stored.change('practice', STRICTER)
  expect(start().view()).toEqual({ practice: STRICTER, gateway: STRICTER })
  profiles = [PRACTICE]
  stored.change('practice', NO_RAILS)
  profiles = [PRACTICE, GATEWAY]
  expect(start().view()).toEqual({ practice: NO_RAILS, gateway: NO_RAILS })
})

test('uses the last good copy of a damaged file, and reports it', () => {
  start().change('gateway', STRICTER)
  writeFileSync(file(), '{')
  expect(start().of(GATEWAY)).toEqual(STRICTER)
  expect(notices).toEqual([expect.stringContaining('its last good copy is used')])
})

test.each([
  ['no JSON', '{'],
  [
    'an unknown action',
    JSON.stringify({
      schemaVersion: 1,
      others: 'none',
      profiles: { gateway: { ...NO_RAILS, value: { action: 'allow', limit: 1 } } },
    }),
  ],
  ['a missing limit', JSON.stringify({ schemaVersion: 1, others: 'none', profiles: { gateway: {} } })],
  [
    'a limit of zero',
    JSON.stringify({
      schemaVersion: 1,
      others: 'none',
      profiles: { gateway: { ...NO_RAILS, value: { action: 'off', limit: 0 } } },
    }),
  ],
  ['nothing', ''],
])('applies strict limits to every profile after damage without a copy: %s', (_, text) => {
  start().change('gateway', NO_RAILS)
  rmSync(file('guard-rails.json.last-good'))
  writeFileSync(file(), text)
  expect(start().view()).toEqual({ practice: STRICT_RAILS, gateway: STRICT_RAILS })
  expect(notices).toEqual([expect.stringContaining('Every profile now has strict guard rails')])
  // The next start finds no file. The quarantined file shows that there were limits.
  expect(readdirSync(home).filter((name) => name === 'guard-rails.json')).toEqual([])
  const next = start()
  expect(next.of(GATEWAY)).toEqual(STRICT_RAILS)
  // A change of one profile leaves the others strict.
  next.change('gateway', NO_RAILS)
  expect(start().view()).toEqual({ practice: STRICT_RAILS, gateway: NO_RAILS })
})
