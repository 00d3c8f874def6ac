import { hasEnded, isWorking, type Order } from '../../../../shared/domain/orders.ts'
import { errorText, isUnconfirmed } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useLinkStore } from '../../../stores/link-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { mayCancel, profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import { dismissToastsAbout, showLasting, showToast } from '../../../stores/toast-store.ts'
import { profileInUse } from '../../session/index.ts'
import { sortedOrders } from '../blotter/blotter-rows.ts'
import { selectedOrders, useBlotterStore } from '../blotter-store.ts'
import { NO_ORDER_SELECTED } from '../ticket/open-ticket.ts'
import { alsoEndsText, cancelEffects } from './cancel-effects.ts'
import { askToCancelAll } from './cancel-run.ts'

/** Opens the confirmation to cancel the selected orders. */
export function askToCancelSelected(): void {
  const [order, ...others] = selectedOrders()
  if (!order) showToast('idle', NO_ORDER_SELECTED)
  else if (others.length === 0) askToCancel(order)
  else if (![order, ...others].some(isWorking)) showToast('idle', 'None of the selected orders is working.')
  else askToCancelAll([order, ...others])
}

export function askToCancel(order: Order): void {
  if (hasEnded(order)) {
    showToast('idle', `Order ${order.orderId} is already ${order.status}.`)
  } else if (!isWorking(order)) {
    showToast('idle', `Order ${order.orderId} is inactive and cannot be cancelled.`)
  } else if (useLinkStore.getState().state.kind !== 'open') {
    showToast('bad', 'Not connected to the console. Cancel the order once the connection is restored.')
  } else if (!mayCancel(useSessionStore.getState())) {
    const remedy = 'It requires arming to cancel orders: arm it (switch at the bottom right).'
    showToast('bad', `${profileInUse()} is not armed. ${remedy}`, 'arming')
  } else {
    openOverlay({ kind: 'cancel-order', order, profileId: profileIdInUse() })
  }
}

/** Opens the confirmation to cancel every working order in the list. */
export function askToCancelShown(): void {
  const { layout, paused } = useBlotterStore.getState()
  const { orders } = paused ?? useOrdersStore.getState()
  const working = sortedOrders(orders.values(), layout).filter(isWorking)
  if (working.length === 0) showToast('idle', 'The list shows no working orders.')
  else askToCancelAll(working)
}

export function cancelOrder(order: Order, profileId = ''): void {
  const { contractName, account, orderId } = order
  const topic = `cancel ${orderId}` as const
  const effects = cancelEffects(order, useOrdersStore.getState().orders.values())
  const name = effects.role === undefined ? contractName : `${contractName} (${effects.role})`
  const others = alsoEndsText(effects)
  const profile = profileInUse()
  dismissToastsAbout(topic)
  hostLink()
    .call('orders.cancel', { accountId: account, orderId, profileId })
    .then(
      ({ message }) =>
        showToast('good', [`Cancel request for ${name} sent: ${message}`, others].filter(Boolean).join(' '), topic),
      (error: unknown) =>
        isUnconfirmed(error)
          ? showLasting(
              `${profile}: cancel of ${name} unconfirmed, it may have reached IBKR: ${errorText(error)}`,
              topic,
            )
          : showToast('bad', `${profile}: could not cancel ${name}: ${errorText(error)}`, topic),
    )
}
