import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsFor } from '../../../src/renderer/features/orders/blotter/order-columns.tsx'
import { isSameLayout } from '../../../src/renderer/features/orders/layouts/layouts.ts'
import {
  type ColumnLayout,
  isColumnLayout,
  isHidden,
  moveColumn,
  orderColumns,
  placeColumn,
  resizeColumn,
  toggleColumn,
  tracksOf,
} from '../../../src/renderer/ui/grid/column-layout.ts'
import { indexAfterKey } from '../../../src/renderer/ui/grid/list-keys.ts'
import { assignSlots, type RowSlots } from '../../../src/renderer/ui/grid/row-slots.ts'
import { indexesAround, listHeight, rowWindow, scrollTopToShow } from '../../../src/renderer/ui/grid/row-window.ts'
import { rangeOf, selectedRows } from '../../../src/renderer/ui/grid/selection.ts'
import { countNew, shiftOf } from '../../../src/renderer/ui/grid/use-steady-scroll.ts'
import { longestTexts } from '../../../src/renderer/ui/grid/visible-columns.ts'
import { DEFAULT_LAYOUT } from '../../../src/shared/domain/blotter-layout.ts'
import { anOrder } from './an-order.ts'

const COLUMNS = columnsFor(undefined, true)
const first: ColumnLayout = DEFAULT_LAYOUT.columns
const idsOf = (layout = first, columns = COLUMNS) =>
  orderColumns(columns, layout).flatMap((column) => (isHidden(column, layout) ? [] : [column.id]))
const allIds = (layout: ColumnLayout) => orderColumns(COLUMNS, layout).map(({ id }) => id)
/** Width of a digit in px, as DejaVu Sans has it. */
const DIGIT = 8.27
const tracksFor = (layout = first, orders = [anOrder()], room = 1_280) => {
  const columns = orderColumns(COLUMNS, layout).filter((column) => !isHidden(column, layout))
  const { widths } = layout
  const longest = longestTexts(COLUMNS, orders)
  return { columns, ...tracksOf(columns, { widths, longest, room, digit: DIGIT }) }
}
const widthsOf = ({ tracks }: { readonly tracks: string }): readonly number[] =>
  tracks.split(' ').map((track) => Number(/^(\d+)px$/.exec(track)?.[1]))
const trackOf = (id: string, layout = first, orders = [anOrder()], room = 1_280) => {
  const { columns, ...tracks } = tracksFor(layout, orders, room)
  return widthsOf(tracks)[columns.findIndex((column) => column.id === id)] ?? Number.NaN
}

describe('blotter columns', () => {
  it('makes columns as wide as the longest number in any row', () => {
    const orders = [anOrder(), anOrder({ quantity: 1_000_000_000, limitPrice: '1234567.89' })]
    expect(longestTexts(COLUMNS, orders)).toMatchObject({
      quantity: '1,000,000,000'.length,
      limit: '1,234,567.89'.length,
      // The last price is not known for hidden rows. It is about as long as the prices of the order.
      last: '1,234,567.89'.length,
    })
    expect(longestTexts(COLUMNS, [anOrder({ limitPrice: '1' })])).toMatchObject({ last: '000.00'.length })
    expect(trackOf('quantity', first, orders)).toBe(Math.ceil(13 * DIGIT) + 12)
  })

  it('is as wide as the longest name of a contract, which differs from others at its end', () => {
    const option = { contractName: 'AAPL 18DEC26 240 C' }
    expect(longestTexts(COLUMNS, [anOrder(option)])['symbol']).toBeGreaterThan(option.contractName.length)
    expect(longestTexts(COLUMNS, [anOrder({ contractName: 'X'.repeat(80) })])['symbol']).toBeLessThan(40)
  })

  it('makes a column of text wider beside the numbers of another column', () => {
    const [beside, alone] = [placeColumn(first, allIds(first), 'time', 'status'), first]
    expect(orderColumns(COLUMNS, beside).map(({ id }) => id)).toContain('time')
    const numbersFirst = placeColumn(first, allIds(first), 'quantity', 'time')
    expect(trackOf('time', numbersFirst) - trackOf('time', alone)).toBe(6)
    expect(trackOf('time', beside)).toBe(trackOf('time', alone))
  })

  it('hides the account column while there is only one account', () => {
    const isOffered = (several: boolean) =>
      columnsFor(undefined, several).some(({ id, unavailable }) => id === 'account' && !unavailable)
    expect([isOffered(true), isOffered(false)]).toEqual([true, false])
  })

  it('shows symbol, side, status and quantities first in a narrow window', () => {
    const narrow = idsOf(first, columnsFor('essential', true))
    expect(narrow.slice(0, 5)).toEqual(['symbol', 'side', 'status', 'quantity', 'filled'])
    expect(narrow).toHaveLength(idsOf().length)
  })

  it('places sticky columns side by side in any order', () => {
    expect(tracksFor({ ...first, widths: { symbol: 200 } }).secondSticky).toBe(200)
    const sideFirst = placeColumn(first, allIds(first), 'side', 'time')
    expect(tracksFor(sideFirst).secondSticky).toBe(trackOf('side'))
  })

  it('fills the list with whole px, and scrolls instead of making a column too narrow', () => {
    const narrowest = trackOf('symbol', first, [anOrder()], 0)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), (room) => {
        const tracks = tracksFor(first, [anOrder()], room)
        const widths = widthsOf(tracks)
        const total = widths.reduce((sum, width) => sum + width, 16)
        expect(widths.every(Number.isInteger)).toBe(true)
        expect(tracks.width).toBe(Math.max(room, tracks.leastWidth))
        // Each of the two columns that grow may lose less than a px.
        expect(tracks.width - total).toBeGreaterThanOrEqual(0)
        expect(tracks.width - total).toBeLessThanOrEqual(2)
        expect(trackOf('symbol', first, [anOrder()], room)).toBeGreaterThanOrEqual(narrowest)
      }),
    )
  })

  it('divides the remaining width by the shares of the columns, except for a width that the user chose', () => {
    const [symbol, reason] = ['symbol', 'reason'].map((id) => trackOf(id, first, [anOrder()], 3_000))
    expect((reason ?? 0) / (symbol ?? 1)).toBeCloseTo(2, 2)
    expect(trackOf('symbol', resizeColumn(first, 'symbol', 130), [anOrder()], 3_000)).toBe(130)
  })
})

