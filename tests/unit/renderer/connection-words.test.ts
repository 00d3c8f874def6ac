import { expect, test } from 'vitest'
import { applyConnectionItems } from '../../../src/renderer/features/session/connection-store.ts'
import { connectionWords, lengthOf } from '../../../src/renderer/features/session/session-text.ts'
import type { ConnectionEvent } from '../../../src/shared/contract/connection-views.ts'

const words = (event: ConnectionEvent) => connectionWords(event, 0)

test('a drop says why: in words for a code that is known, in the words of the connection else', () => {
  const drop = { kind: 'dropped', at: 0, reason: 'the server closed it (code 1006).' } as const
  expect(words({ ...drop, code: 1006 })).toMatchObject({
    text: 'Dropped: the line broke without a goodbye',
    code: 1006,
  })
  expect(words({ ...drop, code: 1012 })).toMatchObject({ text: 'Dropped: the server restarts' })
  expect(words({ ...drop, code: 4321 })).toMatchObject({ text: 'Dropped: the server closed it', code: 4321 })
  expect(words({ ...drop, reason: 'nothing was heard for 35 seconds.' })).toEqual({
    text: 'Dropped: nothing was heard for 35 seconds',
    tone: 'bad',
    took: 'after it opened',
  })
})

test('a retry says in how long, and lengths have the unit a person would use', () => {
  expect(words({ kind: 'retry', at: 0, inMs: 0 }).text).toBe('Tried again at once')
  expect(words({ kind: 'retry', at: 0, inMs: 812 }).text).toBe('Tried again in 812 ms')
  expect([lengthOf(1_280), lengthOf(190_000)]).toEqual(['1.28 s', '3 min 10 s'])
})

test('the window keeps as much as the host, and nothing of another profile', () => {
  const entry = (id: number) => ({ kind: 'entry', entry: { id, event: { kind: 'opening', at: id } } }) as const
  const many = applyConnectionItems(
    { entries: [], pulses: [] },
    Array.from({ length: 400 }, (_, id) => entry(id)),
  )
  expect([many.entries.length, many.entries[0]?.id]).toEqual([300, 100])
  expect(applyConnectionItems(many, [{ kind: 'cleared' }, entry(7)]).entries.map(({ id }) => id)).toEqual([7])
})
