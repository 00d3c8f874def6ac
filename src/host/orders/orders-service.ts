import {
  type RequestInput,
  readCancelResponse,
  readOrderResponse,
  routeRequest,
  type SessionSupervisor,
} from '../../client/index.ts'
import type {
  CancelResponse,
  ChangeableOrder,
  ContractMatch,
  OpenQuestion,
  OrderResponse,
} from '../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { OrderLookup } from '../../shared/domain/order-lookup.ts'
import { hasAlgorithm } from '../../shared/domain/order-reference.ts'
import { fieldsOf, numberOf, type Unchecked } from '../../shared/domain/read-value.ts'
import type { ContractsService } from '../contracts/contracts-service.ts'
import { type GuardRailsService, outgoingOf } from '../guard-rails/guard-rails-service.ts'
import type { RequestRecorder } from '../history/sent-request.ts'
import { HostError } from '../host-error.ts'
import type { PermissionRequest } from '../safety/send-permission.ts'
import type { UnsentRequests, WindowSendOptions } from '../safety/unsent-requests.ts'
import { sendReads } from '../session/send-reads.ts'
import type { SessionService } from '../session/session-service.ts'
import { isKnownUnsent, toUpstreamError, UNCONFIRMED_ADVICE } from '../upstream/upstream-error.ts'
import { createDeclinedReasons, extractInactiveReasons } from './inactive-reasons.ts'
import type { OrderFeed } from './order-feed.ts'
import { describeAttached, describePart, readOrderParts } from './order-parts.ts'
import type { OrderQuotes } from './order-quotes.ts'
import { describeOrderRows, toOrderResponse } from './order-response.ts'
import { createCancelRequest, createOrderRequest, createReference } from './order-ticket.ts'
import type { PendingQuestion, QuestionSubject } from './pending-question.ts'
import { directVenueOf, readOrderStatus } from './read-order-status.ts'
import { type OrderRequestEntry, recordOrderRequest } from './record-order-request.ts'
import { SentOrderFields } from './sent-order-fields.ts'

/** The window call that requested a change, until the request leaves the host. */
interface Caller extends Omit<WindowSendOptions, 'check' | 'needsArming'> {
  /** The profile that the window showed when the user confirmed. */
  readonly profileId?: string | undefined
  /** The acknowledgement of the warnings in the review of the order. */
  readonly acknowledged?: string | undefined
}

export interface OrdersServiceDeps {
  readonly session: SessionService
  readonly feed: OrderFeed
  readonly question: PendingQuestion
  readonly unsent: UnsentRequests
  readonly guardRails: Pick<GuardRailsService, 'prepare'>
  /** Records the quotes when orders are sent. */
  readonly quotes: Pick<OrderQuotes, 'captureArrival' | 'recordArrival'>
  /** Describes a contract without a request, because a request would void an open question. */
  readonly describeContract: (conid: number) => ContractMatch
  /** Reads the exchange of orders by conid, for a contract without SMART routing. */
  readonly readDefaultVenue: ContractsService['readDefaultVenue']
  /** Creates the history entry of a request; the caller completes it with the outcome. */
  readonly record: RequestRecorder
}

/** One order request, from the call to the parsed response. */
interface Change<T> {
  readonly caller: Caller
  readonly input: RequestInput
  /** The start of a sentence for the session log, such as "Cancel of order 12". */
  readonly what: string
  readonly about: OrderReference
  readonly permission: PermissionRequest
  /** Called when the first byte of the request leaves the host. */
  readonly onLeave?: () => void
  /** Called if the outcome of the request is unknown, with the scope of the login that sent it. */
  readonly onUnknown?: (scope: string) => void
  readonly read: (body: unknown, sender: Sender) => T | Promise<T>
}

/** The session that sent a request. Another profile may be selected while its response is read. */
interface Sender {
  readonly session: SessionSupervisor
  /** The login that the order ids belong to, as `dataScope`. */
  readonly scope: string
}

