import { randomBytes } from 'node:crypto'
import type { RequestInput } from '../../client/index.ts'
import type { OrderTicket } from '../../shared/contract/contract.ts'
import type { CancelAnswer, OrderAnswer } from '../../shared/contract/views.ts'
import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'
import { upstreamError } from '../upstream/upstream-error.ts'
import type { OrderFeed } from './order-feed.ts'
import { orderBody } from './order-ticket.ts'
import { readOrderAnswer } from './read-order-answer.ts'

/** Places, answers and cancels. Every call moves money, so each needs the profile armed and none is ever repeated. */
export class OrdersService {
  readonly #session: SessionService
  readonly #feed: OrderFeed

  constructor(session: SessionService, feed: OrderFeed) {
    this.#session = session
    this.#feed = feed
  }

  place(ticket: OrderTicket, signal: AbortSignal): Promise<OrderAnswer> {
    const data = orderBody(ticket, `console-${randomBytes(8).toString('hex')}`)
    const path = `iserver/account/${encodeURIComponent(ticket.accountId)}/orders`
    return this.#change({ method: 'POST', path, data, signal }, (body) => this.#answer(body))
  }

  reply(replyId: string, confirmed: boolean, signal: AbortSignal): Promise<OrderAnswer> {
    const path = `iserver/reply/${encodeURIComponent(replyId)}`
    return this.#change({ method: 'POST', path, data: { confirmed }, signal }, (body) => this.#answer(body))
  }

  cancel(accountId: string, orderId: string, signal: AbortSignal): Promise<CancelAnswer> {
    if (orderId === '-1')
      throw new HostError('invalid-input', 'The id -1 would cancel every order. Cancel them one by one.')
    const path = `iserver/account/${encodeURIComponent(accountId)}/order/${orderId}`
    return this.#change({ method: 'DELETE', path, signal }, (body) => {
      const { msg, error } = (body ?? {}) as { readonly msg?: unknown; readonly error?: unknown }
      if (error !== undefined) throw new HostError('upstream', String(error))
      return { message: String(msg ?? 'Request was submitted') }
    })
  }

  #answer(body: unknown): OrderAnswer {
    const answer = readOrderAnswer(body)
    if (answer?.kind === 'question') this.#feed.hold()
    if (answer) return answer
    throw new HostError(
      'outcome-unknown',
      'IBKR answered in a way that is not known. Look at the orders before you try again.',
    )
  }

  async #change<T>(input: RequestInput, read: (body: unknown) => T): Promise<T> {
    if (this.#session.arming().kind !== 'armed') {
      throw new HostError('not-armed', 'Not sent: the profile is not armed. It can place, change or cancel orders.')
    }
    const session = this.#session.require()
    this.#feed.release()
    try {
      return read(await session.request(input, { safe: false }))
    } catch (error) {
      throw upstreamError(error, true)
    } finally {
      this.#session.announce()
      this.#feed.expectChange()
    }
  }
}
