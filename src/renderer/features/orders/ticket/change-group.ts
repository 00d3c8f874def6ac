import { type ConsoleOrder, isChangeable } from '../../../../shared/domain/console-orders.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { changeOrder, enterQuantity } from './open-ticket.ts'
import { reviewTicket } from './ticket-actions.ts'
import { orderInFlight } from './ticket-machine.ts'
import { useTicketStore } from './ticket-store.ts'

/**
 * Changes the quantity of all orders of a group, starting with the parent. Each order has its own review. Stops if an
 * order is not accepted.
 */
export async function changeGroupQuantity(orders: readonly ConsoleOrder[], quantity: string): Promise<void> {
  const changed = orders.filter((order) => isChangeable(order) && order.quantity !== Number(quantity))
  for (const [index, order] of changed.entries()) {
    if (!(await changeOrder(order, { keepsEdits: false }))) return
    if (!enterQuantity(quantity, 'units')) return
    const accepted = untilAccepted()
    reviewTicket()
    const position = `${index + 1} of ${changed.length}`
    if (await accepted) continue
    if (index > 0)
      showToast('bad', `Order ${position} of the group was not changed. All earlier orders were changed.`, 'order')
    return
  }
}

/** Resolves to true once IBKR has accepted the reviewed order, and to false if the ticket shows it again. */
function untilAccepted(): Promise<boolean> {
  return new Promise((resolve) => {
    const { visit } = useTicketStore.getState()
    const stop = useTicketStore.subscribe((ticket, before) => {
      if (ticket.phase.kind !== 'editing') return
      stop()
      const isAccepted = orderInFlight(before) !== undefined && ticket.changing === undefined
      // The outcome of an order whose profile the user has left is not shown here.
      resolve(isAccepted && ticket.visit === visit)
    })
  })
}