/** The order that a change is about, with its known fields. */
interface OrderReference {
  readonly accountId?: string
  readonly orderId?: string
  readonly conid?: number
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
 * Places, changes and cancels orders, and replies to questions. Each request needs an armed profile, except the cancel
 * of an order in the list. No request is ever repeated.
 */
export class OrdersService {
  readonly #deps: OrdersServiceDeps
  readonly #sentFields = new SentOrderFields()

  constructor(deps: OrdersServiceDeps) {
    this.#deps = deps
  }

  /** Returns the open question for a window that was reloaded, null if the question has expired. */
  openQuestion(): OpenQuestion | null {
    const { session, feed, question: pending, describeContract } = this.#deps
    if (!pending.current || !feed.hasOpenQuestion) return null
    const { question, about } = pending.current
    if (about.kind === 'request') return { ...about, question }
    const { reference: _, ...ticket } = about
    return { ...ticket, profileId: session.profile.id, question, contract: describeContract(about.order.conid) }
  }

  place(order: OrderTicket, caller: Caller): Promise<OrderResponse> {
    const reference = createReference(order, caller.waitId)
    const input = createOrderRequest({ order, reference })
    return this.#sendOrder({ kind: 'ticket', order, reference }, input, caller)
  }

  /** Reads a working order from IBKR as the fields of its ticket. */
  changeable(orderId: string, signal: AbortSignal): Promise<ChangeableOrder> {
    return sendReads(this.#deps.session, async (session) => {
      const { feed, readDefaultVenue } = this.#deps
      const sent = this.#sentFields.of(this.#deps.session.dataScope, orderId, feed.orders())
      if (hasAlgorithm(feed.order(orderId)?.orderReference) && sent.algorithm === undefined) {
        const reason =
          'IBKR does not report the parameters of its algorithm, and the console knows them only until it restarts. A change without them would remove the algorithm.'
        throw new HostError('not-changeable', reason)
      }
      const input = { path: { orderId }, signal }
      const status = await session.request('GET /iserver/account/order/status/{orderId}', input)
      const { conidex, conid }: Unchecked<typeof status> = fieldsOf(status)
      const isDirect = directVenueOf(conidex) !== undefined
      const defaultVenue = isDirect ? await readDefaultVenue(numberOf(conid) ?? 0, signal) : undefined
      const names = session.streams.contractNames
      return readOrderStatus(orderId, status, { sent, listed: feed.order(orderId), names, defaultVenue })
    })
  }

