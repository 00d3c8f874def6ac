import { isChangeable, type Order } from '../../../../shared/domain/orders.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { changeOrder } from './open-ticket.ts'
import { reviewTicket } from './ticket-actions.ts'
import { changeTicket, useTicketStore } from './ticket-store.ts'

/**
 * Changes the quantity of all orders of a group, the parent first. Each order has its own review, because IBKR changes
 * each with its own request and may ask about each. Ends when one of them is not accepted.
 */
export async function changeGroupQuantity(orders: readonly Order[], quantity: string): Promise<void> {
  const changed = orders.filter((order) => isChangeable(order) && order.quantity !== Number(quantity))
  for (const [index, order] of changed.entries()) {
    if (!(await changeOrder(order))) return
    changeTicket({ quantity })
    const accepted = untilAccepted()
    reviewTicket()
    const position = `${index + 1} of ${changed.length}`
    if (await accepted) continue
    if (index > 0)
      showToast('bad', `Order ${position} of the group is unchanged. The orders before it were changed.`, 'order')
    return
  }
}

/** Resolves to true when IBKR has accepted the order under review, and to false when the ticket shows it again. */
function untilAccepted(): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = useTicketStore.subscribe(({ phase, changing }, before) => {
      if (phase.kind !== 'editing') return
      stop()
      resolve(changing === undefined && (before.phase.kind === 'placing' || before.phase.kind === 'question'))
    })
  })
}
