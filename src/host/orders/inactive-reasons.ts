import type { OrderAnswer, OrderRow } from '../../client/index.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { numberOf, type Row, rowOf, rowsOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import { parsedJson } from '../upstream/parsed-json.ts'
import type { AskedAbout } from './asked-question.ts'

/** An order as it was sent without a client order id: the fields that its row in the order list repeats. */
export interface SentOrder {
  readonly account: string
  readonly conid: number
  readonly side: string
  readonly quantity: number
  readonly price?: number
}

/** Which order it is: by IBKR's id, by its client order id, or only by what was sent. */
export type OrderIdentity = { readonly orderId: string } | { readonly reference: string } | { readonly sent: SentOrder }

/** Why the orders of one request are `Inactive`; replaces what was known of it. Empty where no reason applies any longer. */
export interface InactiveReasons {
  readonly about: AskedAbout
  readonly orders: readonly { readonly order: OrderIdentity; readonly reason: string }[]
}

const UNANSWERED = 'IBKR’s question about it has not been answered.'
const DECLINED = 'You declined IBKR’s question about it.'

/** IBKR keeps an order whose question was declined in its list as `Inactive` for a while. Pure. */
export function reasonsOfDecline(about: AskedAbout): InactiveReasons {
  return forAll(about, DECLINED)
}

/** What a response to placing an order says about orders that stay `Inactive`. Pure. */
export function reasonsOfResponse(about: AskedAbout, response: OrderAnswer): InactiveReasons {
  switch (response.kind) {
    case 'question':
      return forAll(about, UNANSWERED)
    case 'rejected':
      return forAll(about, asSentence(`IBKR rejected it: ${response.message}`))
    case 'prompt':
      return forAll(about, asSentence(response.text))
    case 'accepted': {
      const orders = response.rows.flatMap((row) => {
        const reason = causeInFamily(row, response.rows)
        return row.refused || reason === undefined ? [] : [{ order: { orderId: row.orderId }, reason }]
      })
      return { about, orders }
    }
  }
}

/** A bracket is not atomic: IBKR leaves the parent and the other children `Inactive` when a child is rejected. */
function causeInFamily(row: OrderRow, rows: readonly OrderRow[]): string | undefined {
  const family = familyOf(row)
  const failed = rows.find((other) => other.refused && family !== undefined && familyOf(other) === family)
  if (!failed) return undefined
  // The lines after the first say what this says: that the others do not work either.
  const [text] = (failed.text ?? failed.status).split('\n')
  const isParent = row.parentLocalOrderId === undefined
  return asSentence(`${isParent ? 'An order attached to it' : 'Another order of its bracket'} was rejected: ${text}`)
}

/** The client order id of the parent, for the parent and its children. */
const familyOf = ({ parentLocalOrderId, localOrderId }: OrderRow): string | undefined =>
  parentLocalOrderId ?? localOrderId

function forAll(about: AskedAbout, reason: string): InactiveReasons {
  return { about, orders: ordersOf(about).map((order) => ({ order, reason })) }
}

const CHANGE = /\/order\/[^/]+$/
const ACCOUNT = /\/iserver\/account\/([^/]+)\/orders$/

/** None for a change: the order that it was about stays as it was. */
function ordersOf(about: AskedAbout): readonly OrderIdentity[] {
  if (about.kind === 'ticket') return about.reference === undefined ? [] : [{ reference: about.reference }]
  const { path, body } = about.request
  if (CHANGE.test(path)) return []
  const account = decodeURIComponent(ACCOUNT.exec(path)?.[1] ?? '')
  const value = rowOf(parsedJson(body ?? ''))
  return rowsOf(value?.['orders'] ?? value).flatMap((order) => identityOf(order, account) ?? [])
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
