import { describe, expect, it } from 'vitest'
import {
  moveColumn,
  orderOfColumns,
  placeColumn,
  resizeColumn,
  toggleColumn,
} from '../../../src/renderer/features/orders/blotter/column-choice.ts'
import { layOut, longestFigures, shownColumns } from '../../../src/renderer/features/orders/blotter/columns.ts'
import { isSameLayout } from '../../../src/renderer/features/orders/layouts/same-layout.ts'
import { BLOTTER_COLUMNS, DEFAULT_LAYOUT } from '../../../src/shared/domain/blotter-layout.ts'
import { anOrder } from './an-order.ts'

const wide = { narrow: false, accounts: true }
const first = DEFAULT_LAYOUT.columns
const keys = (columns = first, options = wide) => shownColumns(columns, options).map(({ key }) => key)
const trackOf = (key: string, columns = first, orders = [anOrder()]) => {
  const shown = shownColumns(columns, wide)
  const { tracks } = layOut(shown, { longest: longestFigures(orders), widths: columns.widths, narrow: false })
  return tracks.split(/ (?=minmax|calc\()/)[shown.findIndex((column) => column.key === key)]
}

describe('the columns of the blotter', () => {
  it('are wide enough for the longest figure of all rows', () => {
    const orders = [anOrder(), anOrder({ quantity: 1_000_000_000, limitPrice: '1234567.89' })]
    expect(longestFigures(orders)).toMatchObject({ quantity: '1,000,000,000'.length, limit: '1,234,567.89'.length })
    expect(trackOf('quantity', first, orders)).toMatch(/^calc\(13ch/)
  })

  it('leave out the account where there is only one', () => {
    expect(keys()).toContain('account')
    expect(keys(first, { ...wide, accounts: false })).not.toContain('account')
  })

  it('begin, where there is little room, with what an order is and how it stands', () => {
    const narrow = keys(first, { ...wide, narrow: true })
    expect(narrow.slice(0, 5)).toEqual(['symbol', 'side', 'status', 'quantity', 'filled'])
    expect(narrow).toHaveLength(keys().length)
  })

  it('stay in sight one beside the other, whichever of them comes first', () => {
    const leftsOf = (columns: typeof first) =>
      layOut(shownColumns(columns, wide), { longest: longestFigures([]), widths: columns.widths, narrow: false }).lefts
    expect(leftsOf({ ...first, widths: { symbol: 200 } })).toEqual({ symbol: '0px', side: '0px + 200px' })
    expect(leftsOf(placeColumn(first, false, 'side', 'time'))).toEqual({ side: '0px', symbol: '0px + 52px' })
  })
})

describe('choosing columns', () => {
  it('moves one past its neighbour in sight, over what is hidden between them', () => {
    const chosen = { ...first, hidden: ['side' as const] }
    expect(keys(moveColumn(chosen, false, keys(chosen), 'status', -1)).slice(0, 3)).toEqual([
      'time',
      'status',
      'symbol',
    ])
    expect(keys(moveColumn(chosen, false, keys(chosen), 'symbol', 1)).slice(0, 3)).toEqual(['time', 'status', 'symbol'])
    expect(moveColumn(chosen, false, keys(chosen), 'time', -1)).toBe(chosen)
  })

  it('keeps every column once, wherever one is put', () => {
    for (const key of BLOTTER_COLUMNS) {
      for (const before of [...BLOTTER_COLUMNS, undefined]) {
        const order = orderOfColumns(placeColumn(first, false, key, before), false)
        expect([...order].sort()).toEqual([...BLOTTER_COLUMNS].sort())
      }
    }
  })

  it('widens a figure and never cuts it', () => {
    expect(trackOf('limit', resizeColumn(first, 'limit', 200))).toMatch(/^calc\(max\(200px, 7ch/)
    expect(trackOf('symbol', resizeColumn(first, 'symbol', 60))).toBe('calc(60px)')
    expect(resizeColumn(first, 'symbol', -5).widths.symbol).toBe(40)
    expect(resizeColumn(resizeColumn(first, 'symbol', 60), 'symbol', undefined)).toEqual(first)
  })

  it('leaves one column in any case', () => {
    const one = { ...first, hidden: BLOTTER_COLUMNS.filter((key) => key !== 'symbol') }
    expect(toggleColumn(one, ['symbol'], 'symbol')).toBe(one)
    expect(keys(toggleColumn(one, ['symbol'], 'side'))).toEqual(['symbol', 'side'])
  })

  it('knows a look again, whatever the order in which it was chosen', () => {
    const hidden = { ...DEFAULT_LAYOUT, columns: { ...first, hidden: ['exchange', 'stop'] as const } }
    expect(isSameLayout(hidden, { ...DEFAULT_LAYOUT, columns: { ...first, hidden: ['stop', 'exchange'] } })).toBe(true)
    expect(
      isSameLayout(DEFAULT_LAYOUT, { ...DEFAULT_LAYOUT, filter: { ...DEFAULT_LAYOUT.filter, side: undefined } }),
    ).toBe(true)
    expect(isSameLayout(DEFAULT_LAYOUT, hidden)).toBe(false)
  })
})
