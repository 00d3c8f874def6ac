import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { create } from 'zustand'
import { type ConsoleOrder, isChangeable } from '../../../../shared/domain/console-orders.ts'
import { CONSOLE_LIMITS, findSizeProblems } from '../../../../shared/domain/order-rules.ts'
import { isByCash, placedAmount } from '../../../../shared/domain/order-size.ts'
import { incrementAt, stepPrice } from '../../../../shared/domain/price-increments.ts'
import { useQuotesStore } from '../../../stores/live-quotes.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { FieldProblem } from '../../../ui/field-problem.tsx'
import { readNumber } from '../../../ui/read-number.ts'
import { focusBlotter, selectedOrders, toggleGroup, useBlotterStore } from '../blotter-store.ts'
import { explainUnchangeable } from '../texts.ts'
import { filledProblem } from '../ticket/check-ticket.ts'
import { describeSizeProblem } from '../ticket/describe-problem.ts'
import { changeOrder, changeSelected, enterQuantity, NO_ORDER_SELECTED } from '../ticket/open-ticket.ts'
import { reviewTicket } from '../ticket/ticket-actions.ts'
import { changeTicket } from '../ticket/ticket-store.ts'
import { findGroups, headerKey, type OrderGroup } from './order-groups.ts'

/** Editable columns, with the ticket field that each column changes. */
const FIELDS = { quantity: 'quantity', limit: 'limitPrice', stop: 'stopPrice' } as const

type EditableColumn = keyof typeof FIELDS

interface RowEdit {
  readonly orderId: string
  readonly column: EditableColumn
  /** Edited values by column. */
  readonly values: Readonly<Partial<Record<EditableColumn, string>>>
  /** All orders of the group, if the quantity applies to each of them. */
  readonly group?: OrderGroup | undefined
  /** Whether the order is being loaded for its review. */
  readonly isOpening: boolean
}

export const useRowEditStore = create<{ readonly edit: RowEdit | undefined }>()(() => ({ edit: undefined }))

const isEditableColumn = (column: string): column is EditableColumn => Object.hasOwn(FIELDS, column)

/** Returns the value that a column edits. An order by cash quantity keeps its amount of money, not its quantity. */
const currentValue = (order: ConsoleOrder, column: EditableColumn): string | undefined =>
  column === 'quantity' ? placedAmount(order)?.toString() : order[FIELDS[column]]

/** Returns the editable columns of an order, in the order of the list. */
const editableColumns = (order: ConsoleOrder): readonly EditableColumn[] =>
  (['quantity', 'limit', 'stop'] as const).filter((column) => currentValue(order, column) !== undefined)

/** Starts to edit a cell. Default: the price, or the quantity of an order without a price. */
export function startEdit(order: ConsoleOrder, column: string | undefined): boolean {
  if (column !== undefined && !isEditableColumn(column)) return false
  if (!isChangeable(order)) {
    if (column === undefined) showToast('idle', explainUnchangeable(order))
    return false
  }
  const offered = editableColumns(order)
  const chosen = column ?? offered.find((each) => each !== 'quantity') ?? 'quantity'
  if (!offered.includes(chosen)) return false
  const { orderId } = order
  useRowEditStore.setState(({ edit }) => ({
    edit: { orderId, column: chosen, values: edit?.orderId === orderId ? edit.values : {}, isOpening: false },
  }))
  return true
}

/** Starts to edit the quantity of all orders of a group, in the row of the first order that can be changed. */
export function startGroupEdit(group: OrderGroup): void {
  const order = group.orders.find(isChangeable)
  if (!order) {
    showToast('idle', 'No order in this group can be changed.')
    return
  }
  if (group.orders.some(isByCash)) {
    showToast('idle', 'An order in this group has a cash amount instead of a quantity. Change each order on its own.')
    return
  }
  const { orderId } = order
  if (orderId !== group.parentId && useBlotterStore.getState().collapsed.has(group.id)) toggleGroup(group.id)
  useRowEditStore.setState({ edit: { orderId, column: 'quantity', values: {}, group, isOpening: false } })
}

