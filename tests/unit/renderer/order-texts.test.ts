import { describe, expect, it } from 'vitest'
import { countPendingUpdates } from '../../../src/renderer/features/orders/feed-line.tsx'
import { timelineLines } from '../../../src/renderer/features/orders/order-timeline.tsx'
import { gapsSummary, gapText, lastUpdateText } from '../../../src/renderer/features/orders/texts.ts'
import type { ConsoleOrderTransition } from '../../../src/shared/domain/console-orders.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'
import { anOrder } from './an-order.ts'

const at = (minute: number, second: number): number => new Date(2026, 10, 25, 14, minute, second).getTime()
const repaired = { from: at(2, 11), to: at(2, 14), repairedAt: at(2, 15) }
const open = { from: at(5, 0), to: at(5, 9) }
const now = at(6, 0)

describe('gaps in the order feed', () => {
  it('states the start and end of a gap', () => {
    expect(gapText(repaired, now)).toBe('No updates from 14:02:11 to 14:02:14. Reconciled with IBKR at 14:02:15')
    expect(gapText({ from: at(5, 0) }, now)).toBe('No updates since 14:05:00. Not reconciled yet')
  })

  it('states the duration of a gap that starts and ends in the same second', () => {
    const text = (ms: number) => gapText({ ...repaired, to: repaired.from + ms }, now)
    expect(text(400)).toMatch(/^No updates from 14:02:11 for 0.4 s. Reconciled/)
    expect(text(3)).toMatch(/^No updates from 14:02:11 for less than 0.1 s. Reconciled/)
  })

  it('includes the date if the gap was not today', () => {
    const overNight = { from: new Date(2026, 10, 24, 21, 30).getTime(), to: at(1, 0), repairedAt: at(1, 2) }
    expect(gapText(overNight, now)).toBe('No updates from 11-24 21:30 to 14:01:00. Reconciled with IBKR at 14:01:02')
  })

  it('summarises an open gap before reconciled gaps', () => {
    expect(gapsSummary([])).toBeUndefined()
    expect(gapsSummary([repaired], now)).toMatchObject({ text: 'Gap 14:02:11–14:02:14 reconciled', isOpen: false })
    expect(gapsSummary([open, repaired], now)).toMatchObject({
      text: 'Gap since 14:05:00, not reconciled, 1 more gap',
      isOpen: true,
    })
  })

  it('shows gaps in chronological order among the timeline transitions', () => {
    const step = (time: number): ConsoleOrderTransition => ({
      at: time,
      source: 'stream',
      status: 'Submitted',
      filled: 0,
      remaining: 1,
      text: 'x',
    })
    const lines = timelineLines([step(at(1, 0)), step(at(2, 15)), step(at(3, 0))], [repaired, open], 7)
    expect(lines.map(({ key }) => key)).toEqual([
      `gap-${open.from}`,
      'transition-9',
      'transition-8',
      `gap-${repaired.from}`,
      'transition-7',
    ])
    expect(lines.some((line) => line.kind === 'transition' && line.first)).toBe(false)
    const deltas = lines.flatMap((line) => (line.kind === 'transition' ? [line.sincePrevious] : []))
    expect(deltas).toEqual([45_000, 75_000, undefined])
  })

  it("marks IBKR's first update of an order", () => {
    const step = (source: ConsoleOrderTransition['source']): ConsoleOrderTransition => ({
      at: 1,
      source,
      status: 'Inactive',
      filled: 0,
      remaining: 1,
      text: 'x',
    })
    const lines = timelineLines([step('own request'), step('stream'), step('stream')], [], 0)
    expect(lines.map((line) => line.kind === 'transition' && line.first)).toEqual([false, true, false])
  })

  it('states the age and source of the last update', () => {
    expect(lastUpdateText({ at: 1_000, source: 'stream' }, 1_400, false)).toBe('Updated just now · stream')
    expect(lastUpdateText({ at: 1_000, source: 'poll' }, 9_000, false)).toBe('Updated 8 s ago · refresh')
    expect(lastUpdateText({ at: at(2, 11), source: 'snapshot' }, now, true)).toBe('Last update 14:02:11 · full refresh')
  })
})

const mapOf = (...orders: readonly Order[]) => new Map(orders.map((order) => [order.orderId, order]))

describe('pending updates in a paused feed', () => {
  const one = anOrder({ orderId: '1', transitionCount: 3 })
  const two = anOrder({ orderId: '2', transitionCount: 1 })

  it('counts transitions, new orders and removed orders', () => {
    const shown = mapOf(one, two)
    expect(countPendingUpdates(shown, mapOf(one, two))).toEqual({ updates: 0, orders: 0 })
    expect(countPendingUpdates(shown, mapOf({ ...one, transitionCount: 8 }, two))).toEqual({ updates: 5, orders: 1 })
    expect(countPendingUpdates(shown, mapOf({ ...one, limitPrice: '5' }, two))).toEqual({ updates: 1, orders: 1 })
    expect(countPendingUpdates(shown, mapOf(one, anOrder({ orderId: '3', transitionCount: 2 })))).toEqual({
      updates: 3,
      orders: 2,
    })
  })
})
