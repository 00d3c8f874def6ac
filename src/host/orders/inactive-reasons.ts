import type { OrderAnswer } from '../../client/index.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { Row } from '../../shared/domain/read-value.ts'
import { rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { parsedJson } from '../upstream/parsed-json.ts'
import type { AskedAbout } from './asked-question.ts'

/** Why an order is `Inactive`, by its client order id; undefined where a reason no longer applies. */
export type InactiveReasons = ReadonlyMap<string, string | undefined>

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
      // A bracket is not atomic: IBKR leaves the parent `Inactive` when a child is rejected.
      const causeOf = (id: string): string | undefined => {
        const failed = response.rows.find((row) => row.refused && row.parentLocalOrderId === id)
        return failed && asSentence(`An order attached to it was rejected: ${failed.text ?? failed.status}`)
      }
      return new Map(clientOrderIds(about).map((id) => [id, causeOf(id)]))
    }
  }
}

function forAll(about: AskedAbout, reason: string | undefined): InactiveReasons {
  return new Map(clientOrderIds(about).map((id) => [id, reason]))
}

const CHANGE = /\/order\/[^/]+$/

/** None for a change: the order that it was about stays as it was. */
function clientOrderIds(about: AskedAbout): readonly string[] {
  if (about.kind === 'ticket') return about.reference === undefined ? [] : [about.reference]
  if (CHANGE.test(about.request.path)) return []
  const body = rowOf(parsedJson(about.request.body ?? ''))
  return rowsOf(body?.['orders'] ?? body).flatMap((order: Row) => textOf(order['cOID']) ?? [])
}
