import { describe, expect, it } from 'vitest'
import {
  collapsibleIds,
  findGroups,
  groupState,
  groupTitle,
  headerKey,
  legText,
  treeOf,
} from '../../../src/renderer/features/orders/blotter/order-groups.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'
import { anOrder } from './an-order.ts'

const parent = anOrder({ orderId: '1', status: 'Filled' })
const profit = anOrder({ orderId: '2', side: 'SELL', parentId: '1', ocaGroup: '1' })
const stop = anOrder({ orderId: '3', side: 'SELL', parentId: '1', ocaGroup: '1', status: 'PreSubmitted' })
const alone = anOrder({ orderId: '4', symbol: 'IBM' })
const oca = ['5', '6'].map((orderId) => anOrder({ orderId, ocaGroup: '9', symbol: `S${orderId}` }))

/** Returns the rows as text: indented order ids, and titles of headers. */
function rowsOf(orders: readonly Order[], shown: readonly Order[], collapsed: readonly string[] = []): string[] {
  const { rows, slots } = treeOf<never>(shown, findGroups(orders), new Set(collapsed))
  return rows.map((row) => {
    const slot = slots.get(row)
    const name = 'orderId' in row ? row.orderId : 'leg' in row ? legText(row.combo, row.leg) : groupTitle(row.group)
    const note = slot?.note === undefined ? '' : `: ${slot.note}`
    return `${'  '.repeat((slot?.level ?? 1) - 1)}${name}${note}`
  })
}

describe('groups of orders', () => {
  it('places the children of a bracket below their parent', () => {
    const all = [stop, alone, profit, parent]
    expect(rowsOf(all, all)).toEqual(['4', '1: 2 working, 1 filled', '  3', '  2'])
  })

  it('describes the state of a group in full and in short', () => {
    const states = (...orders: Order[]) => {
      const { rows, slots } = treeOf<never>(orders, findGroups(orders), new Set())
      const { note, shortNote } = slots.get(rows[0] as Order) ?? {}
      return [note, shortNote]
    }
    const cancelled = { ...stop, status: 'Cancelled' }
    expect(states(parent, profit, stop)).toEqual(['2 working, 1 filled', '2/3 working'])
    expect(states(parent, cancelled)).toEqual(['1 filled, 1 cancelled', '1/2 filled'])
    expect(states({ ...parent, status: 'Cancelled' }, cancelled)).toEqual(['2 cancelled', '2/2 cancelled'])
  })

  it('places a group without a visible parent below a header', () => {
    expect(rowsOf([parent, profit, stop, alone], [profit, alone, stop])).toEqual([
      'Bracket of order 1: AAPL: 2 working, 1 filled',
      '  2',
      '  3',
      '4',
    ])
    expect(rowsOf(oca, oca)).toEqual(['OCA group: S5, S6: 2 working', '  5', '  6'])
  })

  it('hides the orders of a collapsed group below the first row', () => {
    const [group] = [...findGroups([parent, profit, stop]).values()]
    expect(rowsOf([parent, profit, stop], [parent, profit, stop], [group?.id ?? ''])).toEqual([
      '1: 2 working, 1 filled',
    ])
    expect(headerKey(group ?? { id: '', kind: 'oca', parentId: undefined, orders: [] })).toContain('bracket 1')
  })

  it('places the legs of a combo below it, also within a bracket, and collapses them', () => {
    const legs = [
      { conid: 1, ratio: 1, name: 'AAPL 20JAN27 240 C' },
      { conid: 2, ratio: -2, name: '#2' },
    ]
    const combo = anOrder({ orderId: '7', side: 'SELL', quantity: 3, contractName: 'AAPL combo', legs })
    expect(rowsOf([alone, combo], [alone, combo])).toEqual(['4', '7', '  SELL 3 AAPL 20JAN27 240 C', '  BUY 6 #2'])
    expect(rowsOf([combo], [combo], ['combo 7'])).toEqual(['7'])
    const entry = { ...parent, legs }
    const exit = { ...profit, legs }
    const all = [entry, exit]
    const texts = ['BUY 100 AAPL 20JAN27 240 C', 'SELL 200 #2']
    const opposite = ['SELL 100 AAPL 20JAN27 240 C', 'BUY 200 #2']
    expect(rowsOf(all, all)).toEqual([
      '1: 1 working, 1 filled',
      ...texts.map((text) => `  ${text}`),
      '  2',
      ...opposite.map((text) => `    ${text}`),
    ])
    expect(rowsOf(all, all, ['combo 2'])).toHaveLength(4)
    expect(rowsOf(all, all, ['bracket 1'])).toEqual(['1: 1 working, 1 filled'])
    expect(collapsibleIds([alone, ...all])).toEqual(['bracket 1', 'bracket 1', 'combo 1', 'combo 2'])
    // An unchanged order keeps its rows, so that they are not rendered again.
    const rows = () => treeOf<never>([combo], findGroups([combo]), new Set()).rows
    expect(rows()[1]).toBe(rows()[1])
    const { side: _, ...unknown } = combo
    expect(legs.map((leg) => legText(unknown, leg))).toEqual([
      'UNKNOWN SIDE +3 AAPL 20JAN27 240 C',
      'UNKNOWN SIDE −6 #2',
    ])
  })

  it('shows no header for a single visible order', () => {
    expect(rowsOf([parent, profit, stop], [stop])).toEqual(['3'])
    expect(findGroups([alone, profit]).size).toBe(0)
    expect(rowsOf([alone], [alone])).toEqual(['4'])
  })

  it('distinguishes groups of different accounts with the same ID', () => {
    const other = oca.map((order) => ({ ...order, orderId: `7${order.orderId}`, account: 'DU2' }))
    expect(new Set(findGroups([...oca, ...other]).values()).size).toBe(2)
    expect(groupState({ id: '', kind: 'oca', parentId: undefined, orders: [anOrder({ status: 'Inactive' })] })).toBe(
      '1 failed',
    )
  })
})
