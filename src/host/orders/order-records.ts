import { changesOrders } from '../../client/index.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { ContractId } from '../../shared/domain/combo.ts'
import type { QuestionSubject } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import type { ClassifiedRequest, SendListener, SendResult } from '../trading/trading-request.ts'
import { maskJsonMembers } from '../upstream/mask-secrets-in-body.ts'
import { isDecliningReply } from '../upstream/rejection-outcome.ts'
import { bodyOf } from '../upstream/request-body.ts'
import { createDeclinedReasons, extractInactiveReasons } from './inactive-reasons.ts'
import type { OrderFeed } from './order-feed.ts'
import type { OrderQuotes } from './order-quotes.ts'
import { describeOrderRows, toAcceptedOrder } from './order-response.ts'

export interface OrderRecordsOptions {
  readonly session: Pick<SessionService, 'arming' | 'timeline'>
  readonly feed: Pick<OrderFeed, 'noteSent' | 'explainInactive' | 'expectChange'>
  /** Records the quotes when orders are sent. */
  readonly quotes: Pick<OrderQuotes, 'captureArrival' | 'recordArrival'>
  /** Returns the symbol of a contract without a request. */
  readonly symbolOf: (contract: ContractId) => string
}

/** The order that stands for all orders of an account. */
export const ALL_ORDERS = '-1'
/** An entry of the journal about no order. */
const NO_ORDER = { orderId: '', account: '', symbol: '' } as const

type Level = 'info' | 'warning' | 'error'

/**
 * Follows each order request of the gate, from any sender: journals it once with its outcome, adds it to the session
 * log, records the quotes of placed orders, and explains orders that stay inactive.
 */
export function createOrderRecords({ session, feed, quotes, symbolOf }: OrderRecordsOptions): SendListener {
  const log = (level: Level, { what }: ClassifiedRequest, text: string): void => {
    if (what !== undefined) session.timeline.note({ level, text: asSentence(`${what}: ${text}`) })
  }
  /** `orderId`: the order in the response, if it differs from the one of the request. */
  const journal = (request: ClassifiedRequest, text: string, orderId?: string): void => {
    const about = targetOf(request)
    const ticket = ticketOf(request.subject)
    const symbol = ticket === undefined ? '' : symbolOf(ticket)
    feed.noteSent({ symbol, account: about.account, orderId: orderId ?? about.orderId }, text)
  }

  const record = (request: ClassifiedRequest, result: SendResult, placed: OrderTicket | undefined): void => {
    const { journalText, input } = request
    if (result.kind === 'question') {
      log('warning', request, 'IBKR requires confirmation and places nothing until then.')
    } else if (result.kind === 'accepted') {
      const { order, cancel } = result.response
      const rows = order?.kind === 'accepted' ? order.rows : []
      const { orderId, status, warning } = toAcceptedOrder(rows) ?? {}
      if (orderId !== undefined)
        log('info', request, `order ${orderId}, ${status}${warning === undefined ? '' : `: ${warning}`}`)
      for (const each of describeOrderRows(rows)) journal(request, `${journalText}${each.text}`, each.orderId)
      for (const each of rows) if (placed && !each.refused) quotes.recordArrival(placed.conid, each.orderId)
      if (cancel === undefined) return
      log('info', request, cancel.message)
      journal(request, `${journalText}: ${cancel.message}`)
    } else if (result.kind === 'rejected') {
      const isDeclined = isDecliningReply(bodyOf(input))
      log(isDeclined ? 'info' : 'warning', request, `${isDeclined ? 'not submitted' : 'rejected'}. ${result.message}`)
      journal(request, `${journalText}${isDeclined ? '' : ', rejected'}: ${result.message}`)
    } else {
      log(result.kind === 'unknown' ? 'error' : 'warning', request, result.error.message)
      if (result.kind === 'unknown') journal(request, `${journalText}: ${result.error.message}`)
    }
  }

  return {
    onLeave(request) {
      const { subject, input, permission } = request
      const placed = placedBy(subject)
      if (placed) quotes.captureArrival(placed.conid)
      if (subject && isDecliningReply(bodyOf(input))) feed.explainInactive(createDeclinedReasons(subject))
      if (permission.kind !== 'cancel' || session.arming.view.kind === 'armed') return
      log('warning', request, 'sent while the profile is not armed.')
      journal(request, `${request.journalText} while the profile was not armed`)
    },
    onResult(request, result) {
      const { subject, input, effect, journalText } = request
      if (!changesOrders(input)) {
        const isTrading = effect === 'trading' || effect === 'unknown'
        const end = result.response === undefined ? '' : `: status ${result.response.head.status}`
        if (isTrading && result.kind !== 'not-sent') journal(request, `${journalText}${end}`)
        return
      }
      const order = result.response?.order
      if (subject && order && !isDecliningReply(bodyOf(input)))
        feed.explainInactive(extractInactiveReasons(subject, order))
      record(request, result, placedBy(subject))
      feed.expectChange()
    },
    onText: (text) =>
      feed.noteSent(NO_ORDER, `Socket message sent from the stream console: ${maskJsonMembers(text).slice(0, 300)}`),
  }
}

const ticketOf = (subject: QuestionSubject | undefined): OrderTicket | undefined =>
  subject?.kind === 'ticket' ? subject.order : undefined

/** Returns the ticket of a request that places its order, instead of changing it. */
const placedBy = (subject: QuestionSubject | undefined): OrderTicket | undefined =>
  subject?.kind === 'ticket' && subject.orderId === undefined ? subject.order : undefined

/** Matches the account and the order in a path. Orders of an FA group have neither, only the name of the group. */
const TARGET = /\/iserver\/account\/(?:orders\/[^/]+|([^/]+)\/orders?(?:\/([^/]+))?)$/

/** Returns the account and the order of a request, or of the request that a reply is about. */
function targetOf({ path, subject }: ClassifiedRequest): { readonly account: string; readonly orderId: string } {
  const isReply = !TARGET.test(path)
  if (isReply && subject?.kind === 'ticket') return { account: subject.order.accountId, orderId: subject.orderId ?? '' }
  const [, account = '', orderId = ''] =
    TARGET.exec(isReply && subject?.kind === 'request' ? subject.request.path : path) ?? []
  return { account: decodeURIComponent(account), orderId: orderId === ALL_ORDERS ? '' : orderId }
}
