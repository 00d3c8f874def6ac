import { expect, test } from 'vitest'
import {
  arrangeExecutions,
  comboOrderIds,
  type ExecutionRow,
  headerText,
  isTrade,
} from '../../../src/renderer/features/account/combo-executions.ts'
import { executedOf } from '../../../src/renderer/features/orders/execution/combo-legs.tsx'

const trade = (executionId: string, orderId: string | undefined, conid: number, quantity = 1, price = '2.5') => ({
  executionId,
  conid,
  quantity,
  price,
  ...(orderId !== undefined && { orderId }),
})
const trades = [
  trade('a', '7', 1),
  trade('b', '8', 1),
  trade('c', '7', 2),
  trade('d', '8', 1),
  trade('e', undefined, 3),
]

/** Returns the rows as text: indented execution ids, and headers. */
function rowsOf(sorted: readonly ExecutionRow[], collapsed: readonly string[] = []): readonly string[] {
  const titles = new Map(comboOrderIds(trades).map((id) => [id, 'BUY 1 AAPL 20JAN27 240/250 C vertical']))
  const { rows, tree } = arrangeExecutions(sorted, titles, new Set(collapsed))
  return rows.map((row) => {
    const note = tree?.noteOf(row)
    const text = isTrade(row) ? row.executionId : `${headerText(row)}: ${note}`
    return `${'  '.repeat((tree?.levelOf(row) ?? 1) - 1)}${text}`
  })
}

test('places the executions of each leg below the combo, in the sequence of the list', () => {
  const header = 'BUY 1 AAPL 20JAN27 240/250 C vertical · order 7: 2 executions'
  expect(rowsOf(trades)).toEqual([header, '  a', '  c', 'b', 'd', 'e'])
  expect(rowsOf(trades.toReversed())).toEqual(['e', 'd', header, '  c', '  a', 'b'])
  expect(rowsOf(trades, ['7'])).toEqual([header, 'b', 'd', 'e'])
})

test('shows a plain list without combos', () => {
  const alone = trades.filter(({ orderId }) => orderId !== '7')
  expect(comboOrderIds(alone)).toEqual([])
  expect(arrangeExecutions(alone, new Map(), new Set())).toEqual({ rows: alone, tree: undefined })
})

test('adds up the executions of a leg', () => {
  const fills = [trade('a', '7', 1, 2, '3'), trade('b', '7', 1, 1, '6'), trade('c', '7', 2, 3, '9')]
  const leg = { conid: 1, ratio: 1, name: 'AAPL' }
  expect(executedOf(fills, leg)).toEqual({ quantity: 3, average: 4 })
  expect(executedOf([...fills, { ...trade('d', '7', 1), price: 'n/a' }], leg).average).toBeUndefined()
  expect(executedOf([], leg)).toEqual({ quantity: 0, average: undefined })
})
