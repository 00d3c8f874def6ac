import { describe, expect, it } from 'vitest'
import { applyAccountItems } from '../../../src/renderer/features/account/use-account-feed.ts'
import { joinCurves } from '../../../src/renderer/features/account/use-equity-day.ts'
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
  const curve = (...at: readonly number[]) => ({ at, daily: at, netLiquidation: at.map(() => null) })

  it('merges recorded and live values in chronological order', () => {
    const joined = joinCurves(curve(1_000, 16_000), curve(15_000, 16_000, 17_000))
    expect(joined.at).toEqual([1_000, 16_000, 17_000])
    expect(joined.daily).toEqual([1_000, 16_000, 17_000])
  })

  it('marks a gap instead of drawing a line across the gap', () => {
    const joined = joinCurves(curve(0, 120_000, 240_001), curve())
    expect(joined.at).toEqual([0, 120_000, 120_001, 240_001])
    expect(joined.daily).toEqual([0, 120_000, null, 240_001])
  })
})