/** Returns the group of the selected header or collapsed parent, if no other row is selected. */
function selectedGroup(): OrderGroup | undefined {
  const { selectedIds, collapsed } = useBlotterStore.getState()
  const [id, ...others] = selectedIds
  if (id === undefined || others.length > 0) return undefined
  const groups = findGroups(useOrdersStore.getState().orders.values())
  const own = groups.get(id)
  if (own) return own.parentId === id && collapsed.has(own.id) ? own : undefined
  return [...groups.values()].find((group) => headerKey(group) === id)
}

/** Starts to edit the selected order, or the quantity of the selected group. */
export function editSelected(): void {
  const group = selectedGroup()
  const [order, ...others] = selectedOrders()
  if (group) startGroupEdit(group)
  else if (!order) showToast('idle', NO_ORDER_SELECTED)
  else if (others.length === 0) startEdit(order, undefined)
  else showToast('idle', 'Several orders are selected. Select one to edit it.')
}

/** Opens the selected order for changes, or edits the quantity of the selected group. */
export function changeSelection(): void {
  const group = selectedGroup()
  if (group) startGroupEdit(group)
  else changeSelected()
}

export function endEdit(): void {
  useRowEditStore.setState({ edit: undefined })
}

/** Returns why a value is invalid; undefined for a valid value. */
export function editProblem(order: ConsoleOrder, column: EditableColumn, text: string): string | undefined {
  const value = readNumber(text)
  if (value === undefined) return 'Enter a number with a decimal point, such as 187.30.'
  if (column === 'quantity') {
    const isCash = isByCash(order)
    const [problem] = findSizeProblems(isCash ? { cashQty: value } : { quantity: value }, CONSOLE_LIMITS)
    return problem ? describeSizeProblem(problem, isCash ? 'cash' : 'units') : filledProblem(order, value)
  }
  const increment = incrementAt(rulesOf(order), value)
  const steps = increment === undefined ? 0 : value / increment
  return Math.abs(steps - Math.round(steps)) < 1e-6
    ? undefined
    : `Enter a multiple of ${increment}, the tick of ${order.contractName}.`
}

const rulesOf = ({ conid }: ConsoleOrder) => useQuotesStore.getState().increments.get(conid) ?? []

/** Price increments of most stocks, used until the increments of the contract are known. */
const USUAL_RULES = [{ lowerEdge: 0, increment: 0.01 }]

/** Returns the value after an arrow key: one tick, one unit, or an amount of 1 more or less. */
export function steppedValue(order: ConsoleOrder, column: EditableColumn, text: string, direction: 1 | -1): string {
  const value = readNumber(text)
  if (value === undefined) return text
  if (column === 'quantity') return String(Math.max(1, Math.round(value) + direction))
  const rules = rulesOf(order)
  return stepPrice(rules.length > 0 ? rules : USUAL_RULES, value, direction) ?? text
}

