import fc from 'fast-check'
import { expect, test } from 'vitest'
import { observeLastPrice } from '../../../../src/host/local-alerts/alert-quotes.ts'
import { judgeAlert, type Observation } from '../../../../src/host/local-alerts/judge-alert.ts'
import type { StoredAlert } from '../../../../src/host/local-alerts/stored-local-alerts.ts'
import type { AlertCondition } from '../../../../src/shared/domain/local-alerts.ts'
import type { LiveQuote } from '../../../../src/shared/domain/quote.ts'
import { propertyRuns } from '../../../process/property-runs.ts'

const price = (direction: 'rises' | 'falls', level: number, rearm: 'automatic' | 'manual' = 'automatic') =>
  ({ kind: 'price', conid: 1, symbol: 'AAPL', direction, level, rearm }) as const satisfies AlertCondition
const create = (condition: AlertCondition): StoredAlert => ({ id: 'x', on: true, condition })
const value = (number: number): Observation => ({ kind: 'value', value: number, text: String(number) })

/** Judges a sequence of observations. Returns the titles of the fired alerts with the index of their cause. */
function run(alert: StoredAlert, observations: readonly Observation[]): readonly string[] {
  let current = alert
  return observations.flatMap((observation, index) => {
    const judgement = judgeAlert(current, observation, index)
    current = judgement.alert
    return judgement.fired.map(({ title }) => `${index}: ${title}`)
  })
}

test('fires again only after the price moved back by 0.1%', () => {
  const prices = [199, 200, 201, 199.9, 200, 199.8, 200.5].map(value)
  expect(run(create(price('rises', 200)), prices)).toEqual(['1: AAPL rises to 200', '6: AAPL rises to 200'])
  expect(run(create(price('falls', 200)), [201, 200, 200.1, 199, 200.2, 199].map(value))).toHaveLength(2)
})

test('fires once until the user arms the alert again', () => {
  expect(run(create(price('rises', 200, 'manual')), [199, 200, 100, 300].map(value))).toHaveLength(1)
})

test('fires immediately if the value is already beyond the level', () => {
  expect(run(create(price('falls', 200)), [value(150)])).toHaveLength(1)
})

test('omits the account from the text of a notification', () => {
  const condition = {
    kind: 'daily-profit',
    account: 'U7654321',
    direction: 'falls',
    level: -500,
    rearm: 'automatic',
  } as const
  const { fired, state } = judgeAlert(create(condition), { kind: 'value', value: -600, text: '-600' }, 5)
  expect(fired).toEqual([
    { title: 'Daily P&L falls to -500', body: 'Now -600', detail: 'Account U7654321', link: { kind: 'profit' } },
  ])
  expect(state).toEqual({ kind: 'fired', at: 5, rearmsAt: 'at or above -490' })
})

test('never fires for unknown or blocked values, or while the alert is off', () => {
  const unknown: Observation[] = [
    { kind: 'unknown', reason: 'stale' },
    { kind: 'blocked', reason: 'no permission' },
  ]
  const alert = create(price('rises', 1))
  expect(run(alert, unknown)).toEqual([])
  expect(judgeAlert(alert, unknown[1] as Observation, 0).state).toEqual({ kind: 'blocked', reason: 'no permission' })
  expect(judgeAlert({ ...alert, on: false }, value(5), 0)).toMatchObject({ state: { kind: 'off' }, fired: [] })
})

test('fires again only after the price moved back by the margin, for any price path', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1_980, max: 2_020 }), { maxLength: 60 }), (path) => {
      const fired = run(
        create(price('rises', 200)),
        path.map((each) => value(each / 10)),
      ).map(Number.parseFloat)
      for (const [index, at] of fired.entries()) {
        const before = fired[index - 1]
        expect(path[at]).toBeGreaterThanOrEqual(2_000)
        if (before !== undefined) expect(Math.min(...path.slice(before, at))).toBeLessThanOrEqual(1_998)
      }
      if (path.some((each) => each >= 2_000)) expect(fired.length).toBeGreaterThan(0)
    }),
    { numRuns: propertyRuns(2_000) },
  )
})

test('fires once for each order that is working for too long', () => {
  const alert = create({ kind: 'order-age', minutes: 10 })
  const orders = (count: number): Observation => ({
    kind: 'orders',
    orders: Array.from({ length: count }, (_, index) => {
      return { key: `a ${index}`, orderId: String(index), text: `BUY 1 S${index}`, since: 0 }
    }),
  })
  expect(judgeAlert(alert, orders(2), 599_999).fired).toEqual([])
  const first = judgeAlert(alert, orders(2), 600_000)
  expect(first.fired).toMatchObject([{ body: 'BUY 1 S0', link: { kind: 'order', orderId: '0' } }, { body: 'BUY 1 S1' }])
  const second = judgeAlert(first.alert, orders(5_000), 600_001)
  expect(second.fired).toEqual([
    {
      title: '4,998 orders work longer than 10 min',
      body: 'BUY 1 S2, BUY 1 S3, BUY 1 S4 and 4,995 more',
      link: { kind: 'journal' },
    },
  ])
  expect(judgeAlert(second.alert, orders(2), 600_002).fired).toHaveLength(0)
})

test('fires once for a feed without updates and re-arms after the next update', () => {
  const alert = create({ kind: 'silent-feed', feed: 'socket', seconds: 30, rearm: 'automatic' })
  const silence = (seconds: number): Observation => ({ kind: 'silence', seconds })
  expect(run(alert, [29, 30, 31, 1, 30].map(silence))).toEqual([
    '1: IBKR’s WebSocket silent for 30 s',
    '4: IBKR’s WebSocket silent for 30 s',
  ])
})

test('uses only the last price of a live quote', () => {
  const observe = (values: Partial<LiveQuote>) => observeLastPrice({ conid: 1, at: 5, ...values })
  expect(observe({ last: '1,200.50', availability: 'RpB' })).toEqual({
    kind: 'value',
    value: 1_200.5,
    text: '1,200.50',
  })
  // IBKR marks some live quotes with v, which it calls VDR exempt.
  expect(observe({ last: '1', availability: 'vpB' }).kind).toBe('value')
  for (const values of [
    { last: 'C168.42', availability: 'RpB' },
    { last: 'H168.42', availability: 'RpB' },
    { last: 'n/a', availability: 'RpB' },
    { last: '168.42', availability: 'ZB' },
    { last: '168.42' },
    { availability: 'RpB' },
    {},
  ])
    expect(observe(values).kind).toBe('unknown')
  expect(observe({ last: '1', availability: 'RpB', staleSince: 5 }).kind).toBe('unknown')
  for (const availability of ['DPB', 'Y', 'N', 'O', 'i'])
    expect(observe({ last: '1', availability }).kind).toBe('blocked')
})
