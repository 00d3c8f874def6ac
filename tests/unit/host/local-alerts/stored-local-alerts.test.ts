import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UserNotices } from '../../../../src/host/host-context.ts'
import { StoredLocalAlerts } from '../../../../src/host/local-alerts/stored-local-alerts.ts'
import { alertCondition } from '../../../../src/shared/contract/local-alert-views.ts'
import { type AlertCondition, MAX_LOCAL_ALERTS } from '../../../../src/shared/domain/local-alerts.ts'
import { manualClock } from '../../client/manual-clock.ts'

let home: string
let notices: string[]
let profiles: string[]

const open = (): StoredLocalAlerts =>
  new StoredLocalAlerts({
    context: {
      home,
      clock: manualClock(),
      log: { write: () => undefined },
      notices: new UserNotices((text) => notices.push(text)),
    },
    profileIds: () => profiles,
  })
const file = (): string => join(home, 'local-alerts.json')
const condition: AlertCondition = { kind: 'order-age', minutes: 10 }
const create = () => ({ id: randomUUID(), on: true, condition })

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-alerts-'))
  notices = []
  profiles = ['a', 'b']
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('restores the alerts of each profile after a restart, except those of a deleted profile', () => {
  const [first, second] = [create(), { ...create(), firedAt: 5, firedOrders: ['a 1'] }]
  const stored = open()
  stored.put('a', first)
  stored.put('b', create())
  stored.note('a', first)
  stored.put('a', second)
  profiles = ['a']
  stored.put('a', { ...first, on: false })
  const again = open()
  expect(again.of('a')).toEqual([{ ...first, on: false }, second])
  expect(again.of('b')).toEqual([])
  expect(again.of('__proto__')).toEqual([])
  expect(() => again.put('b', create())).toThrow('does not exist')
})

test('accepts at most 100 alerts per profile', () => {
  const most = Array.from({ length: MAX_LOCAL_ALERTS - 1 }, create)
  writeFileSync(file(), JSON.stringify({ schemaVersion: 1, profiles: { a: most } }))
  const stored = open()
  const codes: unknown[] = []
  for (let index = 0; index < 10_000; index += 1) {
    try {
      stored.put('a', create())
    } catch (error) {
      codes.push((error as { readonly code?: unknown }).code)
    }
  }
  expect([stored.of('a').length, codes.length, ...new Set(codes)]).toEqual([MAX_LOCAL_ALERTS, 9_999, 'limit'])
})

test.each([
  ['is not JSON', '{'],
  ['has another shape', '{"schemaVersion":1,"profiles":{"a":[{"id":1}]}}'],
  [
    'has too many alerts',
    JSON.stringify({ schemaVersion: 1, profiles: { a: Array.from({ length: 10_000 }, create) } }),
  ],
])('quarantines a file that %s, and uses the last good copy', (_, text) => {
  const alert = create()
  open().put('a', alert)
  writeFileSync(file(), text)
  expect(open().of('a')).toEqual([alert])
  expect(notices).toEqual([expect.stringContaining('last good copy')])
  const aside = readdirSync(home).find((name) => name.startsWith('local-alerts.json.broken'))
  expect(readFileSync(join(home, aside ?? ''), 'utf8')).toBe(text)
})

test('keeps in memory that an alert fired if the file cannot be written', () => {
  const stored = open()
  const alert = create()
  stored.put('a', alert)
  rmSync(home, { recursive: true })
  expect(stored.note('a', { ...alert, firedAt: 7 })).toMatchObject({ message: expect.stringContaining('no longer') })
  expect(stored.of('a')).toEqual([{ ...alert, firedAt: 7 }])
})

test.each([
  { kind: 'price', conid: 1, symbol: 'A', direction: 'rises', level: Number.NaN, rearm: 'manual' },
  { kind: 'price', conid: 1, symbol: 'A', direction: 'rises', level: Number.POSITIVE_INFINITY, rearm: 'manual' },
  { kind: 'price', conid: 1, symbol: 'A', direction: 'rises', level: '200', rearm: 'manual' },
  { kind: 'price', conid: 0, symbol: 'A', direction: 'rises', level: 1, rearm: 'manual' },
  { kind: 'price', conid: 1, symbol: ' ', direction: 'rises', level: 1, rearm: 'manual' },
  { kind: 'price', conid: 1, symbol: 'A', direction: 'sideways', level: 1, rearm: 'manual' },
  { kind: 'price', conid: 1, symbol: 'A', direction: 'rises', level: 1, rearm: 'manual', order: { side: 'BUY' } },
  { kind: 'daily-profit', account: 'U1/..', direction: 'falls', level: -1, rearm: 'manual' },
  { kind: 'order-age', minutes: 0 },
  { kind: 'order-age', minutes: 1.5 },
  { kind: 'silent-feed', feed: 'socket', seconds: 5, rearm: 'automatic' },
  { kind: 'silent-feed', feed: 'quote', seconds: 60, rearm: 'automatic' },
  { kind: 'silent-feed', feed: 'mail', seconds: 60, rearm: 'automatic' },
  { kind: 'place-order' },
  null,
])('rejects the condition %j', (input) => {
  expect(alertCondition.safeParse(input).success).toBe(false)
})
