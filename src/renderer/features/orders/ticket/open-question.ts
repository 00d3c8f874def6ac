import type { OpenQuestion } from '../../../../shared/contract/views.ts'
import type { Link } from '../../../../shared/rpc/link.ts'
import { eachConnection } from '../../../platform/each-connection.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useQuestionStore } from '../../confirmation/question-store.ts'
import { askAboutRequest } from '../../explorer/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { formOf, priceWords } from './ticket-form.ts'
import { useTicketStore } from './ticket-store.ts'

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
export function offerQuestion(open: OpenQuestion): void {
  if (useTicketStore.getState().phase.kind !== 'editing' || useQuestionStore.getState().asked) return
  if (open.kind === 'request') {
    askAboutRequest(open.question, open.request)
    return
  }
  const { order, contract, question, orderId, profileId } = open
  const change = orderId === undefined ? {} : { change: { orderId, before: undefined } }
  const form = formOf(order, contract)
  useTicketStore.setState({
    form,
    problems: {},
    phase: {
      kind: 'question',
      pending: { order, contract, price: priceWords(form), profileId, ...change },
      question,
      replying: false,
    },
  })
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  goTo('orders')
}