/** Opens the review of the edited values. Keeps the edit if the order cannot be loaded, or another order is in review. */
export async function reviewEdit(order: ConsoleOrder): Promise<void> {
  const { edit } = useRowEditStore.getState()
  if (!edit || edit.isOpening) return
  const changes = editableColumns(order).flatMap((column) => {
    const value = edit.values[column]
    return value === undefined || value.trim() === currentValue(order, column) ? [] : [[column, value.trim()] as const]
  })
  for (const [column, value] of changes) {
    if (editProblem(order, column, value) === undefined) continue
    // Its field says why.
    useRowEditStore.setState({ edit: { ...edit, column } })
    return
  }
  if (changes.length === 0) {
    showToast('idle', 'No changes to submit.', 'order')
    return
  }
  if (edit.group) {
    endEdit()
    const { orders } = edit.group
    const quantity = edit.values.quantity?.trim().replaceAll(',', '') ?? ''
    void import('../ticket/change-group.ts').then(({ changeGroupQuantity }) => changeGroupQuantity(orders, quantity))
    return
  }
  useRowEditStore.setState({ edit: { ...edit, isOpening: true } })
  // The review must contain nothing but the edits in the row.
  const isOpen = await changeOrder(order, { keepsEdits: false })
  // The user may have cancelled the edit in the meantime.
  if (useRowEditStore.getState().edit?.orderId !== order.orderId) return
  if (!isOpen) {
    useRowEditStore.setState(({ edit }) => ({ edit: edit && { ...edit, isOpening: false } }))
    return
  }
  endEdit()
  const { quantity, ...prices } = Object.fromEntries(changes.map(([column, value]) => [FIELDS[column], value]))
  if (quantity !== undefined && !enterQuantity(quantity, isByCash(order) ? 'cash' : 'units')) return
  changeTicket(prices)
  reviewTicket()
}

/** Field instead of a cell. Enter opens the review, Escape cancels, and Tab moves to the next field. */
export function RowEditor({ order, column }: { readonly order: ConsoleOrder; readonly column: EditableColumn }) {
  const edit = useRowEditStore(({ edit }) => edit)
  const current = currentValue(order, column) ?? ''
  const text = edit?.values[column] ?? current
  const canChange = isChangeable(order)
  useEffect(() => {
    if (canChange) return
    endEdit()
    showToast('idle', `Order ${order.orderId} is ${order.status}. The edit was discarded.`, 'order')
    focusBlotter()
  }, [canChange, order.orderId, order.status])
  const set = (value: string): void =>
    useRowEditStore.setState(({ edit }) => ({ edit: edit && { ...edit, values: { ...edit.values, [column]: value } } }))

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    // Prevents shortcuts of the list in the field.
    event.stopPropagation()
    if (ctrlKey || metaKey || altKey) return
    if (key === 'Enter') void reviewEdit(order)
    else if (key === 'Escape') {
      endEdit()
      focusBlotter()
    } else if (key === 'Tab') {
      const offered = edit?.group ? [column] : editableColumns(order)
      const next = offered[(offered.indexOf(column) + (shiftKey ? offered.length - 1 : 1)) % offered.length]
      if (next !== column) startEdit(order, next)
    } else if (key === 'ArrowUp' || key === 'ArrowDown') {
      let value = text
      for (let step = 0; step < (shiftKey ? 10 : 1); step += 1)
        value = steppedValue(order, column, value, key === 'ArrowUp' ? 1 : -1)
      set(value)
    } else return
    event.preventDefault()
  }
  const currency = column === 'quantity' && isByCash(order) ? (order.cashCurrency ?? 'cash') : undefined
  const label = `${currency === undefined ? LABELS[column] : 'Amount'} of order ${order.orderId}`
  const problem = editProblem(order, column, text)
  const problemId = useId()
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const field = (
    <input
      ref={input}
      className="input align-end row-editor wide"
      aria-label={edit?.group ? 'Quantity of each order in the group' : [label, currency].filter(Boolean).join(' in ')}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      readOnly={edit?.isOpening}
      aria-invalid={problem === undefined ? undefined : true}
      aria-describedby={problem === undefined ? undefined : problemId}
      value={text}
      onChange={(event) => set(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        // Keeps a changed value until Enter or Escape.
        const now = useRowEditStore.getState().edit
        if (now?.column === column && Object.keys(now.values).length === 0) endEdit()
      }}
    />
  )
  return (
    <>
      {currency === undefined ? (
        field
      ) : (
        <span className="row">
          {field}
          <span aria-hidden="true">{currency}</span>
        </span>
      )}
      <FieldProblem id={problemId} field={input} text={problem} />
    </>
  )
}

const LABELS = { quantity: 'Quantity', limit: 'Limit', stop: 'Stop' } as const
