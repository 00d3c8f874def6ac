import { describe, expect, it } from 'vitest'
import {
  type EquityPoint,
  recordEquity,
  useEquityStore,
  withPoint,
} from '../../../src/renderer/features/account/equity-store.ts'
import { applyAccountItems } from '../../../src/renderer/features/account/use-account-feed.ts'
import { sortRows } from '../../../src/renderer/ui/grid/grid-column.ts'

const live = { health: { kind: 'streaming', since: 0 } } as const

describe('account list', () => {
  const one = { id: '1', price: 9 }
  const two = { id: '2', price: 10 }
  const rows = new Map([
    ['1', one],
    ['2', two],
  ])

  it('keeps the objects of unchanged rows', () => {
    const updated = applyAccountItems({ rows, status: live }, [{ kind: 'row', key: '2', row: { ...two, price: 11 } }])
    expect(updated.rows?.get('1')).toBe(one)
    expect(updated.rows?.get('2')?.price).toBe(11)
    const polling = { health: { kind: 'polling', since: 5, reason: 'x' } } as const
    const status = applyAccountItems({ rows, status: live }, [{ kind: 'status', status: polling }])
    expect(status).toEqual({ rows, status: polling })
    expect(status.rows).toBe(rows)
    expect(applyAccountItems({ rows, status: live }, [{ kind: 'removed', key: '1' }]).rows?.size).toBe(1)
  })

  it('sorts numbers by value and rows without a value last', () => {
    const columns = [
      { id: 'price', title: 'Price', width: 0, sort: (row: { id: string; price?: number }) => row.price },
    ]
    const keyOf = ({ id }: { id: string }) => id
    const all = [{ id: '3' }, two, one]
    const ids = (direction: 'ascending' | 'descending') =>
      sortRows(all, columns, { key: 'price', direction }, keyOf).map(keyOf)
    expect(ids('ascending')).toEqual(['1', '2', '3'])
    expect(ids('descending')).toEqual(['2', '1', '3'])
  })
})

describe('equity curve', () => {
  it("adds up the values of an account's models", () => {
    const row = (account: string, model: string, netLiquidation: number) => ({ account, model, netLiquidation })
    recordEquity([row('DU1', 'Core', 100), row('DU1', 'Growth', 50), row('DU2', 'Core', 7)], 1_000)
    recordEquity([row('DU1', 'Core', 101), row('DU1', 'Growth', 50)], 3_000)
    expect([...useEquityStore.getState().curves]).toEqual([
      [
        'DU1',
        [
          { at: 1_000, value: 150 },
          { at: 3_000, value: 151 },
        ],
      ],
    ])
  })

  it('keeps at most one point per second', () => {
    let points: readonly EquityPoint[] = []
    for (let second = 0; second < 10_000; second += 1) points = withPoint(points, { at: second * 1_000, value: second })
    expect(points.length).toBeLessThanOrEqual(600)
    expect(points.at(-1)?.at).toBe(9_999_000)
    expect(points[0]?.at).toBeLessThan(600_000)
    expect(withPoint(points, { at: 9_999_400, value: 1 })).toBe(points)
  })
})
