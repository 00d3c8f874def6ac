import { expect, test } from 'vitest'
import { applyConnectionItems } from '../../../src/renderer/features/session/connection-store.ts'
import { connectionEventText, formatDuration } from '../../../src/renderer/features/session/session-text.ts'
import type { ConnectionEvent } from '../../../src/shared/contract/connection-views.ts'

const text = (event: ConnectionEvent) => connectionEventText(event, 0)

test('derives the cause of a dropped connection from its close code or reason', () => {
  const drop = { kind: 'dropped', at: 0, reason: 'the server closed it (code 1006).' } as const
  expect(text({ ...drop, code: 1006 })).toMatchObject({
    text: 'Connection dropped (no close frame)',
    code: 1006,
  })
  expect(text({ ...drop, code: 1012 })).toMatchObject({ text: 'Connection dropped (server restart)' })
  expect(text({ ...drop, code: 4321 })).toMatchObject({ text: 'Connection dropped (closed by the server)', code: 4321 })
  expect(text({ ...drop, reason: 'nothing was received for 35 seconds.' })).toEqual({
    text: 'Connection dropped (nothing was received for 35 seconds)',
    tone: 'bad',
    took: 'open for ',
  })
})

test('shows the delay before a retry in a suitable unit', () => {
  expect(text({ kind: 'retry', at: 0, inMs: 0 }).text).toBe('Retrying now')
  expect(text({ kind: 'retry', at: 0, inMs: 812 }).text).toBe('Retrying in 812 ms')
  expect([formatDuration(1_280), formatDuration(190_000)]).toEqual(['1.28 s', '3 min 10 s'])
})

test('states the number of subscribed topics', () => {
  const subscribed = (topics: number) => text({ kind: 'subscribed', at: 0, topics }).text
  expect([0, 1, 2].map(subscribed)).toEqual([
    'No subscriptions to restore',
    'Subscribed to 1 topic',
    'Subscribed to 2 topics',
  ])
})

test('keeps the newest 300 events', () => {
  const entry = (id: number) => ({ kind: 'entry', entry: { id, event: { kind: 'opening', at: id } } }) as const
  const many = applyConnectionItems(
    { entries: [], pulses: [] },
    Array.from({ length: 400 }, (_, id) => entry(id)),
  )
  expect([many.entries.length, many.entries[0]?.id]).toEqual([300, 100])
})
