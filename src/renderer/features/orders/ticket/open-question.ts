import type { OpenQuestion } from '../../../../shared/contract/order-views.ts'
import type { Link } from '../../../../shared/rpc/reconnecting-link.ts'
import { eachConnection } from '../../../platform/each-connection.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useQuestionStore } from '../../confirmation/index.ts'
import { askAboutRequest } from '../../explorer/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'
import { useUnconfirmedOrders } from './unconfirmed-orders.ts'

/** Shows IBKR's open question again after a reload or a lost connection. Returns an unsubscribe function. */
export const followOpenQuestion = (link: Link): (() => void) => eachConnection(link, () => findOpenQuestion(link))

/** Shows the question that is open for the profile of the window, also after a return to the profile. */
export function findOpenQuestion(link: Link): void {
  const { visit } = useTicketStore.getState()
  link.call('orders.openQuestion', {}).then(
    (open) => open && showOpenQuestion(link, open, visit),
    () => undefined,
  )
}

/** Shows a question, unless this page already shows a question. */
function showOpenQuestion(link: Link, open: OpenQuestion, visit: number): void {
  if (useTicketStore.getState().phase.kind !== 'editing' || useQuestionStore.getState().asked) return
  if (open.kind === 'request') {
    askAboutRequest(open.question, open.request)
    return
  }
  const { order, contract, question, orderId, reference, profileId } = open
  const change = orderId === undefined ? {} : { change: { orderId, before: undefined } }
  const pending = { order, contract, profileId, ...(reference !== undefined && { reference }), ...change }
  const sent = useUnconfirmedOrders.getState().orders.map(({ form }) => form)
  if (!applyToTicket({ kind: 'question-found', visit, pending, question, sent })) return
  useBlotterStore.setState({ pane: { kind: 'ticket' } })
  goTo('orders')
  // Only what the console knows already: a read from IBKR would void the question.
  const known = { kind: 'ticket', order, ...(orderId !== undefined && { orderId }), mayRead: false } as const
  link.call('guardRails.check', known).then(
    ({ contract: value }) => value && applyToTicket({ kind: 'value-known', order, value }),
    () => undefined,
  )
}
