import type { Clock } from '../clock.ts'
import { bodyText, parseBody } from '../rest/read-response.ts'
import type { RawResponse, RequestInput } from '../rest/request-input.ts'
import { isOrderRequest } from './order-request.ts'
import { readOrderResponse } from './order-response.ts'

/** Ms after which an unanswered question counts as closed: it must not delay polls for ever. */
const QUESTION_MS = 60_000

/**
 * Whether a question of IBKR about an order is open: any other request would void it. Derived from all requests of the session,
 * including those of other windows.
 */
export class OpenQuestion {
  readonly #clock: Pick<Clock, 'now'>
  #openUntil = 0

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  get isOpen(): boolean {
    return this.#clock.now() < this.#openUntil
  }

  /** A request leaves: a reply closes the question, and so does a change of another order. */
  sending(input: Pick<RequestInput, 'method' | 'path'>): void {
    if (isOrderRequest(input)) this.#openUntil = 0
  }

  /** Its response may ask a question, or another one. */
  received(input: Pick<RequestInput, 'method' | 'path'>, response: RawResponse): void {
    if (!isOrderRequest(input)) return
    if (readOrderResponse(parseBody(bodyText(response)))?.kind === 'question')
      this.#openUntil = this.#clock.now() + QUESTION_MS
  }
}
