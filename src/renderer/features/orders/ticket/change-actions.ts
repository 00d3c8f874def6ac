import type { ChangeableOrder } from '../../../../shared/contract/views.ts'
import { hasEnded, isChangeable, type Order } from '../../../../shared/domain/orders.ts'
import { errorText, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { formOf } from './ticket-form.ts'
import { useTicketStore } from './ticket-store.ts'

let reading = ''

/** Opens the form of a change for the order that the cursor is on. */
export function changeActive(): void {
  const { activeId } = useBlotterStore.getState()
  const order = activeId === undefined ? undefined : useOrdersStore.getState().orders.get(activeId)
  if (order) void changeOrder(order)
  else showToast('idle', 'Choose an order first: click it, or use the arrow keys in the list.')
}

/** Opens the form of a change, filled with the order as IBKR has it now. What was typed for the same order before is still there. */
export async function changeOrder(order: Order): Promise<void> {
  const { orderId, status } = order
  if (hasEnded({ status })) {
    showToast('idle', `Order ${orderId} has ended already: ${status}.`)
    return
  }
  if (!isChangeable(order)) {
    showToast('idle', `Order ${orderId} is inactive and cannot be changed. ${order.inactiveReason}`)
    return
  }
  const { changing, phase } = useTicketStore.getState()
  if (phase.kind !== 'editing') return
  if (changing?.orderId === orderId) {
    useBlotterStore.setState({ pane: { kind: 'ticket' } })
    return
  }
  reading = orderId
  try {
    const read = await hostLink().call('orders.changeable', { orderId })
    // Another one was asked for meanwhile.
    if (reading === orderId && useTicketStore.getState().phase.kind === 'editing') recordOrderRequest(read)
  } catch (error) {
    if (reading !== orderId) return
    if (error instanceof RpcError && error.code === 'not-changeable')
      openOverlay({ kind: 'cannot-change', order, reason: errorText(error) })
    else showToast('bad', `Order ${orderId} cannot be changed now: ${errorText(error)}`, 'order')
  }
}

function recordOrderRequest({
  orderId,
  order,
  filled,
  symbol,
  description,
  exchange,
  securityType,
}: ChangeableOrder): void {
  endChange()
  const contract = { conid: order.conid, symbol, name: description, exchange, securityType }
  useTicketStore.setState(({ form }) => ({
    form: formOf(order, contract),
    changing: { orderId, before: order, filled, kept: form },
    problems: {},
    phase: { kind: 'editing' },
  }))
  useBlotterStore.setState({ pane: { kind: 'ticket' }, activeId: orderId })
}

/** Back to the ticket of a new order, as it was left. */
export function endChange(): void {
  const { changing } = useTicketStore.getState()
  if (changing) {
    useTicketStore.setState({ form: changing.kept, changing: undefined, problems: {}, phase: { kind: 'editing' } })
  }
}
