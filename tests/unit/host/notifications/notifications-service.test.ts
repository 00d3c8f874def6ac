import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../../src/host/clock.ts'
import type { News } from '../../../../src/host/notifications/news.ts'
import { NotificationsService } from '../../../../src/host/notifications/notifications-service.ts'
import type { ConsoleNotification, NotificationKind } from '../../../../src/shared/domain/notifications.ts'

let home: string
let service: NotificationsService
let told: ConsoleNotification[]

function open(): NotificationsService {
  const opened = new NotificationsService({ home, clock: systemClock, timeZone: 'Europe/Berlin' })
  opened.feed.subscribe((items) => {
    for (const item of items) if (item.kind === 'notification') told.push(item.notification)
  })
  return opened
}
const titles = (): string[] => told.map(({ title }) => title)
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
const ofOrder = (kind: NotificationKind, orderId: number, symbol = 'AAPL'): News => ({
  kind,
  title: `${kind} ${orderId}`,
  body: 'at 1.50',
  order: { orderId: String(orderId), symbol },
  environment: 'paper',
})
const lost: News = { kind: 'disconnect', title: 'Connection lost', body: '', environment: 'live' }
const switched = (kind: NotificationKind, desktop: boolean, sound: boolean) => {
  const { settings } = service.view
  return { ...settings, kinds: { ...settings.kinds, [kind]: { desktop, sound } } }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.setSystemTime('2026-03-04T12:00:00Z')
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-notifications-'))
  told = []
  service = open()
})
afterEach(() => {
  service.clear()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  rmSync(home, { recursive: true, force: true })
})

test('what happens is told as its kind is switched, with whose money it is', async () => {
  service.change(switched('fill', true, true))
  service.add(ofOrder('fill', 1))
  service.add(ofOrder('partial', 2))
  await pass(300)
  expect(told).toEqual([
    { id: 1, kind: 'fill', title: 'fill 1', body: 'at 1.50 · PAPER', desktop: true, sound: true, isTrial: false },
  ])
})

test('a few orders are told one by one, a storm in sums, and ever less often while it goes on', async () => {
  for (let id = 1; id <= 3; id += 1) service.add(ofOrder('fill', id))
  await pass(300)
  expect(titles()).toEqual(['fill 1', 'fill 2', 'fill 3'])

  told = []
  for (let id = 1; id <= 37; id += 1) service.add(ofOrder('fill', id, `S${id % 5}`))
  service.add(ofOrder('cancel', 99))
  await pass(2_000)
  expect(titles()).toEqual(['37 orders filled', 'cancel 99'])
  expect(told[0]?.body).toBe('S1, S2, S3 and 2 more symbols · PAPER')

  told = []
  for (let second = 0; second < 60; second += 1) {
    for (let id = 0; id < 1_000; id += 1) service.add(ofOrder('fill', second * 1_000 + id))
    await pass(1_000)
  }
  await pass(60_000)
  expect(told.length).toBeLessThanOrEqual(5)
  expect(titles().at(-1)).toMatch(/^1?\d+\+? orders filled$/)

  told = []
  service.add(ofOrder('fill', 1))
  await pass(300)
  expect(titles()).toEqual(['fill 1'])
  await pass(60_000)
})

test('of one order the last word is told: a fill, not the parts before it', async () => {
  service.change(switched('partial', true, false))
  for (const kind of ['partial', 'partial', 'fill'] as const) service.add(ofOrder(kind, 1))
  await pass(300)
  expect(titles()).toEqual(['fill 1'])
  await pass(2_000)
})

test('a lost connection does not wait behind a storm', () => {
  service.add(ofOrder('fill', 1))
  service.add(lost)
  expect(told.map(({ title, body }) => `${title} (${body})`)).toEqual(['Connection lost (LIVE)'])
})

test('in the quiet hours nothing is told, then or later; a sample is', async () => {
  const { settings } = service.view
  service.change({ ...settings, quietHours: { on: true, from: '22:00', to: '07:00' } })
  // 23:30 in Berlin.
  vi.setSystemTime('2026-03-04T22:30:00Z')
  service.add(lost)
  service.add(ofOrder('fill', 1))
  await pass(5_000)
  expect(told).toEqual([])
  service.try('reject', { desktop: true, sound: true })
  expect(titles()).toEqual(['Rejected: BUY 100 AAPL'])
  vi.setSystemTime('2026-03-05T06:00:00Z')
  await pass(60_000)
  expect(titles()).toHaveLength(1)
  service.add(lost)
  expect(titles()).toHaveLength(2)
})

test('a window that opens is told the settings and nothing that was told before', () => {
  service.add(lost)
  expect(service.feed.snapshot()).toEqual({ settings: service.view.settings, timeZone: 'Europe/Berlin' })
})

test('settings outlive the console, and a file that cannot be used is set aside, not lost', () => {
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

test('settings that cannot be written change nothing, and say why', () => {
  const before = service.view.settings
  rmSync(home, { recursive: true })
  expect(() => service.change(switched('fill', false, false))).toThrow('no longer exists')
  expect(service.view.settings).toEqual(before)
})
