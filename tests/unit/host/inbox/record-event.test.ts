import { beforeEach, expect, test } from 'vitest'
import { type InboxEvent, type RecordedEntry, recordEvent } from '../../../../src/host/inbox/record-event.ts'
import { MAX_ORDER_ENTRIES, MAX_OTHER_ENTRIES } from '../../../../src/shared/domain/inbox.ts'

let entries: RecordedEntry[]
let now: number
let lastId: number
let scope: string

function record(event: InboxEvent): void {
  lastId += 1
  const { remove, put } = recordEvent(entries, event, { now, newId: () => String(lastId), scope })
  entries = entries.filter(({ id }) => !remove.includes(id))
  const index = entries.findIndex(({ id }) => id === put?.id)
  if (put) entries = index < 0 ? [...entries, put] : entries.with(index, put)
}
const ofOrder = (kind: 'fill' | 'partial' | 'reject', orderId: number, contractName = 'AAPL'): InboxEvent => ({
  kind,
  title: `${kind} ${orderId}`,
  body: '',
  order: { orderId: String(orderId), contractName },
})
const loss = (other: Partial<InboxEvent> = {}): InboxEvent => ({
  kind: 'disconnect',
  title: 'Lost',
  body: 'a',
  ...other,
})
const back: InboxEvent = { kind: 'reconnect', title: 'Restored', body: 'after 3 s' }
const titles = (): string[] => entries.map(({ title }) => title)

beforeEach(() => {
  entries = []
  now = 1_000_000
  lastId = 0
  scope = 'one'
})

test('replaces the partial fills of an order by its newest fill', () => {
  for (const kind of ['partial', 'partial', 'fill'] as const) record(ofOrder(kind, 1))
  record(ofOrder('partial', 2))
  expect(titles()).toEqual(['fill 1', 'partial 2'])
  expect(entries[0]).toMatchObject({ link: { kind: 'order', orderId: '1' }, scope: 'one', unread: true })
})

test('does not replace the fill of an order that has the same id in another scope', () => {
  record(ofOrder('partial', 1))
  scope = 'two'
  record(ofOrder('fill', 1))
  expect(titles()).toEqual(['partial 1', 'fill 1'])
})

test('records 30 orders of a kind per minute one by one, and combines further ones into one entry', () => {
  for (let id = 1; id <= 5_000; id += 1) record(ofOrder('fill', id, `S${id % 7}`))
  record(ofOrder('reject', 6_000))
  expect(entries).toHaveLength(32)
  expect(entries[30]).toMatchObject({
    title: '4,970 more orders filled',
    body: 'S3, S4, S5 and others · within a minute',
    link: { kind: 'journal' },
  })
  expect(titles().at(-1)).toBe('reject 6000')
  now += 60_000
  record(ofOrder('fill', 7_000))
  expect(titles().at(-1)).toBe('fill 7000')
})

test('combines corrections only with each other, and replaces none by a later fill', () => {
  for (let id = 1; id <= 31; id += 1) record(ofOrder('fill', id))
  for (let id = 1; id <= 31; id += 1) record({ ...ofOrder('fill', id), title: 'corrected', isCorrection: true })
  expect(titles().filter((title) => title !== 'corrected' && !title.startsWith('fill'))).toEqual([
    '1 more order filled',
    '1 more order corrected',
  ])
  entries = []
  record({ ...ofOrder('partial', 1), title: 'corrected', isCorrection: true })
  record(ofOrder('partial', 1))
  expect(titles()).toEqual(['corrected', 'partial 1'])
})

test('limits the entries about orders separately from other entries', () => {
  record({ kind: 'notice', title: 'margin', body: '' })
  for (let minute = 0; minute < 40; minute += 1) {
    now += 61_000
    for (let id = 0; id < 30; id += 1) record(ofOrder('fill', minute * 100 + id))
  }
  expect(entries).toHaveLength(MAX_ORDER_ENTRIES + 1)
  expect(titles()[0]).toBe('margin')
  expect(titles().at(-1)).toBe('fill 3929')
  for (let id = 0; id < 300; id += 1) record({ kind: 'alert', title: `alert ${id}`, body: '' })
  expect(entries).toHaveLength(MAX_ORDER_ENTRIES + MAX_OTHER_ENTRIES)
})

test('drops read entries and other order events before an unread fill', () => {
  record(ofOrder('fill', 1))
  record(ofOrder('partial', 2))
  record(ofOrder('fill', 3))
  entries = entries.map((each) => (each.title === 'fill 3' ? { ...each, unread: false } : each))
  for (let id = 10; id < 10 + MAX_ORDER_ENTRIES; id += 1) {
    now += 3_000
    record(ofOrder('reject', id))
  }
  expect(entries).toHaveLength(MAX_ORDER_ENTRIES)
  expect(titles().slice(0, 3)).toEqual(['fill 1', 'partial 2', 'reject 12'])
  // Only fills that are unread remain, and the oldest is dropped.
  for (let id = 1_000; id < 1_000 + MAX_ORDER_ENTRIES; id += 1) {
    now += 3_000
    record(ofOrder('fill', id))
  }
  expect(titles().slice(0, 2)).toEqual(['fill 1000', 'fill 1001'])
})

test('records a repeated notice once within its repeat period', () => {
  const notice: InboxEvent = { kind: 'notice', title: 'n', body: '', source: { id: 'ntf 1', repeatsAfterMs: 1_000 } }
  record(notice)
  record(notice)
  expect(entries).toHaveLength(1)
  now += 1_000
  record(notice)
  expect(entries).toHaveLength(2)
})

test('keeps one pair of entries for a connection that drops again and again', () => {
  record(loss())
  record(loss({ body: 'b', isSameLoss: true }))
  expect(entries).toMatchObject([{ title: 'Lost', body: 'b' }])
  record(back)
  record(ofOrder('reject', 1))
  for (let drop = 2; drop <= 9; drop += 1) {
    now += 10_000
    record(loss())
    record(back)
  }
  // The pair has the time and the place of the newest loss.
  expect(titles()).toEqual(['reject 1', 'Connection lost 9 times', 'Restored'])
  expect(entries[1]).toMatchObject({ at: now, unread: true })
  now += 61_000
  record(loss())
  expect(titles()).toEqual(['reject 1', 'Connection lost 9 times', 'Restored', 'Lost'])
  // A removed entry is not added again.
  entries = entries.slice(0, -1)
  record(loss({ isSameLoss: true }))
  expect(titles()).toEqual(['reject 1', 'Connection lost 9 times', 'Restored'])
})
