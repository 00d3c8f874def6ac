import type { OrderStatusGroup } from '../../../shared/domain/blotter-layout.ts'
import { hasEnded, isWorking, type Order } from '../../../shared/domain/orders.ts'
import { errorText, isUnconfirmed } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { profileIdInUse, useSessionStore } from '../../stores/session-store.ts'
import { dismissToastsAbout, showLasting, showToast } from '../../stores/toast-store.ts'
import { focusInput } from '../../ui/focus-input.ts'
import { onceDrawn } from '../../ui/once-drawn.ts'
import { profileInUse } from '../session/index.ts'
import { sortedOrders } from './blotter/blotter-rows.ts'
import { useBlotterStore } from './blotter-store.ts'
import { askToCancelAll } from './cancel/cancel-run.ts'
import { changeFilter } from './layouts/layout-actions.ts'
import { endChange } from './ticket/change-actions.ts'
import { useTicketStore } from './ticket/ticket-store.ts'

/** The ticket of a new order with the keyboard in its symbol: a change that was being written gives way. */
export function openTicket(): void {
  if (useTicketStore.getState().phase.kind === 'editing') endChange()
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  goTo('orders')
  // Open already, it would not take it by itself.
  onceDrawn(() => focusInput(document.querySelector<HTMLElement>('.ticket [role="combobox"]')))
}

export function openTimeline(orderId: string): void {
  useBlotterStore.setState({ pane: { kind: 'timeline', orderId }, activeId: orderId })
}

export function closeOrderPane(): void {
  useBlotterStore.setState({ pane: { kind: 'none' } })
  focusBlotter()
}

/** When whatever closed is gone. */
export function focusBlotter(): void {
  onceDrawn(() => document.getElementById('blotter')?.focus())
}

export function showPart(part: OrderStatusGroup): void {
  changeFilter({ part })
  goTo('orders')
}

/** Opens what drops down from a button of the toolbar. */
export function openPanel(buttonId: string): void {
  goTo('orders')
  onceDrawn(() => {
    const button = document.getElementById(buttonId)
    if (button?.getAttribute('aria-expanded') === 'false') button.click()
  })
}

export function focusOrderFilter(): void {
  document.getElementById('order-filter')?.focus()
}

export function refreshOrders(): void {
  dismissToastsAbout('refresh')
  hostLink()
    .call('orders.refresh', {})
    .then(
      () => showToast('idle', 'Read the orders again from IBKR.', 'refresh'),
      (error: unknown) => showToast('bad', `Could not read the orders: ${errorText(error)}`, 'refresh'),
    )
}

/** Asks before cancelling the order that the cursor is on. */
export function askToCancelActive(): void {
  const { activeId } = useBlotterStore.getState()
  const order = activeId === undefined ? undefined : useOrdersStore.getState().orders.get(activeId)
  if (order) askToCancel(order)
  else showToast('idle', 'Choose an order first: click it, or use the arrow keys in the list.')
}

export function askToCancel(order: Order): void {
  if (hasEnded(order)) {
    showToast('idle', `Order ${order.orderId} has ended already: ${order.status}.`)
  } else if (!isWorking(order)) {
    showToast('idle', `Order ${order.orderId} is inactive: it is not working, and IBKR rejects its cancel.`)
  } else if (useLinkStore.getState().state.kind !== 'open') {
    showToast('bad', 'The console is not connected: nothing can be cancelled until the connection is back.')
  } else if (useSessionStore.getState().view?.arming.kind !== 'armed') {
    showToast('bad', `${profileInUse()} is not armed: arm it to cancel orders (switch at the bottom right).`, 'arming')
  } else {
    openOverlay({ kind: 'cancel-order', order, profileId: profileIdInUse() })
  }
}

/** Asks before cancelling every working order that the list shows. */
export function askToCancelShown(): void {
  const { orders } = useOrdersStore.getState()
  const { filter, sort } = useBlotterStore.getState().look
  const shown = sortedOrders(orders.values(), { filter, sort }).filter(isWorking)
  if (shown.length === 0) showToast('idle', 'None of the orders that are shown is working.')
  else askToCancelAll(shown)
}

export function cancelOrder(order: Order, profileId: string | undefined): void {
  const { symbol } = order
  const topic = `cancel ${order.orderId}` as const
  const profile = profileInUse()
  dismissToastsAbout(topic)
  hostLink()
    .call('orders.cancel', { accountId: order.account, orderId: order.orderId, profileId })
    .then(
      (answer) => showToast('good', `Cancel sent for ${symbol}: ${answer.message}`, topic),
      (error: unknown) =>
        isUnconfirmed(error)
          ? showLasting(`${profile}: cancel of ${symbol} may have reached IBKR: ${errorText(error)}`, topic)
          : showToast('bad', `${profile}: could not cancel ${symbol}: ${errorText(error)}`, topic),
    )
}
