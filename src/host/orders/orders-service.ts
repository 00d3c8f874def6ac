import { randomBytes } from 'node:crypto'
import { type RequestInput, readCancelAnswer, readOrderAnswer as readResponse } from '../../client/index.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import type {
  CancelAnswer,
  ChangeableOrder,
  ContractMatch,
  OpenQuestion,
  OrderAnswer,
} from '../../shared/contract/views.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import type { OnSent } from '../history/sent-request.ts'
import { HostError } from '../host-error.ts'
import type { UnsentOptions, UnsentRequests } from '../safety/unsent-requests.ts'
import type { SessionService } from '../session/session-service.ts'
import { isUnsent, UNCONFIRMED, upstreamError } from '../upstream/upstream-error.ts'
import type { AskedAbout, AskedQuestion } from './asked-question.ts'
import { reasonsOfDecline, reasonsOfResponse } from './inactive-reasons.ts'
import { beginChange } from './order-change.ts'
import type { OrderFeed } from './order-feed.ts'
import { orderBody, orderObject } from './order-ticket.ts'
import { toOrderAnswer } from './read-order-answer.ts'
import { readOrderStatus } from './read-order-status.ts'
import { rowNotes } from './row-notes.ts'

/** The call of a window that a change belongs to, until it leaves. */
interface Caller extends Omit<UnsentOptions, 'check'> {
  /** The profile that it is meant for. */
  readonly profileId?: string | undefined
}

type AskedTicket = Extract<AskedAbout, { readonly kind: 'ticket' }>

/** Places, changes, answers and cancels. Every call moves money, so each needs the profile armed and none is ever repeated. */
export class OrdersService {
  readonly #session: SessionService
  readonly #feed: OrderFeed
  readonly #describe: (conid: number) => ContractMatch
  readonly #onSent: OnSent
  readonly #asked: AskedQuestion
  readonly #unsent: UnsentRequests

  /** `describe` names a contract without asking IBKR, which would void a question that is open. */
  constructor(
    session: SessionService,
    feed: OrderFeed,
    asked: AskedQuestion,
    unsent: UnsentRequests,
    describe: (conid: number) => ContractMatch,
    onSent: OnSent,
  ) {
    this.#session = session
    this.#asked = asked
    this.#unsent = unsent
    this.#feed = feed
    this.#describe = describe
    this.#onSent = onSent
  }

  /** What a window that was loaded again has to ask about; null once IBKR has forgotten it. */
  openQuestion(): OpenQuestion | null {
    const { current } = this.#asked
    if (!current || !this.#feed.hasOpenQuestion) return null
    const { question, about } = current
    if (about.kind === 'request') return { ...about, question }
    const { reference: _, ...ticket } = about
    return { ...ticket, profileId: this.#session.profile.id, question, contract: this.#describe(about.order.conid) }
  }

  place(ticket: OrderTicket, caller: Caller): Promise<OrderAnswer> {
    const reference = `console-${randomBytes(8).toString('hex')}`
    const data = orderBody(ticket, reference)
    const path = `iserver/account/${encodeURIComponent(ticket.accountId)}/orders`
    const about: AskedTicket = { kind: 'ticket', order: ticket, reference }
    return this.#sendOrder(about, path, data, caller)
  }

  /** A working order as it would be written now; asked of IBKR, so that a change starts from what is true. */
  async changeable(orderId: string, signal: AbortSignal): Promise<ChangeableOrder> {
    const session = this.#session.require()
    // Asking for it would void the question that waits.
    if (session.hasOpenQuestion) {
      throw new HostError('not-available', 'IBKR waits for the answer to a question. Answer it first.')
    }
    try {
      return readOrderStatus(
        orderId,
        await session.request({ path: `iserver/account/order/status/${orderId}`, signal }),
      )
    } catch (error) {
      throw error instanceof HostError ? error : upstreamError(error, false)
    } finally {
      this.#session.announce()
    }
  }

  /** Sends an order anew under its id. */
  modify(orderId: string, ticket: OrderTicket, caller: Caller): Promise<OrderAnswer> {
    const data = orderObject(ticket, this.#feed.order(orderId)?.orderReference)
    const path = `iserver/account/${encodeURIComponent(ticket.accountId)}/order/${orderId}`
    const about: AskedTicket = { kind: 'ticket', order: ticket, orderId }
    return this.#sendOrder(about, path, data, caller)
  }

  #sendOrder(about: AskedTicket, path: string, data: object, caller: Caller): Promise<OrderAnswer> {
    const what = this.#describeOrder(about)
    const input = { method: 'POST', path, data } as const
    return this.#change({
      caller,
      input,
      what,
      of: concernedBy(about),
      read: (body) => this.#answer(body, what, about),
    })
  }

