import type { Clock } from '../clock.ts'
import { decodeBody, parseBody } from '../rest/read-response.ts'
import type { RawResponse, RequestInput } from '../rest/request-input.ts'
import { isOrderRequest } from './is-order-request.ts'
import { readOrderResponse } from './order-response.ts'

/** Time in ms after which an unanswered question counts as closed, so that it does not delay polls forever. */
const QUESTION_MS = 60_000

/**
 * Tracks whether an order question of IBKR is open, because any other request would cancel the question. Tracks all
 * requests of the session, including those of other windows.
 */
export class OpenQuestionTracker {
  readonly #clock: Pick<Clock, 'monotonic'>
  #openUntil = Number.NEGATIVE_INFINITY

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  get isOpen(): boolean {
    return this.#clock.monotonic() < this.#openUntil
  }

  /**
   * Records a request that is about to be sent. A reply closes the question, and so does a request about another order.
   */
  sending(input: Pick<RequestInput, 'method' | 'path'>): void {
    if (isOrderRequest(input)) this.#openUntil = Number.NEGATIVE_INFINITY
  }

  /** Records a response, which may contain a question. */
  received(input: Pick<RequestInput, 'method' | 'path'>, response: RawResponse): void {
    if (!isOrderRequest(input)) return
    if (readOrderResponse(parseBody(decodeBody(response)))?.kind === 'question')
      this.#openUntil = this.#clock.monotonic() + QUESTION_MS
  }
}
