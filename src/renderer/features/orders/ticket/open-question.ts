import type { OpenQuestion } from '../../../../shared/contract/order-views.ts'
import type { Link } from '../../../../shared/rpc/reconnecting-link.ts'
import { eachConnection } from '../../../platform/each-connection.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useQuestionStore } from '../../confirmation/index.ts'
import { askAboutRequest } from '../../explorer/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { leaveChange } from './open-ticket.ts'
import { priceText } from './order-text.ts'
import { formOf } from './ticket-form.ts'
import { useTicketStore } from './ticket-store.ts'

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
  useTicketStore.setState({
    // The question names a changed order itself. Its values would be those of a new order in the ticket.
    ...(orderId === undefined && { form }),
    problems: {},
    phase: {
      kind: 'question',
      pending: { order, contract, price: priceText(form), profileId, ...change },
      question,
      replying: false,
    },
  })
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  goTo('orders')
}
