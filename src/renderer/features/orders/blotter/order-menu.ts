import { type ConsoleOrder, isChangeable, statesTrade } from '../../../../shared/domain/console-orders.ts'
import { isByCash } from '../../../../shared/domain/order-size.ts'
import { isWorking } from '../../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import type { ContextMenuItem } from '../../../ui/menu/context-menu.tsx'
import { openTimeline, toggleGroup } from '../blotter-store.ts'
import { showInJournal } from '../bottom-panel-store.ts'
import { askToCancel } from '../cancel/cancel-actions.ts'
import { askToCancelAll } from '../cancel/cancel-run.ts'
import { countOf } from '../texts.ts'
import { changeOrder } from '../ticket/open-ticket.ts'
import { type BlotterRow, isOrder } from './blotter-rows.ts'
import { findGroups, type OrderGroup, type OrderTree } from './order-groups.ts'
import { startEdit, startGroupEdit } from './row-edit.tsx'

/** Loads the actions that are rarely used. */
const actions = () => import('../order-actions.ts')

/** Returns the items of the context menu for the selected rows. */
export function orderMenu(rows: readonly BlotterRow[], slots: OrderTree<object>['slots']): readonly ContextMenuItem[] {
  const [row] = rows
  if (row === undefined) return []
  if (rows.length > 1) return severalItems(rows.filter(isOrder))
  const { toggles, expanded = false } = slots.get(row) ?? {}
  const toggle = toggles === undefined ? undefined : toggleItem(toggles, expanded)
  if (isOrder(row)) return [...orderItems(row), ...(toggle ? [toggle] : [])]
  if ('leg' in row) return [contractItem(row.leg)]
  if (!('group' in row)) return []
  return [...groupItems(row.group), ...(toggle ? [toggle] : []), jsonItem(row.group.orders), EXPORT_ITEM]
}

const jsonItem = (orders: readonly ConsoleOrder[]): ContextMenuItem => ({
  id: 'json',
  title: 'Copy as JSON',
  run: () => void actions().then(({ copyAsJson }) => copyAsJson(orders)),
})

/** Item of every menu of the list. It exports the list, not only the selected rows. */
const EXPORT_ITEM: ContextMenuItem = {
  id: 'export',
  title: 'Export all shown as CSV…',
  run: () => void import('../export-orders.ts').then(({ exportOrders }) => exportOrders()),
}

function severalItems(orders: readonly ConsoleOrder[]): readonly ContextMenuItem[] {
  const working = orders.filter(isWorking)
  return [
    {
      id: 'cancel',
      title: `Cancel ${countOf(working.length, 'working order')}…`,
      keys: 'Delete',
      disabled: working.length === 0,
      run: () => askToCancelAll(working),
    },
    jsonItem(orders),
    EXPORT_ITEM,
  ]
}

/** Returns the items that act on all orders of a group. */
function groupItems(group: OrderGroup): readonly ContextMenuItem[] {
  const { kind, orders } = group
  const working = orders.filter(isWorking)
  const name = kind === 'oca' ? 'OCA group' : 'bracket'
  const disabled = working.length === 0
  return [
    {
      id: 'cancel-group',
      title: `Cancel ${name} (${countOf(working.length, 'working order')})…`,
      disabled,
      run: () => askToCancelAll(working),
    },
    {
      id: 'change-group',
      title: `Change ${name} quantity…`,
      disabled: disabled || orders.some(isByCash),
      run: () => startGroupEdit(group),
    },
  ]
}

const toggleItem = (id: string, isExpanded: boolean): ContextMenuItem => ({
  id: 'toggle',
  title: isExpanded ? 'Collapse' : 'Expand',
  keys: isExpanded ? 'ArrowLeft' : 'ArrowRight',
  run: () => toggleGroup(id),
})

const contractItem = (contract: { readonly conid: number }): ContextMenuItem => ({
  id: 'contract',
  title: 'Open contract',
  run: () => void actions().then(({ openContract }) => openContract(contract)),
})

function orderItems(order: ConsoleOrder): readonly ContextMenuItem[] {
  const { orderId } = order
  const group = findGroups(useOrdersStore.getState().orders.values()).get(orderId)
  const fixed = !isChangeable(order)
  const isUnknown = !statesTrade(order)
  // Only the entry of a bracket stands for the whole group.
  const isAlone = group !== undefined && group.parentId !== orderId
  return [
    { id: 'timeline', title: 'Show timeline', keys: 'Enter', run: () => openTimeline(orderId) },
    { id: 'change', title: 'Change order…', keys: 'm', disabled: fixed, run: () => void changeOrder(order) },
    { id: 'edit', title: 'Edit in the row', keys: 'F2', disabled: fixed, run: () => void startEdit(order, undefined) },
    {
      id: 'cancel',
      title: 'Cancel order…',
      keys: 'Delete',
      disabled: !isWorking(order),
      run: () => askToCancel(order),
    },
    ...(group ? groupItems(group) : []),
    {
      id: 'repeat',
      title: isAlone ? 'Repeat this order alone…' : 'Repeat order…',
      disabled: isUnknown,
      run: () => void actions().then(({ repeatOrder }) => repeatOrder(order)),
    },
    {
      id: 'reverse',
      title: 'Reverse order…',
      disabled: isUnknown,
      run: () => void actions().then(({ reverseOrder }) => reverseOrder(order)),
    },
    // IBKR describes no combo. Each of its legs has this item.
    ...(order.legs ? [] : [contractItem(order)]),
    { id: 'journal', title: 'Show in journal', run: () => showInJournal(orderId) },
    jsonItem([order]),
    {
      id: 'snippet',
      title: isAlone ? 'Copy this order alone as snippet' : 'Copy as snippet',
      disabled: isUnknown,
      run: () => void actions().then(({ copyAsSnippet }) => copyAsSnippet(order)),
    },
    EXPORT_ITEM,
  ]
}
