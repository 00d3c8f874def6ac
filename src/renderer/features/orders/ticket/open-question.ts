import type { OpenQuestion } from '../../../../shared/contract/order-views.ts'
import type { Link } from '../../../../shared/rpc/reconnecting-link.ts'
import { eachConnection } from '../../../platform/each-connection.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useQuestionStore } from '../../confirmation/index.ts'
import { askAboutRequest } from '../../explorer/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { leaveChange } from './open-ticket.ts'
import { priceText } from './order-text.ts'
import { editsOf, formOf, type TicketForm } from './ticket-form.ts'
import { isUnfinished, useTicketStore } from './ticket-store.ts'
import { useUnconfirmedOrders } from './unconfirmed-orders.ts'

/** Shows IBKR's open question again after a reload or a lost connection. Returns an unsubscribe function. */
export function followOpenQuestion(link: Link): () => void {
  return eachConnection(link, () => {
    link.call('orders.openQuestion', {}).then(
      (open) => open && showOpenQuestion(open),
      () => undefined,
    )
  })
}

/** Shows a question, unless this page already shows a question. */
function showOpenQuestion(open: OpenQuestion): void {
  if (useTicketStore.getState().phase.kind !== 'editing' || useQuestionStore.getState().asked) return
  if (open.kind === 'request') {
    askAboutRequest(open.question, open.request)
    return
  }
  const { order, contract, question, orderId, profileId } = open
  const change = orderId === undefined ? {} : { change: { orderId, before: undefined } }
  const form = formOf(order, contract)
  const { changing } = useTicketStore.getState()
  if (changing?.orderId !== orderId) leaveChange()
  const keepsTicket = orderId === undefined && isAnother(useTicketStore.getState().form, form)
  useTicketStore.setState({
    // The question names a changed order itself. Its values would be those of a new order in the ticket.
    ...(orderId === undefined && !keepsTicket && { form }),
    problems: {},
    phase: {
      kind: 'question',
      pending: { order, contract, price: priceText(form), profileId, ...change, ...(keepsTicket && { keepsTicket }) },
      question,
      replying: false,
    },
  })
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  goTo('orders')
}

/** Reports whether the ticket holds an unfinished new order that is not the order of the question. */
const isAnother = (ticket: TicketForm, asked: TicketForm): boolean =>
  isUnfinished(ticket) &&
  !useUnconfirmedOrders.getState().orders.some(({ form }) => form === ticket) &&
  (ticket.contract?.conid !== asked.contract?.conid ||
    ticket.side !== asked.side ||
    (ticket.accountId ?? asked.accountId) !== asked.accountId ||
    Object.keys(editsOf(ticket, asked)).length > 0)
