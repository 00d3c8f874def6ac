import type { ChangeableOrder } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { type ConsoleOrder, isChangeable } from '../../../../shared/domain/console-orders.ts'
import { orderTypeInfo } from '../../../../shared/domain/order-types.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { errorText, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo, useNavigationStore } from '../../../stores/navigation-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { profileIdInUse } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { focusInput } from '../../../ui/focus-input.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { selectedOrders, useBlotterStore } from '../blotter-store.ts'
import { explainUnchangeable } from '../texts.ts'
import { orderChanges } from './order-changes.tsx'
import { EMPTY_TICKET, editsOf, formOf, type TicketForm } from './ticket-form.ts'
import { changeTicket, isUnfinished, type OrderChange, useTicketStore } from './ticket-store.ts'

/** Opens the ticket for a new order and focuses the symbol field. */
export function openTicket(): void {
  if (useTicketStore.getState().phase.kind === 'editing') {
    leaveChange()
    const { form, prefilled } = useTicketStore.getState()
    // A repeated or reversed order that the user left unchanged is no draft.
    if (form === prefilled) useTicketStore.setState({ form: EMPTY_TICKET, prefilled: undefined, problems: {} })
  }
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  goTo('orders')
  // The symbol field of an open ticket is not focused automatically.
  onceDrawn(() => focusInput(document.querySelector<HTMLElement>('.ticket input[role="combobox"]')))
}

/** Opens the ticket for a new order and searches for a symbol. */
export function openTicketFor(symbol: string): void {
  openTicket()
  onceDrawn(() => {
    // Inserts the symbol as if the user had typed it. This opens the list of matches.
    if (document.activeElement?.closest('.ticket')) document.execCommand('insertText', false, symbol)
  })
}

/** Opens the ticket for a new order with the given values. Asks before it replaces an unfinished ticket. */
export function openTicketWith(form: TicketForm): void {
  if (useTicketStore.getState().phase.kind !== 'editing') return
  leaveChange()
  const { form: current, prefilled } = useTicketStore.getState()
  const onReplace = (): void => {
    useTicketStore.setState({ form, prefilled: form, problems: {}, previewed: undefined, phase: { kind: 'editing' } })
    showTicket()
  }
  if (current !== prefilled && isUnfinished(current)) openOverlay({ kind: 'replace-ticket', onReplace })
  else onReplace()
}

/** Shows the ticket as it is and focuses the quantity. */
export function showTicket(): void {
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  onceDrawn(() => focusInput(document.querySelector<HTMLElement>('.ticket [name="quantity"]')))
}

export function changeSelected(): void {
  const [order, ...others] = selectedOrders()
  if (!order) showToast('idle', NO_ORDER_SELECTED)
  else if (others.length > 0) showToast('idle', 'Several orders are selected. Select one to change it.')
  else void changeOrder(order)
}

export const NO_ORDER_SELECTED = 'Select an order first. Click it, or use the arrow keys.'

/**
 * Opens an order in the ticket to change it, with its current state at IBKR. `keepsEdits`: whether to restore the edits
 * of an unfinished change; if false, they are discarded. Resolves to false if the ticket does not show the current order.
 */
export async function changeOrder(order: ConsoleOrder, { keepsEdits = true } = {}): Promise<boolean> {
  const { orderId, status } = order
  if (hasEnded({ status })) {
    showToast('idle', `Order ${orderId} is already ${status}.`)
    return false
  }
  if (!isChangeable(order)) {
    showToast('idle', explainUnchangeable(order))
    return false
  }
  const { changing, phase } = useTicketStore.getState()
  if (phase.kind !== 'editing') return false
  if (changing?.orderId === orderId) useBlotterStore.setState({ pane: { kind: 'ticket' } })
  const changeable = await readChangeable(orderId)
  if (!changeable) return false
  beginChange(changeable, keepsEdits)
  return true
}

/**
 * Enters the new size of the order that the ticket changes. Resolves to false, with a message, if IBKR's order has
 * another unit: then the number would be another size.
 */
