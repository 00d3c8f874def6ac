import type { ChangeableOrder } from '../../../../shared/contract/order-views.ts'
import { type ConsoleOrder, isChangeable } from '../../../../shared/domain/console-orders.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { errorText, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo, useNavigationStore } from '../../../stores/navigation-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { focusInput } from '../../../ui/focus-input.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { selectedOrders, useBlotterStore } from '../blotter-store.ts'
import { explainUnchangeable } from '../texts.ts'
import type { TicketForm } from './ticket-form.ts'
import { isUnfinished, unfinishedChange, updatesSince } from './ticket-machine.ts'
import { applyToTicket, changeTicket, useTicketStore } from './ticket-store.ts'

/** Opens the ticket for a new order and focuses the symbol field. */
export function openTicket(): void {
  applyToTicket({ kind: 'new-order-opened' })
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
  if (isOrderOnItsWay()) return
  applyToTicket({ kind: 'change-left' })
  const { form: current, prefilled } = useTicketStore.getState()
  const onReplace = (): void => {
    applyToTicket({ kind: 'filled-in', form })
    showTicket()
  }
  if (current !== prefilled && isUnfinished(current)) openOverlay({ kind: 'replace-ticket', onReplace })
  else onReplace()
}

/** Reports, also to the user, whether the ticket is not free because of an order without a response. */
function isOrderOnItsWay(): boolean {
  if (useTicketStore.getState().phase.kind === 'editing') return false
  showToast('idle', 'The previous order has no response from IBKR yet. Try again when it has one.')
  return true
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
  if (isOrderOnItsWay()) return false
  const { changing } = useTicketStore.getState()
  if (changing?.orderId === orderId) useBlotterStore.setState({ pane: { kind: 'ticket' } })
  const read = await readChangeable(orderId)
  return read !== undefined && beginChange(read, keepsEdits)
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
  const read = changing && (await readChangeable(changing.orderId))
  const isOpen = useBlotterStore.getState().pane.kind === 'ticket' && useNavigationStore.getState().view === 'orders'
  if (!read || !isOpen) return false
  const { orderId } = read.order
  const updates = updatesSince(unfinishedChange(useTicketStore.getState(), orderId), read.order)
  return beginChange(read, true) && updates.length === 0
}

interface ReadOrder {
  readonly readId: string
  readonly order: ChangeableOrder
}

/** Reads an order from IBKR. Returns undefined, with a message, if the order cannot be changed now. */
async function readChangeable(orderId: string): Promise<ReadOrder | undefined> {
  const readId = crypto.randomUUID()
  applyToTicket({ kind: 'change-requested', readId })
  try {
    return { readId, order: await hostLink().call('orders.changeable', { orderId }) }
  } catch (error) {
    const { phase } = useTicketStore.getState()
    // The user has opened something else in the meantime.
    if (phase.kind !== 'editing' || phase.reading !== readId) return undefined
    const order = useOrdersStore.getState().orders.get(orderId)
    if (order && error instanceof RpcError && error.code === 'not-changeable')
      openOverlay({ kind: 'cannot-change', order, reason: errorText(error) })
    else showToast('bad', `Order ${orderId} cannot be changed now: ${errorText(error)}`, 'order')
    return undefined
  }
}

/** Opens an order in the ticket, unless the user has opened something else since it was read. */
function beginChange({ readId, order }: ReadOrder, keepsEdits: boolean): boolean {
  if (!applyToTicket({ kind: 'change-read', readId, order, keepsEdits })) return false
  useBlotterStore.setState({ pane: { kind: 'ticket' }, activeId: order.orderId })
  return true
}