  reply(replyId: string, confirmed: boolean, caller: Caller): Promise<OrderAnswer> {
    const path = `iserver/reply/${encodeURIComponent(replyId)}`
    const about = this.#asked.about(replyId)
    const answer = confirmed ? 'Question confirmed' : 'Question declined'
    // IBKR's response to a rejected reply does not identify the order.
    const what = about?.kind === 'ticket' ? `${answer}, ${this.#describeOrder(about)}` : answer
    const input = { method: 'POST', path, data: { confirmed } } as const
    return this.#change({
      caller,
      input,
      what,
      of: concernedBy(about),
      leaves: () => about && !confirmed && this.#feed.explainInactive(reasonsOfDecline(about)),
      read: (body) => this.#answer(body, what, about, confirmed),
    })
  }

  cancel(accountId: string, orderId: string, caller: Caller): Promise<CancelAnswer> {
    const path = `iserver/account/${encodeURIComponent(accountId)}/order/${orderId}`
    const what = `Cancel of order ${orderId}`
    const of = { accountId, orderId }
    const read = (body: unknown): CancelAnswer => {
      const answer = readCancelAnswer(body)
      if (answer === undefined) throw unconfirmed()
      const { message } = answer
      if (answer.kind === 'rejected') throw new HostError('upstream', message, { retryable: false })
      this.#note('info', asSentence(`${what}: ${message}`))
      this.#noteSent(of, `Cancel sent from this console: ${message}`)
      return { message }
    }
    return this.#change({ caller, input: { method: 'DELETE', path }, what, of, read })
  }

  #answer(body: unknown, what: string, about: AskedAbout | undefined, confirmed = true): OrderAnswer {
    const response = readResponse(body)
    if (about && response && confirmed) this.#feed.explainInactive(reasonsOfResponse(about, response))
    const answer = toOrderAnswer(response)
    switch (answer?.kind) {
      case 'accepted':
        this.#note('info', asSentence(`${what}: order ${answer.orderId}, ${answer.status}${warningOf(answer)}`))
        if (response?.kind !== 'accepted') return answer
        for (const { orderId, text } of rowNotes(response.rows))
          this.#noteSent({ ...concernedBy(about), orderId }, `${what}: submitted from this console${text}`)
        return answer
      case 'question':
        if (about !== undefined) this.#asked.ask(answer, about)
        this.#note('warning', `${what}: IBKR requires confirmation, and places nothing until then.`)
        return answer
      case 'rejected':
        // A declined question comes back as "Order not confirmed": nothing failed.
        this.#note(
          confirmed ? 'warning' : 'info',
          asSentence(confirmed ? `${what}: rejected. ${answer.message}` : `${what}: not sent on. ${answer.message}`),
        )
        this.#noteSent(
          concernedBy(about),
          confirmed
            ? `${what}: submitted from this console, rejected: ${answer.message}`
            : `${what}: ${answer.message}`,
        )
        return answer
      case undefined:
        throw unconfirmed()
    }
  }

  /**
   * Sends one change. Until its first byte leaves it is withdrawn with the call that asked for it; from then on a reload of the window must
   * not cut it off. The session timeline reports its outcome.
   */
  async #change<T>({ caller, input, what, of, leaves, read }: Change<T>): Promise<T> {
    const permitted = this.#session.permit('This request can place, change or cancel orders.', caller.profileId)
    const session = this.#session.require()
    const check = (): void => {
      permitted()
      this.#asked.clear()
      leaves?.()
    }
    const finish = beginChange(input, performance.now())
    try {
      // A cancel that the user confirmed leaves even from the penalty box.
      const body = await this.#unsent.send({ ...caller, check }, (control) =>
        session.request({ ...input, ...control }, { safe: false, explicit: input.method === 'DELETE' }),
      )
      this.#onSent(finish({ kind: 'answered', body }, performance.now()))
      return read(body)
    } catch (error) {
      const failure = upstreamError(error, true, () => this.#session.estimate(input.method ?? 'GET', input.path)?.ms)
      if (failure instanceof HostError && error !== failure && !isUnsent(failure))
        this.#onSent(finish({ kind: 'failed', failure }, performance.now()))
      if (failure instanceof HostError) {
        this.#note('error', `${what}: ${failure.message}`)
        // What IBKR refused in its answer was sent as well; what never left is no business of the journal.
        if (!isUnsent(failure) && (failure.code === 'outcome-unknown' || failure.code === 'upstream'))
          this.#noteSent(of, `${what}: submitted from this console: ${failure.message}`)
      }
      throw failure
    } finally {
      this.#session.announce()
      this.#feed.expectChange()
    }
  }

  /** An order of the ticket, or the change of one, on one line. */
  #describeOrder({ order, orderId }: AskedTicket): string {
    const known = orderId === undefined ? undefined : this.#feed.order(orderId)
    const text = `${order.side} ${order.quantity} ${known?.symbol || this.#describe(order.conid).symbol}`
    return orderId === undefined ? text : `Change of order ${orderId} to ${text}`
  }

  #note(level: 'info' | 'warning' | 'error', text: string): void {
    this.#session.timeline.note({ level, text })
  }

  #noteSent({ accountId: account = '', orderId = '', conid }: Concerned, text: string): void {
    const symbol = conid === undefined ? '' : this.#describe(conid).symbol
    this.#feed.noteSent({ orderId, account, symbol }, text)
  }
}

const unconfirmed = (): HostError =>
  new HostError('outcome-unknown', `${UNCONFIRMED} The response of IBKR cannot be read.`)

/** One change, from the call that asked for it to the reading of its response. */
interface Change<T> {
  readonly caller: Caller
  readonly input: RequestInput
  /** For the timeline of the session, as the beginning of a sentence. */
  readonly what: string
  readonly of: Concerned
  /** Called when its first byte leaves. */
  readonly leaves?: () => void
  readonly read: (body: unknown) => T
}

/** Which order a change is about, as far as it is known. */
interface Concerned {
  readonly accountId?: string
  readonly orderId?: string
  readonly conid?: number
}

const warningOf = ({ warning }: { readonly warning?: string }): string => (warning === undefined ? '' : `: ${warning}`)

function concernedBy(about: AskedAbout | undefined): Concerned {
  if (about?.kind !== 'ticket') return {}
  const { order, orderId } = about
  return { accountId: order.accountId, conid: order.conid, ...(orderId !== undefined && { orderId }) }
}