describe('column layout', () => {
  it('moves a column past its next visible neighbour', () => {
    const layout = { ...first, hidden: ['side'] }
    const visible = idsOf(layout)
    const move = (id: string, step: 1 | -1) => moveColumn(layout, allIds(layout), { id, visible, step })
    expect(idsOf(move('status', -1)).slice(0, 3)).toEqual(['time', 'status', 'symbol'])
    expect(idsOf(move('symbol', 1)).slice(0, 3)).toEqual(['time', 'status', 'symbol'])
    expect(move('time', -1)).toBe(layout)
  })

  it('contains every column exactly once after any move', () => {
    const ids = allIds(first)
    for (const id of ids) {
      for (const before of [...ids, undefined]) {
        expect(allIds(placeColumn(first, ids, id, before)).toSorted()).toEqual(ids.toSorted())
      }
    }
  })

  it('ignores IDs of columns that do not exist', () => {
    expect(allIds({ ...first, order: ['nothing', 'side'] })[0]).toBe('side')
  })

  it('resizes a column within its limits', () => {
    expect(trackOf('limit', resizeColumn(first, 'limit', 200))).toBe(200)
    expect(trackOf('limit', resizeColumn(first, 'limit', 40))).toBe(trackOf('limit'))
    expect(trackOf('status', resizeColumn(first, 'status', 60))).toBe(60)
    expect(resizeColumn(first, 'status', -5).widths['status']).toBe(40)
    expect(resizeColumn(resizeColumn(first, 'status', 60), 'status', undefined)).toEqual(first)
  })

  it('rejects a damaged layout', () => {
    expect(isColumnLayout({ hidden: ['a'], widths: { b: 80 } })).toBe(true)
    const damaged: unknown[] = [null, 5, 'x', [], {}, { hidden: [] }, { hidden: [], widths: null }, { widths: {} }]
    const wrong = [
      { order: null, hidden: [], widths: {} },
      { order: [1], hidden: [], widths: {} },
      { hidden: 'a', widths: {} },
      { hidden: [], widths: { a: '80' } },
      { hidden: [], widths: { a: -1 } },
      { hidden: [], widths: { a: 1e9 } },
    ]
    for (const value of [...damaged, ...wrong]) expect(isColumnLayout(value)).toBe(false)
  })

  it('hides optional columns until the user shows them', () => {
    const stored = { hidden: ['remaining', 'id', 'reference', 'exchange'], widths: {} }
    expect(idsOf(stored)).toEqual(expect.arrayContaining(['last', 'distance', 'reason']))
    expect(idsOf(stored)).not.toContain('oca')
    const shown = toggleColumn(stored, ['symbol', 'side'], { id: 'oca', optional: true })
    expect(idsOf(shown)).toContain('oca')
    expect(idsOf(toggleColumn(shown, ['symbol', 'oca'], { id: 'oca', optional: true }))).not.toContain('oca')
    expect(isColumnLayout(shown)).toBe(true)
    expect(isColumnLayout({ ...stored, shown: [1] })).toBe(false)
    const withShown = { ...DEFAULT_LAYOUT, columns: shown }
    expect(isSameLayout(withShown, DEFAULT_LAYOUT)).toBe(false)
  })

  it('keeps the position of the time column when a side pane opens', () => {
    const ids = columnsFor('time', true).map(({ id }) => id)
    expect(ids.slice(0, 5)).toEqual(['time', 'updated', 'symbol', 'side', 'status'])
    expect(ids.indexOf('type')).toBeGreaterThan(ids.indexOf('distance'))
  })

  it('keeps at least one column visible', () => {
    const one = { ...first, hidden: allIds(first).filter((id) => id !== 'symbol') }
    expect(toggleColumn(one, ['symbol'], { id: 'symbol' })).toBe(one)
    expect(idsOf(toggleColumn(one, ['symbol'], { id: 'side' }))).toEqual(['symbol', 'side'])
  })

  it('treats layouts as equal if only the order of hidden columns differs', () => {
    const hidden = { ...DEFAULT_LAYOUT, columns: { ...first, hidden: ['exchange', 'stop'] } }
    expect(isSameLayout(hidden, { ...DEFAULT_LAYOUT, columns: { ...first, hidden: ['stop', 'exchange'] } })).toBe(true)
    expect(
      isSameLayout(DEFAULT_LAYOUT, { ...DEFAULT_LAYOUT, filter: { ...DEFAULT_LAYOUT.filter, side: undefined } }),
    ).toBe(true)
    expect(isSameLayout(DEFAULT_LAYOUT, hidden)).toBe(false)
  })
})

