import { describe, expect, it } from 'vitest'
import { timelineLines } from '../../../src/renderer/features/orders/details/timeline-lines.ts'
import { newsWords } from '../../../src/renderer/features/orders/feed/feed-texts.ts'
import { gapsSummary, gapWords } from '../../../src/renderer/features/orders/feed/gap-texts.ts'
import { countWaiting } from '../../../src/renderer/features/orders/feed/pending-updates.ts'
import type { Order, OrderTransition } from '../../../src/shared/domain/orders.ts'
import { anOrder } from './an-order.ts'

const at = (minute: number, second: number): number => new Date(2026, 10, 25, 14, minute, second).getTime()
const repaired = { from: at(2, 11), to: at(2, 14), repairedAt: at(2, 15) }
const open = { from: at(5, 0), to: at(5, 9) }
const now = at(6, 0)

describe('gaps in words', () => {
  it('name the stretch and its repair', () => {
    expect(gapWords(repaired, now)).toBe(
      "Nothing was heard from 14:02:11 to 14:02:14: repaired from IBKR's list at 14:02:15",
    )
    expect(gapWords({ from: at(5, 0) }, now)).toBe('Nothing was heard since 14:05:00: not repaired yet')
  })

  it('say how long it was where both ends are the same second', () => {
    const words = (ms: number) => gapWords({ ...repaired, to: repaired.from + ms }, now)
    expect(words(400)).toMatch(/^Nothing was heard from 14:02:11 for 0.4 s: repaired/)
    expect(words(3)).toMatch(/^Nothing was heard from 14:02:11 for less than 0.1 s: repaired/)
  })

  it('say the day where it was another one: a console that did not run over night missed more than some minutes', () => {
    const overNight = { from: new Date(2026, 10, 24, 21, 30).getTime(), to: at(1, 0), repairedAt: at(1, 2) }
    expect(gapWords(overNight, now)).toBe(
      "Nothing was heard from 11-24 21:30 to 14:01:00: repaired from IBKR's list at 14:01:02",
    )
  })

  it('are summed up with the open one first, because it is what makes rows doubtful', () => {
    expect(gapsSummary([])).toBeUndefined()
    expect(gapsSummary([repaired], now)).toMatchObject({ text: 'repaired 14:02:11–14:02:14', isOpen: false })
    expect(gapsSummary([open, repaired], now)).toMatchObject({
      text: 'may be stale since 14:05:00, and 1 gap more',
      isOpen: true,
    })
  })

  it('stand in the timeline of an order between the steps before and after them', () => {
    const step = (time: number): OrderTransition => ({
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
      'step-9',
      'step-8',
      `gap-${repaired.from}`,
      'step-7',
    ])
    expect(lines.some((line) => line.kind === 'step' && line.first)).toBe(false)
  })

  it('know the first step that IBKR told, also where what was sent from here stands before it', () => {
    const step = (source: OrderTransition['source']): OrderTransition => ({
      at: 1,
      source,
      status: 'Inactive',
      filled: 0,
      remaining: 1,
      text: 'x',
    })
    const lines = timelineLines([step('own request'), step('stream'), step('stream')], [], 0)
    expect(lines.map((line) => line.kind === 'step' && line.first)).toEqual([false, true, false])
  })

  it('tell how old the news are and where they came from', () => {
    expect(newsWords({ at: 1_000, source: 'stream' }, 1_400)).toBe('heard now from the stream')
    expect(newsWords({ at: 1_000, source: 'poll' }, 9_000)).toBe('heard 8 s ago from a reading')
  })
})

const mapOf = (...orders: readonly Order[]) => new Map(orders.map((order) => [order.orderId, order]))

describe('what waits while rows stand still', () => {
  const one = anOrder({ orderId: '1', transitionCount: 3 })
  const two = anOrder({ orderId: '2', transitionCount: 1 })

  it('is every step of every order, and what came and went', () => {
    const shown = mapOf(one, two)
    expect(countWaiting(shown, mapOf(one, two))).toEqual({ changes: 0, orders: 0 })
    expect(countWaiting(shown, mapOf({ ...one, transitionCount: 8 }, two))).toEqual({ changes: 5, orders: 1 })
    expect(countWaiting(shown, mapOf({ ...one, limitPrice: '5' }, two))).toEqual({ changes: 1, orders: 1 })
    expect(countWaiting(shown, mapOf(one, anOrder({ orderId: '3', transitionCount: 2 })))).toEqual({
      changes: 3,
      orders: 2,
    })
  })
})
