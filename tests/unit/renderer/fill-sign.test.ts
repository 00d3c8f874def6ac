import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  dropFills,
  hideFills,
  holdFills,
  newFills,
  showFills,
  useFillSignStore,
} from '../../../src/renderer/features/inbox/fill-sign-store.ts'
import { applyInboxItems, useInboxStore } from '../../../src/renderer/features/inbox/inbox-store.ts'
import { useNotificationsStore } from '../../../src/renderer/features/notifications/notifications-store.ts'
import type { InboxItem } from '../../../src/shared/contract/inbox-views.ts'
import type { InboxEntry } from '../../../src/shared/domain/inbox.ts'

const entry = (id: string, other: Partial<InboxEntry> = {}): InboxEntry => ({
  id,
  kind: 'fill',
  at: 1,
  title: `Filled: ${id}`,
  body: 'at 1.50 on average',
  unread: true,
  ...other,
})
const put = (...entries: readonly InboxEntry[]): readonly InboxItem[] =>
  entries.map((each) => ({ kind: 'entry', entry: each }))
/** Applies a batch as the window does. */
function receive(...batch: readonly InboxItem[]): void {
  const fills = newFills(useInboxStore.getState().entries, batch)
  useInboxStore.setState((data) => applyInboxItems(data, batch))
  showFills(fills)
}
const shown = (): readonly string[] => useFillSignStore.getState().fills.map(({ title }) => title)

beforeEach(() => {
  vi.useFakeTimers()
  useInboxStore.setState({ entries: new Map() })
  useNotificationsStore.setState({ view: undefined })
})
afterEach(() => {
  dropFills()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

test('shows a fill at once, and hides it after 12 seconds', () => {
  receive(...put(entry('a'), entry('b', { kind: 'cancel' }), entry('c', { unread: false })))
  expect(shown()).toEqual(['Filled: a'])
  vi.advanceTimersByTime(11_999)
  expect(shown()).toEqual(['Filled: a'])
  vi.advanceTimersByTime(1)
  expect(shown()).toEqual([])
})

test('combines fills that follow within 3 seconds, newest first', () => {
  receive(...put(entry('a')))
  receive(...put(entry('b')))
  receive(...put(entry('c'), entry('d')))
  expect(shown()).toEqual(['Filled: a'])
  vi.advanceTimersByTime(3_000)
  expect(shown()).toEqual(['Filled: d', 'Filled: c', 'Filled: b', 'Filled: a'])
  vi.advanceTimersByTime(12_000)
  expect(shown()).toEqual([])
})

test('shows an order once, with its newest fill', () => {
  receive(...put(entry('a', { kind: 'partial', title: 'Partly filled: 1 of 2' })))
  receive({ kind: 'removed', id: 'a' }, ...put(entry('b')))
  vi.advanceTimersByTime(3_000)
  expect(shown()).toEqual(['Filled: b'])
})

test('shows no fill that was only marked as unread, but a combined entry that counts more fills', () => {
  receive(...put(entry('a', { title: '1 more order filled' })))
  hideFills()
  receive(...put(entry('a', { title: '1 more order filled' })))
  vi.advanceTimersByTime(3_000)
  expect(shown()).toEqual([])
  receive(...put(entry('a', { title: '2 more orders filled' })))
  expect(shown()).toEqual(['2 more orders filled'])
})

test('shows no fill of a muted kind', () => {
  useNotificationsStore.setState({ view: { settings: { kinds: { fill: { muted: true } } } } as never })
  receive(...put(entry('a')))
  expect(shown()).toEqual([])
})

test('keeps its text while the pointer or the focus is on it', () => {
  receive(...put(entry('a')))
  holdFills(true)
  receive(...put(entry('b')))
  vi.advanceTimersByTime(60_000)
  expect(shown()).toEqual(['Filled: a'])
  holdFills(false)
  vi.advanceTimersByTime(3_000)
  expect(shown()).toEqual(['Filled: b', 'Filled: a'])
})

test('shows no fill of a profile that the window has left', () => {
  receive(...put(entry('a')))
  receive(...put(entry('b')))
  dropFills()
  vi.advanceTimersByTime(3_000)
  expect(shown()).toEqual([])
})
