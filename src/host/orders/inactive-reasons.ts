import type { OrderResponse, OrderRow } from '../../client/index.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { Order } from '../../shared/domain/orders.ts'
import { numberOf, parseJson, type Row, rowOf, rowsOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import { createNewOrders } from '../order-requests/order-ticket.ts'
import type { QuestionSubject } from '../session/pending-question.ts'

/** The fields of an order sent without a client order id that its row in the order list repeats. */
type SentOrder = Pick<Order, 'account' | 'conid' | 'side' | 'quantity'> & { readonly price?: number }

/** Identifies an order by IBKR's id, by its client order id, or only by the fields that were sent. */
export type OrderIdentity = { readonly orderId: string } | { readonly reference: string } | { readonly sent: SentOrder }

/**
 * The reasons why the orders of one request are `Inactive`. They replace earlier reasons; an empty list means that no
 * reason applies any more.
 */
export interface InactiveReasons {
  readonly about: QuestionSubject
  readonly orders: readonly { readonly order: OrderIdentity; readonly reason: string }[]
}

const UNANSWERED = 'IBKR’s order question is unanswered.'
const DECLINED = 'You declined IBKR’s order question.'

/** Creates the reasons after a declined question: IBKR lists the order as `Inactive` for a while. */
export function createDeclinedReasons(subject: QuestionSubject): InactiveReasons {
  return forAll(subject, DECLINED)
}

/** Extracts the reasons for `Inactive` orders from the response to an order request. */
export function extractInactiveReasons(subject: QuestionSubject, response: OrderResponse): InactiveReasons {
  switch (response.kind) {
    case 'question':
      return forAll(subject, UNANSWERED)
    case 'rejected':
      return forAll(subject, asSentence(`IBKR rejected it: ${response.message}`))
    case 'prompt':
      return forAll(subject, asSentence(response.text))
    case 'accepted': {
      const orders = response.rows.flatMap((row) => {
        const reason = familyReason(row, response.rows)
        return row.refused || reason === undefined ? [] : [{ order: { orderId: row.orderId }, reason }]
      })
      return { about: subject, orders }
    }
  }
}

/**
 * Explains an order by the rejection of another order of its bracket. A bracket is not atomic: if a child is rejected,
 * IBKR leaves the parent and the other children `Inactive`.
 */
function familyReason(row: OrderRow, rows: readonly OrderRow[]): string | undefined {
  const family = familyOf(row)
  const failed = rows.find((other) => other.refused && family !== undefined && familyOf(other) === family)
  if (!failed) return undefined
  // Use only the first line: the other lines repeat that the other orders of the bracket are not working.
  const [text] = (failed.text ?? failed.status).split('\n')
  const isParent = row.parentLocalOrderId === undefined
  return asSentence(`${isParent ? 'An order attached to it' : 'Another order of its bracket'} was rejected: ${text}`)
}

/** Returns the client order id of the parent, which identifies the bracket of a row. */
const familyOf = ({ parentLocalOrderId, localOrderId }: OrderRow): string | undefined =>
  parentLocalOrderId ?? localOrderId

const CHANGE = /\/order\/[^/]+$/
const ACCOUNT = /\/iserver\/account\/([^/]+)\/orders$/

/**
 * Assigns the same reason to all orders of a request. A change request gets no reason, because its order is unaffected.
 */
function forAll(about: QuestionSubject, reason: string): InactiveReasons {
  let orders: readonly OrderIdentity[] = []
  if (about.kind === 'ticket') {
    const { order, reference } = about
    const sent = reference === undefined ? [] : createNewOrders(order, reference)
    orders = rowsOf(sent).flatMap((row) => identityOf(row, order.accountId) ?? [])
  } else if (!CHANGE.test(about.request.path)) {
    const account = decodeURIComponent(ACCOUNT.exec(about.request.path)?.[1] ?? '')
    const body = rowOf(parseJson(about.request.body ?? ''))
    orders = rowsOf(body?.['orders'] ?? body).flatMap((order) => identityOf(order, account) ?? [])
  }
  return { about, orders: orders.map((order) => ({ order, reason })) }
}

function identityOf(order: Row, accountOfPath: string): OrderIdentity | undefined {
  const reference = textOf(order['cOID'])
  if (reference !== undefined) return { reference }
  const account = textOf(order['acctId']) ?? accountOfPath
  const [conid, side, quantity] = [numberOf(order['conid']), sideOf(order['side']), numberOf(order['quantity'])]
  if (account === '' || conid === undefined || side === undefined || quantity === undefined) return undefined
  const price = numberOf(order['price'])
  return { sent: { account, conid, side, quantity, ...(price !== undefined && { price }) } }
}
