import type { Clock } from '../clock.ts'
import { bodyText, parseBody } from '../rest/read-response.ts'
import type { RawResponse, RequestInput } from '../rest/request-input.ts'
import { readOrderAnswer } from './order-answer.ts'
import { isOrderRequest } from './order-request.ts'

/** A question that nobody answers is forgotten after this: it must not hold up readings for ever. */
const QUESTION_MS = 60_000

/**
 * Whether IBKR has asked something about an order and waits for the answer: whatever else is sent voids the question. Seen from the
 * requests that go through a session, whoever sends them.
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

  /** A request leaves: an answer ends the question, and so does a change of another order. */
  sending(input: Pick<RequestInput, 'method' | 'path'>): void {
    if (isOrderRequest(input)) this.#openUntil = 0
  }

  /** Its answer may ask, for the first time or once more. */
  answered(input: Pick<RequestInput, 'method' | 'path'>, response: RawResponse): void {
    if (!isOrderRequest(input)) return
    if (readOrderAnswer(parseBody(bodyText(response)))?.kind === 'question')
      this.#openUntil = this.#clock.now() + QUESTION_MS
  }
}
