import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HostContext } from '../../../../src/host/host-context.ts'
import type { InboxEvent } from '../../../../src/host/inbox/record-event.ts'
import { createNotifier, type Notifier } from '../../../../src/host/notifications/create-notifier.ts'
import { NotificationsService } from '../../../../src/host/notifications/notifications-service.ts'
import type { SessionService } from '../../../../src/host/session/session-service.ts'
import type { KnownEnvironment } from '../../../../src/shared/domain/environment.ts'
import type { ConsoleNotification, NotificationKind } from '../../../../src/shared/domain/notifications.ts'
import { type ManualClock, manualClock } from '../../client/manual-clock.ts'

let clock: ManualClock
let home: string
let service: NotificationsService
let notifier: Notifier
let shown: ConsoleNotification[]

function open(): NotificationsService {
  const opened = new NotificationsService({ home, clock, timeZone: 'Europe/Berlin' })
  opened.feed.subscribe((items) => {
    for (const item of items) if (item.kind === 'notification') shown.push(item.notification)
  })
  return opened
}
const titles = (): string[] => shown.map(({ title }) => title)
const pass = async (ms: number): Promise<void> => clock.advance(ms)
const ofOrder = (kind: NotificationKind, orderId: number, contractName = 'AAPL'): InboxEvent => ({
  kind,
  title: `${kind} ${orderId}`,
  body: 'at 1.50',
  order: { orderId: String(orderId), contractName },
})
const lost: InboxEvent = { kind: 'disconnect', title: 'Connection lost', body: '' }
/** Creates the notifier of a profile with this environment. */
const notifierOf = (environment: KnownEnvironment): Notifier =>
  createNotifier({ clock } as unknown as HostContext, {
    session: { environment } as SessionService,
    notifications: service,
  })
const switched = (kind: NotificationKind, desktop: boolean, sound: boolean) => {
  const { settings } = service.view
  return { ...settings, kinds: { ...settings.kinds, [kind]: { desktop, sound, muted: false } } }
}

beforeEach(() => {
  clock = manualClock(Date.parse('2026-03-04T12:00:00Z'))
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-notifications-'))
  shown = []
  service = open()
  notifier = notifierOf('paper')
})
afterEach(() => {
  notifier.dispose()
  expect(clock.pending).toBe(0)
  rmSync(home, { recursive: true, force: true })
})

test('shows an event according to the settings of its kind, and names its environment', async () => {
  service.change(switched('fill', true, true))
  notifier.announce(ofOrder('fill', 1))
  notifier.announce(ofOrder('partial', 2))
  await pass(300)
  expect(shown).toEqual([
    { id: 1, kind: 'fill', title: 'fill 1', body: 'at 1.50 · PAPER', desktop: true, sound: true, isTrial: false },
  ])
})

test('shows and sounds nothing of a muted kind, even if it was muted while orders were combined', async () => {
  service.change(switched('fill', true, true))
  notifier.announce(ofOrder('fill', 1))
  const { settings } = service.view
  const muted = { ...settings.kinds.fill, muted: true }
  service.change({ ...settings, kinds: { ...settings.kinds, fill: muted } })
  notifier.announce(ofOrder('fill', 2))
  notifier.announce(ofOrder('cancel', 3))
  await pass(300)
  expect(titles()).toEqual(['cancel 3'])
  // The switches of the kind apply again after it is unmuted.
  expect(open().view.settings.kinds.fill).toEqual({ desktop: true, sound: true, muted: true })
  await pass(2_000)
})

test('stores muted kinds beside the settings, which earlier versions still accept', () => {
  const { settings } = service.view
  service.change(settings)
  expect(existsSync(join(home, 'muted-kinds.json'))).toBe(false)
  const muted = { ...settings, kinds: { ...settings.kinds, notice: { desktop: false, sound: true, muted: true } } }
  service.change(muted)
  const stored = JSON.parse(readFileSync(join(home, 'notifications.json'), 'utf8'))
  expect(stored.kinds.notice).toEqual({ desktop: false, sound: true })
  expect(open().view.settings).toEqual(muted)
  service.change(settings)
  expect(open().view.settings).toEqual(settings)

  rmSync(join(home, 'muted-kinds.json.last-good'))
  writeFileSync(join(home, 'muted-kinds.json'), '{')
  expect(open().notice).toContain('muted-kinds.json')
})

