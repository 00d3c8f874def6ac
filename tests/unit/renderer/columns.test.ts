import { describe, expect, it } from 'vitest'
import { layOut, longestFigures } from '../../../src/renderer/features/orders/columns.ts'
import { anOrder } from './an-order.ts'

const wide = { narrow: false, accounts: true }
const keys = (options: typeof wide) => layOut(longestFigures([]), options).columns.map((column) => column.key)

describe('the columns of the blotter', () => {
  it('are wide enough for the longest figure of all rows', () => {
    const longest = longestFigures([anOrder(), anOrder({ quantity: 1_000_000_000, limitPrice: '1234567.89' })])
    expect(longest).toMatchObject({ quantity: '1,000,000,000'.length, limit: '1,234,567.89'.length })
    const quantity = layOut(longest, wide).columns.find((column) => column.key === 'quantity')
    expect(quantity?.width).toMatch(/^13ch/)
  })

  it('leave out the account where there is only one', () => {
    expect(keys(wide)).toContain('account')
    expect(keys({ ...wide, accounts: false })).not.toContain('account')
  })

  it('begin, where there is little room, with what an order is and how it stands', () => {
    expect(keys({ ...wide, narrow: true }).slice(0, 5)).toEqual(['symbol', 'side', 'status', 'quantity', 'filled'])
    expect(keys({ ...wide, narrow: true })).toHaveLength(keys(wide).length)
  })
})