  /**
   * Searches IBKR's order list for orders whose delivery is unconfirmed.
   * @throws HostError `other-profile`, because another login would not have the orders; `not-available` while an order
   *   question is open
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
  modify(orderId: string, order: OrderTicket, caller: Caller): Promise<OrderResponse> {
    const reference = this.#deps.feed.order(orderId)?.orderReference
    const input = createOrderRequest({ order, orderId, reference })
    return this.#sendOrder({ kind: 'ticket', order, orderId }, input, caller)
  }

  #sendOrder(subject: TicketSubject, input: RequestInput, caller: Caller): Promise<OrderResponse> {
    const what = this.#describeOrder(subject)
    const about = referenceOf(subject)
    return this.#change({
      caller,
      input,
      what,
      about,
      onUnknown: (scope) => this.#forgetUncertain(scope, subject),
      permission: changesOrders(caller),
      read: (...response) => this.#readResponse(...response, what, subject),
    })
  }

  #forgetUncertain(scope: string, subject: QuestionSubject | undefined): void {
    if (subject?.kind !== 'ticket' || subject.orderId === undefined) return
    this.#sentFields.forgetUncertain(scope, subject.orderId, subject.order, this.#deps.feed.orders())
  }

  reply(replyId: string, confirmed: boolean, caller: Caller): Promise<OrderResponse> {
    const { feed, question } = this.#deps
    const subject = question.about(replyId)
    const reply = confirmed ? 'Question confirmed' : 'Question declined'
    // IBKR's response to a rejected reply does not identify the order.
    const what = subject?.kind === 'ticket' ? `${reply}, ${this.#describeOrder(subject)}` : reply
    return this.#change({
      caller,
      input: routeRequest('POST /iserver/reply/{replyId}', { path: { replyId }, body: { confirmed } }),
      what,
      about: referenceOf(subject),
      permission: changesOrders(caller),
      onLeave: () => subject && !confirmed && feed.explainInactive(createDeclinedReasons(subject)),
      onUnknown: (scope) => this.#forgetUncertain(scope, subject),
      read: (...response) => this.#readResponse(...response, what, subject, confirmed),
    })
  }

  /** Cancels an order. Needs no armed profile if the order list names this account for the order. */
  cancel(accountId: string, orderId: string, caller: Caller): Promise<CancelResponse> {
    const { session, feed } = this.#deps
    const listed = feed.order(orderId)
    const input = createCancelRequest(accountId, orderId, listed)
    const what = `Cancel of order ${orderId}`
    const permission: PermissionRequest =
      listed?.account === accountId
        ? {
            kind: 'cancel',
            what: `cancel of order ${orderId} ${listed.contractName}`.trim(),
            profileId: caller.profileId,
          }
        : changesOrders(caller)
    const about = { accountId, orderId }
    const read = (body: unknown): CancelResponse => {
      const response = readCancelResponse(body)
      if (response === undefined) throw unconfirmed()
      const { kind, message } = response
      if (kind === 'rejected') throw new HostError('upstream', message, { retryable: false })
      this.#note('info', `${what}: ${message}`)
      this.#noteSent(about, `Cancel sent from this console: ${message}`)
      return { message }
    }
    const onLeave = (): void => {
      if (session.arming.view.kind === 'armed') return
      this.#note('warning', `${what}: sent while the profile is not armed.`)
      this.#noteSent(about, 'Cancel sent from this console while the profile was not armed')
    }
    return this.#change({ caller, input, what, about, permission, onLeave, read })
  }

