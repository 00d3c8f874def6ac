import { randomUUID } from 'node:crypto'
import { type RequestInput, routeRequest } from '../../client/index.ts'
import type {
  CancelResponse as CancelAccepted,
  ChangeableOrder,
  ContractMatch,
  OpenQuestion,
  OrderResponse,
} from '../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { type ContractId, countCombos } from '../../shared/domain/combo.ts'
import type { OrderLookup } from '../../shared/domain/order-lookup.ts'
import { hasAlgorithm, orderReference } from '../../shared/domain/order-reference.ts'
import { formatSize, formatTrade, pairCurrency } from '../../shared/domain/order-size.ts'
import { formatSide } from '../../shared/domain/orders.ts'
import { fieldsOf, numberOf, type Unchecked } from '../../shared/domain/read-value.ts'
import type { ContractsService } from '../contracts/contracts-service.ts'
import { HostError } from '../host-error.ts'
import { createCancelRequest, createOrderRequest } from '../order-requests/order-ticket.ts'
import type { PendingQuestion, QuestionSubject } from '../session/pending-question.ts'
import { BY_PERSON } from '../session/read-session.ts'
import { sendReads } from '../session/send-reads.ts'
import type { SessionService } from '../session/session-service.ts'
import type { Gate } from '../trading/gate.ts'
import type { Caller, SendResult } from '../trading/trading-request.ts'
import { UNCONFIRMED_ADVICE } from '../upstream/upstream-error.ts'
import type { OrderFeed } from './order-feed.ts'
import { describeAttached, describePart, readOrderParts } from './order-parts.ts'
import { toAcceptedOrder } from './order-response.ts'
import { directVenueOf, readOrderStatus } from './read-order-status.ts'
import { SentOrderFields } from './sent-order-fields.ts'

/** The call of a window that requested a change. */
type WindowCaller = Omit<Caller, 'kind'>

export interface OrdersServiceDeps {
  readonly session: SessionService
  readonly feed: OrderFeed
  readonly question: PendingQuestion
  readonly gate: Pick<Gate, 'send'>
  /** Describes a contract without a request, because a request would void an open question. */
  readonly describeContract: (contract: ContractId) => ContractMatch
  /** Reads the exchange of orders by conid, for a contract without SMART routing. */
  readonly readDefaultVenue: ContractsService['readDefaultVenue']
}

/** Orders to search for. */
interface OrderSearch {
  readonly accountId: string
  readonly references: readonly string[]
  /** The profile that the orders were sent with. */
  readonly profileId: string
}

type TicketSubject = Extract<QuestionSubject, { readonly kind: 'ticket' }>

/**
 * Places, changes and cancels orders, and replies to questions, all through the gate. Needs an armed profile, except for
 * the cancel of an order in the list.
 */
export class OrdersService {
  readonly #deps: OrdersServiceDeps
  readonly #sentFields = new SentOrderFields()

  constructor(deps: OrdersServiceDeps) {
    this.#deps = deps
  }

  /** Returns the open question for a window that was reloaded, null if the question has expired. */
  openQuestion(): OpenQuestion | null {
    const { session, question: pending, describeContract } = this.#deps
    if (!pending.current || !session.openSession?.hasOpenQuestion) return null
    const { question, about } = pending.current
    if (about.kind === 'request') return { ...about, question }
    return { ...about, profileId: session.profile.id, question, contract: describeContract(about.order) }
  }

  place(order: OrderTicket, caller: WindowCaller): Promise<OrderResponse> {
    // IBKR rejects a second order with the same client order id, so a repeated call cannot place one.
    const reference = orderReference(caller.waitId ?? randomUUID(), order.algorithm !== undefined)
    const subject = { kind: 'ticket', order, reference } as const
    return this.#send(subject, createOrderRequest(subject), caller, this.#describeOrder(subject))
  }