const slotsOf = (...lists: readonly (readonly string[])[]): RowSlots =>
  lists.reduce<RowSlots>(
    (before, keys) =>
      assignSlots(
        before,
        keys.map((key) => ({ key })),
      ),
    new Map(),
  )

describe('row slots', () => {
  it('initially assigns row slots from top to bottom', () => {
    expect([...slotsOf(['a', 'b', 'c'])]).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
  })

  it('keeps the slot of a row that moves', () => {
    const slots = slotsOf(['a', 'b', 'c'], ['c', 'a', 'b'])
    expect([slots.get('a'), slots.get('c')]).toEqual([0, 2])
  })

  it('reuses slots for rows that become visible', () => {
    const slots = slotsOf(['a', 'b', 'c'], ['b', 'c', 'd'])
    expect([slots.get('d'), slots.get('b')]).toEqual([0, 1])
  })

  it('assigns one slot to each row after any sequence of list updates', () => {
    const keys = fc.uniqueArray(fc.nat(30).map(String), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1 }), (lists) => {
        const slots = slotsOf(...lists)
        const last = lists.at(-1) ?? []
        expect([...slots.keys()].toSorted()).toEqual(last.toSorted())
        expect([...slots.values()].toSorted((a, b) => a - b)).toEqual(last.map((_, index) => index))
      }),
    )
  })
})

describe('rendered rows', () => {
  it('renders a constant number of rows at every scroll position', () => {
    for (let start = 0; start <= 90; start += 1) {
      const indexes = indexesAround(start, start + 10, { count: 100, fit: 11 })
      expect(indexes).toHaveLength(19)
      expect(indexes[0]).toBeLessThanOrEqual(start)
      expect(indexes.at(-1)).toBeGreaterThanOrEqual(start + 9)
      expect(indexes.at(-1)).toBeLessThan(100)
    }
  })

  it('renders all rows in a short list', () => {
    expect(indexesAround(0, 3, { count: 3, fit: 11 })).toEqual([0, 1, 2])
  })
})

