import { removeQuery } from '../api-path.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { isSameCaller, type RequestCaller } from '../rest/request-caller.ts'
import type { RequestInput } from '../rest/request-input.ts'
import { isOrderRequest } from './is-order-request.ts'
import type { OrderQuestion } from './order-response.ts'
import { currentDecision, type PolicyDecision } from './policy-decision.ts'
import { readReplyId } from './read-reply-id.ts'
import { keepsQuestions } from './requests-that-keep-questions.ts'

/**
 * Time in ms for which an unanswered question holds up other requests, counted from its response, by its owner. A
 * program decides by rules; a person has to read the question.
 */
export const LEASE_MS: Readonly<Record<RequestCaller['kind'], number>> = {
  person: 60_000,
  program: 5_000,
  background: 5_000,
}
/** Maximum number of characters of IBKR's description of an order in an error. */
const MAX_DESCRIPTION = 100

/** A request of a session, before it is sent. */
export interface GatedRequest {
  readonly input: Pick<RequestInput, 'method' | 'path' | 'signal' | 'beforeSend'>
  readonly caller: RequestCaller
  /** Whether the user requested the request explicitly: see `SupervisedRequestOptions`. */
  readonly explicit?: boolean
}

/** A request with the properties that the rules depend on. */
export interface JudgedRequest {
  readonly input: GatedRequest['input']
  readonly method: string
  readonly path: string
  readonly caller: RequestCaller
  readonly isRead: boolean
  /** Whether the response may contain a question. */
  readonly raisesQuestion: boolean
  /** Whether the request ends a question of its own caller instead of waiting for it. */
  readonly isUrgent: boolean
  /** The id of the question that the request replies to; undefined if it is no reply. */
  readonly replyTo: string | undefined
  /** The decision of the policy that made the request. */
  readonly decision: PolicyDecision | undefined
}

/** A question of IBKR, or an order request in flight that may raise one. */
export interface Question {
  readonly owner: RequestCaller
  /** The order request, for messages. */
  readonly request: string
  /** The question and the end of its lease on the monotonic clock; undefined before the response. */
  asked: { readonly question: OrderQuestion; readonly leaseEndsAt: number } | undefined
}

/**
 * What to do with a request. `stale`: it replies to a question that another request has ended. `refuse-in-policy`: it
 * would wait for the policy that made it.
 */
export type Verdict = 'send' | 'wait' | 'stale' | 'refuse' | 'refuse-in-policy'

/** Determines the properties of a request that the rules depend on. To be called where the request is made. */
export function describeRequest({ input, caller, explicit = false }: GatedRequest): JudgedRequest {
  const method = (input.method ?? 'GET').toUpperCase()
  const path = removeQuery(input.path)
  const isOrder = isOrderRequest(input)
  const isCancel = isOrder && method === 'DELETE'
  return {
    input,
    method,
    path,
    caller,
    isRead: method === 'GET' || method === 'HEAD',
    raisesQuestion: isOrder && !isCancel,
    isUrgent: explicit || (isCancel && caller.kind === 'person'),
    replyTo: isOrder ? readReplyId(path) : undefined,
    decision: currentDecision(),
  }
}

/** Reports whether a question holds up no request any more. A question has no end before its response. */
export function isLeaseOver({ asked }: Question, now: number): boolean {
  return asked !== undefined && now >= asked.leaseEndsAt
}

/**
 * Judges a request during a question.
 *
 * | caller, owner of the question | order request in flight | question asked, during its lease |
 * |---|---|---|
 * | person, program | sent; ends the question | sent; ends the question |
 * | person, person | waits; if urgent, sent | refused; if urgent, sent |
 * | program, program | waits; if urgent and its own, sent | waits; if urgent and its own, sent |
 * | program, person | refused | refused |
 * | background, any | waits | waits |
 *
 * A reply to the question is always sent, as is a request that keeps questions.
 * @param now on the monotonic clock, in ms
 */
export function judge(request: JudgedRequest, question: Question, now: number): Verdict {
  const { caller, decision, input, isUrgent, replyTo } = request
  const { asked, owner } = question
  const replyId = asked?.question.replyId
  if (keepsQuestions(input) || (replyTo !== undefined && replyTo === replyId)) return 'send'
  if (caller.kind === 'person' && owner.kind !== 'person') return 'send'
  if (isUrgent && isSameCaller(caller, owner)) return 'send'
  if (decision?.isOver === false && decision.replyId === replyId) return 'refuse-in-policy'
  if (isLeaseOver(question, now)) return 'send'
  if (caller.kind === 'background' || owner.kind !== 'person') return 'wait'
  return caller.kind === 'person' && asked === undefined ? 'wait' : 'refuse'
}

/** Creates the error for a request that is refused because of a question. */
export function createRefusal(
  { caller, method, path }: JudgedRequest,
  question: Question | undefined,
  verdict: 'refuse' | 'refuse-in-policy',
): IbkrError {
  const what = `${method} ${path}`
  if (verdict === 'refuse-in-policy') return createRefusalInPolicy(what)
  // A program learns nothing about the order of a person.
  if (caller.kind === 'program') {
    return new IbkrError(
      'question-open',
      `${what} was not sent: a person is placing an order, and another request could void IBKR's question about it. ` +
        `Send it again when the person has replied, which takes at most ${LEASE_MS.person / 1_000} s.`,
    )
  }
  return new IbkrError(
    'question-open',
    `${what} was not sent: IBKR waits for your reply to a question about ${describeOrder(question)}, which another ` +
      'request would void. Reply to the question first. Only a cancel, or a request with explicit: true, ends it.',
  )
}

/** Creates the error for a call that would wait for the policy that made it. */
export function createRefusalInPolicy(what: string): IbkrError {
  return new IbkrError(
    'question-open',
    `${what} was not sent: the function that decides on IBKR's question called it, and would wait for itself. ` +
      'Return the decision first.',
  )
}

/** Describes the order of a question. IBKR's texts usually contain it: `The following order "BUY 5 AAPL"`. */
function describeOrder(question: Question | undefined): string {
  const order = /"([^"]+)"/.exec(question?.asked?.question.messages.join(' ') ?? '')?.[1]
  if (order !== undefined) return `the order "${order.slice(0, MAX_DESCRIPTION)}"`
  return question === undefined ? 'an order' : `an order (${question.request})`
}
