import type { OpenQuestion } from '../../../shared/contract/views.ts'
import type { Link } from '../../../shared/rpc/link.ts'
import { eachConnection } from '../../platform/each-connection.ts'
import { useTicketStore } from '../../stores/ticket-store.ts'
import { openTicket } from './orders-actions.ts'
import { formOf, priceWords } from './ticket-form.ts'

/** Asks again what IBKR asked before the page was loaded again, or lost its connection. Returns its end. */
export function followOpenQuestion(link: Link): () => void {
  return eachConnection(link, () => {
    link.call('orders.openQuestion', {}).then(
      (open) => open && offerQuestion(open),
      () => undefined,
    )
  })
}

/** Shows it, unless this page is at it already. */
export function offerQuestion({ order, contract, question }: OpenQuestion): void {
  if (useTicketStore.getState().phase.kind !== 'editing') return
  const form = formOf(order, contract)
  useTicketStore.setState({
    form,
    problems: {},
    phase: { kind: 'question', pending: { order, contract, price: priceWords(form) }, question, replying: false },
  })
  openTicket()
}