describe('visible rows in a list of any length', () => {
  const share = fc.nat(1_000_000).map((each) => each / 1_000_000)
  const geometry = fc.record({
    count: fc.integer({ min: 1, max: 50_000_000 }),
    rowHeight: fc.integer({ min: 18, max: 40 }),
    room: fc.integer({ min: 400, max: 2_000 }),
    share,
  })
  /** Scrolls to a fraction of the range in whole pixels, as browsers do. */
  const scrolled = ({
    count,
    rowHeight,
    room,
    share,
  }: {
    count: number
    rowHeight: number
    room: number
    share: number
  }) => Math.round(share * Math.max(0, listHeight(count, rowHeight) - room))

  it('fills the viewport with rows', () => {
    fc.assert(
      fc.property(geometry, (list) => {
        const { count, rowHeight, room } = list
        const scrollTop = scrolled(list)
        const { first, last, shift } = rowWindow(list, scrollTop)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(last).toBeLessThanOrEqual(count)
        expect((last - first) * rowHeight).toBeGreaterThanOrEqual(Math.min(count * rowHeight, room) - rowHeight)
        const top = first * rowHeight + shift
        expect(top).toBeLessThanOrEqual(scrollTop)
        expect(top + rowHeight).toBeGreaterThan(scrollTop - 1)
      }),
    )
  })

  it('shows the first row at the top and the last row at the bottom', () => {
    fc.assert(
      fc.property(geometry, (list) => {
        expect(rowWindow(list, 0).first).toBe(0)
        expect(rowWindow(list, scrolled({ ...list, share: 1 })).last).toBe(list.count)
      }),
    )
  })

  it('makes the whole row visible when the list scrolls to a row', () => {
    const request = fc.tuple(geometry, share, fc.constantFrom('nearest', 'middle'))
    fc.assert(
      fc.property(request, ([list, at, where]) => {
        const { count, rowHeight, room } = list
        const row = Math.min(count - 1, Math.floor(at * count))
        const before = scrolled(list)
        const target = scrollTopToShow(list, { row, where, scrollTop: before }) ?? before
        const scrollTop = Math.max(0, Math.min(Math.round(target), listHeight(count, rowHeight) - room))
        const top = row * rowHeight + rowWindow(list, scrollTop).shift
        expect(top).toBeGreaterThanOrEqual(scrollTop - 1e-3)
        expect(top + rowHeight).toBeLessThanOrEqual(scrollTop + room + 1e-3)
      }),
    )
  })
})

describe('list navigation keys', () => {
  const moved = (key: string, index: number) => indexAfterKey(key, { index, count: 100, page: 10 })

  it('moves by a row or a page and stops at either end', () => {
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => moved(key, 5))).toEqual([
      6, 4, 15, 0, 0, 99,
    ])
    expect(moved('ArrowDown', 99)).toBe(99)
  })

  it('starts at the top or the bottom if no row is active', () => {
    expect([moved('ArrowDown', -1), moved('ArrowUp', -1)]).toEqual([0, 99])
  })

  it('does not move in an empty list or on other keys', () => {
    expect(moved('x', 5)).toBeUndefined()
    expect(indexAfterKey('ArrowDown', { index: -1, count: 0, page: 1 })).toBeUndefined()
  })
})

it('selects a range of rows in both directions', () => {
  const range = (from: string, to: string) => [
    ...rangeOf(['a', 'b', 'gap', 'c', 'd'], { keyOf: (row) => row, from, to, includes: (row) => row !== 'gap' }),
  ]
  expect(range('b', 'd')).toEqual(['b', 'c', 'd'])
  expect(range('d', 'b')).toEqual(['b', 'c', 'd'])
})

it('does not select a deselected row again when the selected rows leave the list', () => {
  const selected = (keys: readonly string[], all: readonly string[]) =>
    selectedRows(new Set(keys), { all, keyOf: (row) => row, activeRow: 'b' })
  expect(selected(['a'], ['a', 'b'])).toEqual(['a'])
  expect(selected(['a'], ['b'])).toEqual([])
  expect(selected([], ['b'])).toEqual(['b'])
})

describe('scroll position after a list changes', () => {
  it('shifts by the number of rows added above the visible rows', () => {
    expect(shiftOf(['3', '4'], 1, ['1', '2', '3', '4'])).toBe(1)
  })

  it('keeps the next visible row in place if the first visible row moves', () => {
    expect(shiftOf(['3', '4'], 2, ['1', '2', '4', '5'])).toBe(-1)
  })

  it('keeps its position if none of the visible rows remains in the list', () => {
    expect(shiftOf(['3'], 2, ['1', '2'])).toBe(0)
  })

  it('counts only the new and changed rows above the visible rows', () => {
    expect(countNew(new Set(['2', '3']), ['1', '2', '3'], undefined)).toBe(1)
    expect(countNew(new Set(['2']), ['1', '2', 'gap'], (row) => row === 'gap')).toBe(1)
  })
})
