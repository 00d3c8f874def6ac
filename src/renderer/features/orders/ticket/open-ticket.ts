import type { ChangeableOrder } from '../../../../shared/contract/order-views.ts'
import { type ConsoleOrder, isChangeable } from '../../../../shared/domain/console-orders.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { errorText, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { focusInput } from '../../../ui/focus-input.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { selectedOrders, useBlotterStore } from '../blotter-store.ts'
import { formOf, type TicketForm } from './ticket-form.ts'
import { useTicketStore } from './ticket-store.ts'

/** Opens the ticket for a new order and focuses the symbol field. */
export function openTicket(): void {
  if (useTicketStore.getState().phase.kind === 'editing') endChange()
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

/** Opens the ticket for a new order with the given values. Replaces an unfinished ticket. */
export function openTicketWith(form: TicketForm): void {
  if (useTicketStore.getState().phase.kind !== 'editing') return
  endChange()
  useTicketStore.setState({ form, problems: {}, phase: { kind: 'editing' } })
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

let requested = ''

/**
 * Opens an order for changes with its current state at IBKR. Keeps unfinished changes. Resolves to false if the ticket
 * does not show the order.
 */
export async function changeOrder(order: ConsoleOrder): Promise<boolean> {
  const { orderId, status } = order
  if (hasEnded({ status })) {
    showToast('idle', `Order ${orderId} is already ${status}.`)
    return false
  }
  if (!isChangeable(order)) {
    showToast('idle', `Order ${orderId} is inactive and cannot be changed. ${order.inactiveReason}`)
    return false
  }
  const { changing, phase } = useTicketStore.getState()
  if (phase.kind !== 'editing') return false
  if (changing?.orderId === orderId) {
    useBlotterStore.setState({ pane: { kind: 'ticket' } })
    return true
  }
  requested = orderId
  try {
    const changeable = await hostLink().call('orders.changeable', { orderId })
    // The user may have opened another order in the meantime.
    if (requested !== orderId || useTicketStore.getState().phase.kind !== 'editing') return false
    beginChange(changeable)
    return true
  } catch (error) {
    if (requested !== orderId) return false
    if (error instanceof RpcError && error.code === 'not-changeable')
      openOverlay({ kind: 'cannot-change', order, reason: errorText(error) })
    else showToast('bad', `Order ${orderId} cannot be changed now: ${errorText(error)}`, 'order')
    return false
  }
}

function beginChange({ orderId, order, filled, symbol, description, exchange, securityType }: ChangeableOrder): void {
  endChange()
  const contract = { conid: order.conid, symbol, name: description, exchange, securityType }
  useTicketStore.setState(({ form }) => ({
    form: formOf(order, contract),
    changing: { orderId, before: order, filled, newOrder: form },
    problems: {},
    phase: { kind: 'editing' },
  }))
  useBlotterStore.setState({ pane: { kind: 'ticket' }, activeId: orderId })
}

/** Restores the unfinished ticket for a new order. */
export function endChange(): void {
  const { changing } = useTicketStore.getState()
  if (changing) {
    useTicketStore.setState({ form: changing.newOrder, changing: undefined, problems: {}, phase: { kind: 'editing' } })
  }
}