  /** Reads a working order from IBKR as the fields of its ticket. */
  changeable(orderId: string, signal: AbortSignal): Promise<ChangeableOrder> {
    return sendReads(this.#deps.session, async (session) => {
      const { feed, readDefaultVenue } = this.#deps
      const sent = this.#sentFields.of(orderId, feed.orders())
      if (hasAlgorithm(feed.order(orderId)?.orderReference) && sent.algorithm === undefined) {
        const reason =
          'IBKR does not report the parameters of its algorithm, and the console knows them only while the profile is in use. A change without them would remove the algorithm.'
        throw new HostError('not-changeable', reason)
      }
      const input = { path: { orderId }, signal }
      const status = await session.request('GET /iserver/account/order/status/{orderId}', input, BY_PERSON)
      const { conidex, conid }: Unchecked<typeof status> = fieldsOf(status)
      const isDirect = directVenueOf(conidex) !== undefined
      const defaultVenue = isDirect ? await readDefaultVenue(numberOf(conid) ?? 0, signal) : undefined
      const names = session.streams.contractNames
      return readOrderStatus(orderId, status, { sent, listed: feed.order(orderId), names, defaultVenue })
    })
  }

  /**
   * Searches IBKR's order list for orders whose delivery is unconfirmed.
   * @throws HostError `other-profile`, because another login would not have the orders
   */
  async find({ accountId, references, profileId }: OrderSearch, signal: AbortSignal): Promise<readonly OrderLookup[]> {
    const { session: service, feed } = this.#deps
    if (profileId !== service.profile.id) {
      throw new HostError(
        'other-profile',
        'The order was sent with another profile. Select that profile to search for it.',
      )
    }
    const found = await sendReads(service, (session) => session.findOrders(references, { account: accountId, signal }))
    for (const lookup of found) {
      this.#note(lookup.kind === 'unknown' ? 'warning' : 'info', `Search for the order ${describeLookup(lookup)}`)
    }
    // The list of the window may not have the order yet.
    if (found.some((lookup) => lookup.kind === 'found' && feed.order(lookup.order.orderId) === undefined))
      void feed.resync()
    return found
  }

  /** Changes an order: sends the whole order again with its id. */
  modify(orderId: string, order: OrderTicket, caller: WindowCaller): Promise<OrderResponse> {
    const reference = this.#deps.feed.order(orderId)?.orderReference
    const input = createOrderRequest({ order, orderId, reference })
    const subject = { kind: 'ticket', order, orderId } as const
    return this.#send(subject, input, caller, this.#describeOrder(subject))
  }

  /** Replies to a question, from the window that asked or from another one. */
  reply(replyId: string, confirmed: boolean, caller: WindowCaller): Promise<OrderResponse> {
    const subject = this.#deps.question.about(replyId)
    const reply = confirmed ? 'Question confirmed' : 'Question declined'
    // IBKR's response to a rejected reply does not identify the order.
    const what = subject?.kind === 'ticket' ? `${reply}, ${this.#describeOrder(subject)}` : reply
    const input = routeRequest('POST /iserver/reply/{replyId}', { path: { replyId }, body: { confirmed } })
    return this.#send(subject, input, caller, what, confirmed)
  }

  /** Cancels an order. Needs no armed profile if the order list names this account for the order. */
  async cancel(accountId: string, orderId: string, caller: WindowCaller): Promise<CancelAccepted> {
    const listed = this.#deps.feed.order(orderId)
    const about = listed ? `: ${formatSide(listed)} ${formatTrade(formatSize(listed), listed.contractName)}` : ''
    const label = `cancel of order ${orderId}${about}`.trim()
    const result = await this.#deps.gate.send({
      caller: { kind: 'person', ...caller },
      input: createCancelRequest(accountId, orderId, listed),
      permission: listed?.account === accountId ? { kind: 'cancel', what: label } : { kind: 'change' },
      source: 'orders',
      what: `Cancel of order ${orderId}`,
      journalText: 'Cancel sent from this console',
    })
    if (result.kind === 'accepted') return { message: result.response.cancel?.message ?? '' }
    if (result.kind === 'rejected')
      throw result.error ?? new HostError('upstream', result.message, { retryable: false })
    throw unfinished(result)
  }

  /** Sends a new order, a change, or the reply to a question about one. `submits`: false for a declined question. */
  async #send(
    subject: QuestionSubject | undefined,
    input: RequestInput,
    caller: WindowCaller,
    what: string,
    submits = true,
  ): Promise<OrderResponse> {
    const { session, gate, feed } = this.#deps
    const permission = { kind: 'change' } as const
    const result = await gate.send({
      caller: { kind: 'person', ...caller },
      input,
      permission,
      source: 'orders',
      subject,
      what,
      journalText: submits ? `${what}: submitted from this console` : what,
    })
    if (result.kind === 'unknown' && subject?.kind === 'ticket' && subject.orderId !== undefined)
      this.#sentFields.forgetUncertain(subject.orderId, subject.order, feed.orders())
    if (result.kind === 'question') return result.question
    if (result.kind === 'rejected' && result.error === undefined) return { kind: 'rejected', message: result.message }
    if (result.kind !== 'accepted') throw unfinished(result)
    const { order } = result.response
    const shown = order?.kind === 'accepted' ? toAcceptedOrder(order.rows) : undefined
    if (order?.kind !== 'accepted' || shown === undefined) throw unfinished(result)
    if (subject?.kind !== 'ticket') return shown
    const parts = await readOrderParts(() => session.requireOrderReader(), subject, order.rows)
    for (const part of parts) if (part.outcome !== 'accepted') this.#note('warning', `${what}: ${describePart(part)}`)
    this.#sentFields.record(subject.order, parts.length > 1 ? parts : [{ orderId: shown.orderId }])
    return parts.length > 1 ? { ...shown, parts } : shown
  }

  /** Describes an order of the ticket, or the change of an order, on one line. */
  #describeOrder({ order, orderId }: TicketSubject): string {
    const { feed, describeContract } = this.#deps
    const known = orderId === undefined ? undefined : feed.order(orderId)
    const name = known?.contractName || describeContract(order).symbol
    const size = formatSize({ ...order, cashCurrency: known?.cashCurrency ?? pairCurrency(name) })
    const counted = order.conidex === undefined ? size : countCombos(size, order.quantity)
    const text = `${order.side} ${formatTrade(counted, name)}`
    return orderId === undefined ? `${text}${describeAttached(order)}` : `Change of order ${orderId} to ${text}`
  }

  #note(level: 'info' | 'warning' | 'error', text: string): void {
    this.#deps.session.timeline.note({ level, text: asSentence(text) })
  }
}

/** Describes the result of a search, as the end of a sentence. */
function describeLookup(lookup: OrderLookup): string {
  switch (lookup.kind) {
    case 'found':
      return `${lookup.reference}: found as order ${lookup.order.orderId}, ${lookup.order.status}`
    case 'not-found':
      return `${lookup.reference}: not in IBKR's order list`
    case 'unknown':
      return `${lookup.reference}: not known. ${lookup.message}`
  }
}

/** Returns the error of a request that IBKR did not accept. */
const unfinished = (result: SendResult): HostError =>
  ('error' in result && result.error) || new HostError('outcome-unknown', UNCONFIRMED_ADVICE)