  async #readResponse(
    body: unknown,
    { session, scope }: Sender,
    what: string,
    subject: QuestionSubject | undefined,
    isConfirmed = true,
  ): Promise<OrderResponse> {
    const { feed, question, quotes } = this.#deps
    const response = readOrderResponse(body)
    if (subject && response && isConfirmed) feed.explainInactive(extractInactiveReasons(subject, response))
    const shown = toOrderResponse(response)
    if (shown === undefined) throw unconfirmed()
    const about = referenceOf(subject)
    if (shown.kind === 'question') {
      if (subject !== undefined) question.current = { question: shown, about: subject }
      this.#note('warning', `${what}: IBKR requires confirmation and places nothing until then.`)
    } else if (shown.kind === 'accepted') {
      const { orderId, status, warning } = shown
      this.#note('info', `${what}: order ${orderId}, ${status}${warning === undefined ? '' : `: ${warning}`}`)
      for (const { text, ...row } of response?.kind === 'accepted' ? describeOrderRows(response.rows) : []) {
        this.#noteSent({ ...about, ...row }, `${what}: submitted from this console${text}`)
        if (isPlacement(about)) quotes.recordArrival(about.conid, row.orderId)
      }
      if (subject?.kind === 'ticket' && response?.kind === 'accepted') {
        const parts = await readOrderParts(session, subject, response.rows)
        for (const part of parts)
          if (part.outcome !== 'accepted') this.#note('warning', `${what}: ${describePart(part)}`)
        this.#sentFields.record(scope, subject.order, parts.length > 1 ? parts : [{ orderId }])
        if (parts.length > 1) return { ...shown, parts }
      }
    } else if (isConfirmed) {
      this.#note('warning', `${what}: rejected. ${shown.message}`)
      this.#noteSent(about, `${what}: submitted from this console, rejected: ${shown.message}`)
    } else {
      // IBKR responds to a declined question with the error "Order not confirmed", which is not a failure.
      this.#note('info', `${what}: not submitted. ${shown.message}`)
      this.#noteSent(about, `${what}: ${shown.message}`)
    }
    return shown
  }

  /**
   * Sends one order request. If the window cancels the call before the first byte leaves, nothing is sent. After that,
   * a reload of the window does not interrupt the request. The session log reports the outcome.
   */
  async #change<T>({ caller, input, what, about, permission, onLeave, onUnknown, read }: Change<T>): Promise<T> {
    const { session, feed, question, quotes, unsent, guardRails, record } = this.#deps
    const permitted = session.permit(permission)
    const client = session.require()
    const sender = { session: client, scope: session.dataScope }
    const withinRails = await guardRails.prepare(outgoingOf(input), caller).catch((error: unknown) => {
      if (error instanceof HostError) this.#note('warning', `${what}: ${error.message}`)
      throw error
    })
    const check = (): void => {
      permitted.check()
      withinRails()
      question.current = undefined
      if (isPlacement(about)) quotes.captureArrival(about.conid)
      onLeave?.()
    }
    let entry: OrderRequestEntry | undefined
    try {
      const body = await unsent.send({ ...caller, check, needsArming: permitted.needsArming }, async (control) => {
        entry = recordOrderRequest(record, input)
        await entry.untilStored()
        // Send a cancel that the user confirmed even in the penalty box.
        return client.request({ ...input, ...control }, { safe: false, explicit: input.method === 'DELETE' })
      })
      entry?.complete({ kind: 'answered', body })
      return await read(body, sender)
    } catch (error) {
      const failure = toUpstreamError(error, true, () => session.estimate(input.method ?? 'GET', input.path)?.ms)
      if (failure instanceof HostError) {
        const wasSent = !isKnownUnsent(failure)
        if (failure.code === 'outcome-unknown') onUnknown?.(sender.scope)
        if (wasSent) entry?.complete({ kind: 'failed', failure })
        else entry?.discard()
        this.#note('error', `${what}: ${failure.message}`)
        // A request that IBKR rejected in its response was also sent.
        if (wasSent && (failure.code === 'outcome-unknown' || failure.code === 'upstream'))
          this.#noteSent(about, `${what}: submitted from this console: ${failure.message}`)
      }
      throw failure
    } finally {
      session.pacing.report()
      feed.expectChange()
    }
  }

  /** Describes an order of the ticket, or the change of an order, on one line. */
  #describeOrder({ order, orderId }: TicketSubject): string {
    const { feed, describeContract } = this.#deps
    const known = orderId === undefined ? undefined : feed.order(orderId)
    const text = `${order.side} ${order.quantity ?? `${order.cashQuantity} cash of`} ${known?.contractName || describeContract(order.conid).symbol}`
    return orderId === undefined ? `${text}${describeAttached(order)}` : `Change of order ${orderId} to ${text}`
  }

  #note(level: 'info' | 'warning' | 'error', text: string): void {
    this.#deps.session.timeline.note({ level, text: asSentence(text) })
  }

  #noteSent({ accountId: account = '', orderId = '', conid }: OrderReference, text: string): void {
    const { feed, describeContract } = this.#deps
    feed.noteSent({ orderId, account, symbol: conid === undefined ? '' : describeContract(conid).symbol }, text)
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

/** The permission that every request about orders needs, except the cancel of an order in the list. */
const changesOrders = ({ profileId }: Caller): PermissionRequest => ({
  kind: 'change',
  reason: 'This request can place, change or cancel orders.',
  profileId,
})

const unconfirmed = (): HostError =>
  new HostError('outcome-unknown', `${UNCONFIRMED_ADVICE} IBKR's response cannot be read.`)

/** Reports whether a request places an order of a known contract, instead of changing or cancelling one. */
function isPlacement(about: OrderReference): about is OrderReference & { readonly conid: number } {
  return about.conid !== undefined && about.orderId === undefined
}

function referenceOf(subject: QuestionSubject | undefined): OrderReference {
  if (subject?.kind !== 'ticket') return {}
  const { order, orderId } = subject
  return { accountId: order.accountId, conid: order.conid, ...(orderId !== undefined && { orderId }) }
}