export function enterQuantity(quantity: string, unit: 'units' | 'cash'): boolean {
  const { form } = useTicketStore.getState()
  if (form.quantityUnit === unit) {
    changeTicket({ quantity })
    return true
  }
  const [own, other] = unit === 'cash' ? ['a quantity', 'a cash amount'] : ['a cash amount', 'a quantity']
  showToast('bad', `The order has ${own}, not ${other}. Enter the change in the ticket.`, 'order')
  return false
}

/**
 * Reads the order that the ticket changes again. Resolves to true if its review may open: the order is as the user has
 * seen it.
 */
export async function isChangeCurrent(): Promise<boolean> {
  const { changing } = useTicketStore.getState()
  const changeable = changing && (await readChangeable(changing.orderId))
  const isOpen = useBlotterStore.getState().pane.kind === 'ticket' && useNavigationStore.getState().view === 'orders'
  if (!changeable || !isOpen) return false
  return beginChange(changeable, true).length === 0
}

let latestRead = 0

/**
 * Reads an order from IBKR. Returns undefined if the order cannot be changed now, or if the user has opened something
 * else in the meantime.
 */
async function readChangeable(orderId: string): Promise<ChangeableOrder | undefined> {
  latestRead += 1
  const [read, profileId] = [latestRead, profileIdInUse()]
  try {
    const changeable = await hostLink().call('orders.changeable', { orderId })
    const isWanted = read === latestRead && profileId === profileIdInUse()
    return isWanted && useTicketStore.getState().phase.kind === 'editing' ? changeable : undefined
  } catch (error) {
    if (read !== latestRead || profileId !== profileIdInUse()) return undefined
    const order = useOrdersStore.getState().orders.get(orderId)
    if (order && error instanceof RpcError && error.code === 'not-changeable')
      openOverlay({ kind: 'cannot-change', order, reason: errorText(error) })
    else showToast('bad', `Order ${orderId} cannot be changed now: ${errorText(error)}`, 'order')
    return undefined
  }
}

/**
 * Opens an order in the ticket. Restores at most the fields that the user edited earlier, if `keepsEdits` is set. Returns
 * how the order has changed at IBKR since then.
 */
function beginChange(changeable: ChangeableOrder, keepsEdits: boolean): readonly OrderChange[] {
  const { orderId, order, filled, symbol, currency, description, exchange, securityType } = changeable
  leaveChange()
  const { form, changes } = useTicketStore.getState()
  const unfinished = keepsEdits ? changes.get(orderId) : undefined
  const updates = unfinished ? updatesOf(unfinished.before, order, currency) : []
  const contract = { conid: order.conid, symbol, name: description, exchange, securityType }
  const shown = updates.length > 0 ? updates : unfinished?.updates
  useTicketStore.setState({
    form: { ...formOf(order, contract), ...unfinished?.edits },
    changing: { orderId, before: order, currency, filled, newOrder: form, updates: shown },
    changes: new Map([...changes].filter(([id]) => id !== orderId)),
    problems: {},
    phase: { kind: 'editing' },
  })
  useBlotterStore.setState({ pane: { kind: 'ticket' }, activeId: orderId })
  return updates
}

/** Returns how an order has changed. The stop and the limit of a trailing order follow the market all the time. */
function updatesOf(before: OrderTicket, order: OrderTicket, currency?: string): readonly OrderChange[] {
  const isTrailing = order.orderType === before.orderType && orderTypeInfo(order.orderType).trails === true
  return orderChanges(before, order, currency).filter(
    ({ field }) => !isTrailing || (field !== 'Stop' && field !== 'Limit'),
  )
}

/** Keeps the edits of the change, and restores the unfinished ticket for a new order. */
export function leaveChange(): void {
  const { changing, form } = useTicketStore.getState()
  if (changing && form.contract) {
    const { orderId, before, updates } = changing
    const edits = editsOf(form, formOf(before, form.contract))
    if (Object.keys(edits).length > 0)
      useTicketStore.setState(({ changes }) => ({ changes: new Map(changes).set(orderId, { before, edits, updates }) }))
  }
  endChange()
}

/** Closes the change of an order, and restores the draft of a new order. */
export function endChange(): void {
  // Cancels a read for a change that the user has left.
  latestRead += 1
  const { changing } = useTicketStore.getState()
  if (changing) {
    useTicketStore.setState({ form: changing.newOrder, changing: undefined, problems: {}, phase: { kind: 'editing' } })
  }
}
