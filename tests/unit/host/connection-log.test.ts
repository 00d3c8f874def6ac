import { beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { ConnectionLog } from '../../../src/host/session/connection-log.ts'
import type { ConnectionItem } from '../../../src/shared/contract/connection-views.ts'
import type { ConnectionStep } from '../../../src/shared/domain/connection-step.ts'
import type { TickleTiming } from '../../../src/shared/domain/session.ts'

let steady: number
let log: ConnectionLog
let items: ConnectionItem[]
let emit: (step: ConnectionStep) => void
let emitTickle: (pulse: TickleTiming) => void

const attach = (): void =>
  log.attach({
    onConnection: (listener) => {
      emit = listener
      return () => undefined
    },
    onTickle: (listener) => {
      emitTickle = listener
      return () => undefined
    },
  })
const after = (ms: number, step: ConnectionStep): void => {
  steady += ms
  emit(step)
}
const lengths = (): (string | number | undefined)[][] =>
  log.feed.snapshot().entries.map(({ event, tookMs }) => [event.kind, tookMs])

beforeEach(() => {
  steady = 1_000
  items = []
  log = new ConnectionLog({ clock: systemClock, steady: () => steady })
  log.feed.subscribe((added) => items.push(...added))
  attach()
})

test('records the duration of each step, even if the wall clock changes', () => {
  after(0, { at: 50, kind: 'opening' })
  after(12, { at: 10, kind: 'opened' })
  after(250, { at: 9_000_000, kind: 'session-message' })
  after(3, { at: 0, kind: 'subscribed', topics: 2 })
  after(60_000, { at: 0, kind: 'silent', since: 0 })
  after(17_500, { at: 0, kind: 'dropped', reason: 'nothing was received for 35 seconds.' })
  after(0, { at: 0, kind: 'retry', inMs: 800 })
  after(800, { at: 0, kind: 'opening' })
  after(40, { at: 0, kind: 'dropped', reason: 'refused' })
  expect(lengths()).toEqual([
    ['opening', undefined],
    ['opened', 12],
    ['session-message', 250],
    ['subscribed', 3],
    ['silent', 60_000],
    // The duration starts when the socket opens.
    ['dropped', 250 + 3 + 60_000 + 17_500],
    ['retry', undefined],
    ['opening', undefined],
    // The duration is undefined because the socket never opened.
    ['dropped', undefined],
  ])
})

test('records the duration until the orders are refreshed after a gap', () => {
  after(0, { at: 0, kind: 'subscribed', topics: 1 })
  steady += 900
  log.resynced({ from: 1, to: 2 })
  expect(lengths().at(-1)).toEqual(['resynced', 900])
})

test('keeps the newest 300 entries and 240 tickles, and returns them in the snapshot', () => {
  for (let count = 1; count <= 400; count += 1) {
    after(1, { at: count, kind: 'opening' })
    emitTickle({ at: count, roundTripMs: count })
  }
  const { entries, pulses } = log.feed.snapshot()
  expect([entries.length, entries[0]?.id, entries.at(-1)?.id]).toEqual([300, 101, 400])
  expect([pulses.length, pulses[0]?.at]).toEqual([240, 161])
  expect(items).toHaveLength(800)
})
