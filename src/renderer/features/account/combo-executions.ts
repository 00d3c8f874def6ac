import { create } from 'zustand'
import type { Trade } from '../../../shared/domain/trade.ts'
import type { GridTree } from '../../ui/grid/grid-props.ts'

/** Row above the executions of a combo. */
export interface ComboHeader {
  readonly comboOrderId: string
  /** `BUY 1 AAPL 20JAN27 240/250 C vertical`; undefined if the order list does not contain the order. */
  readonly title: string | undefined
}

/** Row of the list of executions. */
export type ExecutionRow = Trade | ComboHeader

export const isTrade = (row: ExecutionRow): row is Trade => 'executionId' in row

export const headerText = ({ comboOrderId, title }: ComboHeader): string =>
  `${title ?? 'Combo'} · order ${comboOrderId}`

/** Ids of the combo orders whose executions are hidden. */
const useCollapsed = create<{ readonly ids: ReadonlySet<string> }>()(() => ({ ids: new Set() }))

export const useCollapsedCombos = (): ReadonlySet<string> => useCollapsed((data) => data.ids)

/** Shows or hides the executions of a combo. */
function toggleCombo(orderId: string): void {
  useCollapsed.setState(({ ids }) => {
    const next = new Set(ids)
    if (!next.delete(orderId)) next.add(orderId)
    return { ids: next }
  })
}

/**
 * Returns the ids of combo orders: IBKR reports the executions of their legs, so that one order has several contracts.
 * An execution of the combo itself, which IBKR does not document, would be one more of them.
 */
export function comboOrderIds(trades: Iterable<Trade>): readonly string[] {
  const contracts = new Map<string, Set<number>>()
  for (const { orderId, conid } of trades) {
    if (orderId === undefined || conid === undefined) continue
    const known = contracts.get(orderId)
    if (known) known.add(conid)
    else contracts.set(orderId, new Set([conid]))
  }
  return [...contracts].flatMap(([orderId, conids]) => (conids.size > 1 ? [orderId] : []))
}

export interface ArrangedExecutions {
  readonly rows: readonly ExecutionRow[]
  /** Undefined if no execution is below a combo. */
  readonly tree: GridTree<ExecutionRow> | undefined
}

/**
 * Places the executions of each combo below a header, at the place of the first of them.
 * @param titles title of each combo by order id
 */
export function arrangeExecutions(
  sorted: readonly ExecutionRow[],
  titles: ReadonlyMap<string, string | undefined>,
  collapsed: ReadonlySet<string>,
): ArrangedExecutions {
  if (titles.size === 0) return { rows: sorted, tree: undefined }
  const idOf = (row: ExecutionRow): string | undefined => {
    const id = isTrade(row) ? row.orderId : row.comboOrderId
    return id !== undefined && titles.has(id) ? id : undefined
  }
  const below = new Map<string, ExecutionRow[]>()
  for (const row of sorted) {
    const id = idOf(row)
    const members = id === undefined ? undefined : below.get(id)
    if (members) members.push(row)
    else if (id !== undefined) below.set(id, [row])
  }
  const rows = sorted.flatMap((row): readonly ExecutionRow[] => {
    const comboOrderId = idOf(row)
    if (comboOrderId === undefined) return [row]
    const members = below.get(comboOrderId) ?? []
    if (members[0] !== row) return []
    const header = { comboOrderId, title: titles.get(comboOrderId) }
    return collapsed.has(comboOrderId) ? [header] : [header, ...members]
  })
  return {
    rows,
    tree: {
      column: 'symbol',
      levelOf: (row) => (isTrade(row) && idOf(row) !== undefined ? 2 : 1),
      isExpanded: (row) => (isTrade(row) ? undefined : !collapsed.has(row.comboOrderId)),
      noteOf: (row) => (isTrade(row) ? undefined : noteOf(below.get(row.comboOrderId)?.length ?? 0)),
      shortNoteOf: () => undefined,
      toggle: (row) => !isTrade(row) && toggleCombo(row.comboOrderId),
    },
  }
}

const noteOf = (count: number): string => `${count} executions`
