import type { Clock } from '../clock.ts'
import { normalPath } from '../pacing/limits.ts'
import { bodyText, parseBody } from '../rest/judge-response.ts'
import type { RawResponse, RequestInput } from '../rest/request-input.ts'
import { readOrderAnswer } from './order-answer.ts'

/** A question that nobody answers is forgotten after this: it must not hold up readings for ever. */
const QUESTION_MS = 60_000

/** Places, changes and cancels orders, or answers a question about one. */
const ORDER_CHANGE = /^iserver\/(?:reply\/|account\/[^/]+\/orders?(?:\/|$))/

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
    if (isOrderChange(input)) this.#openUntil = 0
  }

  /** Its answer may ask, for the first time or once more. */
  answered(input: Pick<RequestInput, 'method' | 'path'>, response: RawResponse): void {
    if (!isOrderChange(input)) return
    if (readOrderAnswer(parseBody(bodyText(response)))?.kind === 'question')
      this.#openUntil = this.#clock.now() + QUESTION_MS
  }
}

function isOrderChange({ method = 'GET', path }: Pick<RequestInput, 'method' | 'path'>): boolean {
  return !/^(?:get|head)$/i.test(method) && ORDER_CHANGE.test(normalPath(path))
}