test('shows a few orders one by one, and combines bursts at growing intervals', async () => {
  for (let id = 1; id <= 3; id += 1) notifier.announce(ofOrder('fill', id))
  await pass(300)
  expect(titles()).toEqual(['fill 1', 'fill 2', 'fill 3'])

  shown = []
  for (let id = 1; id <= 37; id += 1) notifier.announce(ofOrder('fill', id, `S${id % 5}`))
  notifier.announce(ofOrder('cancel', 99))
  await pass(2_000)
  expect(titles()).toEqual(['37 orders filled', 'cancel 99'])
  expect(shown[0]?.body).toBe('S1, S2, S3 and 2 more · PAPER')

  shown = []
  for (let second = 0; second < 60; second += 1) {
    for (let id = 0; id < 1_000; id += 1) notifier.announce(ofOrder('fill', second * 1_000 + id))
    await pass(1_000)
  }
  await pass(60_000)
  expect(shown.length).toBeLessThanOrEqual(5)
  expect(titles().at(-1)).toMatch(/^\d{1,2},\d{3}\+? orders filled$/)

  shown = []
  notifier.announce(ofOrder('fill', 1))
  await pass(300)
  expect(titles()).toEqual(['fill 1'])
  await pass(60_000)
})

test('combines corrections only with each other, so that no undone fill counts as a fill', async () => {
  for (let id = 1; id <= 4; id += 1) {
    notifier.announce(ofOrder('fill', id))
    notifier.announce({ ...ofOrder('fill', 100 + id), isCorrection: true })
  }
  await pass(300)
  expect(titles()).toEqual(['4 orders filled', '4 orders corrected'])
  await pass(2_000)
})

test('shows only the last event of an order: a fill, but not earlier partial fills', async () => {
  service.change(switched('partial', true, false))
  for (const kind of ['partial', 'partial', 'fill'] as const) notifier.announce(ofOrder(kind, 1))
  await pass(300)
  expect(titles()).toEqual(['fill 1'])
  await pass(2_000)
})

test('shows a lost connection immediately, before order events that arrived earlier', () => {
  notifier.announce(ofOrder('fill', 1))
  notifier.announce(lost)
  expect(shown.map(({ title, body }) => `${title} (${body})`)).toEqual(['Connection lost (PAPER)'])
})

test('combines the events of each profile, so that a notification names one environment', async () => {
  const live = notifierOf('live')
  for (let id = 1; id <= 10; id += 1) {
    notifier.announce(ofOrder('fill', id))
    live.announce(ofOrder('fill', id))
  }
  await pass(300)
  expect(shown.map(({ title, body }) => `${title} (${body})`)).toEqual([
    '10 orders filled (AAPL · PAPER)',
    '10 orders filled (AAPL · LIVE)',
  ])
  live.dispose()
})

test('shows no event from quiet hours, even after they end, but still shows a sample', async () => {
  const { settings } = service.view
  service.change({ ...settings, quietHours: { on: true, from: '22:00', to: '07:00' } })
  // This is 23:30 in Berlin.
  clock.jump(Date.parse('2026-03-04T22:30:00Z') - clock.now())
  notifier.announce(lost)
  notifier.announce(ofOrder('fill', 1))
  await pass(5_000)
  expect(shown).toEqual([])
  service.try('reject', { desktop: true, sound: true })
  expect(titles()).toEqual(['Rejected: BUY 100 AAPL'])
  clock.jump(Date.parse('2026-03-05T06:00:00Z') - clock.now())
  await pass(60_000)
  expect(titles()).toHaveLength(1)
  notifier.announce(lost)
  expect(titles()).toHaveLength(2)
})

test('sends a new window the settings but no earlier notification', () => {
  notifier.announce(lost)
  expect(service.feed.snapshot()).toEqual({ settings: service.view.settings, timeZone: 'Europe/Berlin' })
})

test('restores settings after a restart, also from the last good copy of an invalid file', () => {
  const settings = switched('cancel', false, true)
  service.change(settings)
  expect(open().view.settings).toEqual(settings)

  const broken = JSON.stringify({ schemaVersion: 1, ...settings, quietHours: { on: true, from: '25:00', to: '07:00' } })
  writeFileSync(join(home, 'notifications.json'), broken)
  const again = open()
  expect(again.view.settings).toEqual(settings)
  expect(again.notice).toContain('quietHours.from')
  const aside = readdirSync(home).find((name) => name.startsWith('notifications.json.broken'))
  expect(readFileSync(join(home, aside ?? ''), 'utf8')).toBe(broken)
})

test('keeps the previous settings if they cannot be written, and reports the reason', () => {
  const before = service.view.settings
  rmSync(home, { recursive: true })
  expect(() => service.change(switched('fill', false, false))).toThrow('no longer exists')
  expect(service.view.settings).toEqual(before)
})
