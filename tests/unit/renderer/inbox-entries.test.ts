import { expect, test } from 'vitest'
import {
  countUnread,
  filterEntries,
  type InboxFilter,
  type KindsSettings,
} from '../../../src/renderer/features/inbox/inbox-store.ts'
import type { InboxEntry } from '../../../src/shared/domain/inbox.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from '../../../src/shared/domain/notifications.ts'

const entry = (kind: NotificationKind, at: number, unread = true): InboxEntry => ({
  id: `${kind} ${at}`,
  kind,
  at,
  title: '',
  body: '',
  unread,
})
const mapOf = (...entries: readonly InboxEntry[]) => new Map(entries.map((each) => [each.id, each]))
const muting = (...kinds: readonly NotificationKind[]): KindsSettings =>
  Object.fromEntries(
    NOTIFICATION_KINDS.map((kind) => [kind, { desktop: true, sound: false, muted: kinds.includes(kind) }]),
  ) as KindsSettings

const entries = mapOf(entry('fill', 1), entry('partial', 2, false), entry('cancel', 3), entry('notice', 4))

test('counts no unread event of a muted kind', () => {
  expect(countUnread(entries, undefined)).toBe(3)
  expect(countUnread(entries, muting('notice', 'cancel'))).toBe(1)
  expect(countUnread(entries, muting('notice'), 'fills')).toBe(1)
  expect(countUnread(entries, muting('fill'), 'fills')).toBe(0)
})

test('lists muted events only where the filter names their kind', () => {
  const shown = (filter: InboxFilter, activeId?: string): readonly string[] =>
    filterEntries({ entries, filter, activeId }, muting('notice', 'fill')).map(({ id }) => id)
  expect(shown('all')).toEqual(['cancel 3', 'partial 2'])
  expect(shown('unread')).toEqual(['cancel 3'])
  expect(shown('unread', 'partial 2')).toEqual(['cancel 3', 'partial 2'])
  expect(shown('muted')).toEqual(['notice 4', 'fill 1'])
  expect(shown('fills')).toEqual(['partial 2', 'fill 1'])
  expect(shown('orders')).toEqual(['cancel 3'])
})
