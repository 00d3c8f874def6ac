import { aNumberFromZero, anAbortSignal, checkOptionNames, checkOptions, type OptionKind } from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import { createOrderFailure, createOutcomeUnknownError } from './order-request-outcome.ts'
import { type OrderQuestion, type OrderResponse, readOrderResponse } from './order-response.ts'
import { decideQuestion } from './policy-decision.ts'

/**
 * Sends requests, and never repeats a request that changes something: an `IbkrClient`, or the session that `connect()`
 * returns.
 */
export interface OrderSender {
  /**
   * Sends a request and resolves with the parsed body; rejects outside 2xx.
   * @throws any error of `request` of the sender; IbkrError `config-invalid` for a request that cannot be sent
   */
  request(input: RequestInput): Promise<UntypedJson>
}

/** The answer to a question. `leave` sends no reply: the question is returned to the caller. */
export type QuestionVerdict = 'confirm' | 'decline' | 'leave'

/**
 * Decides how to answer a question. Called once per question; IBKR expects the reply before any other request (IBKR's
 * documentation). A session therefore refuses requests of the policy with `question-open`, except a tickle and a request
 * with `explicit: true`, which ends the question.
 */
export type QuestionPolicy = (question: OrderQuestion) => QuestionVerdict | Promise<QuestionVerdict>

/** Options for answering questions. */
export interface QuestionOptions {
  /** Maximum number of replies per order; the next question is returned to the caller. Default 10. */
  readonly maxReplies?: number
  /**
   * Stops before the next request. A request in flight is abandoned with `order-outcome-unknown`: its order may be
   * placed.
   */
  readonly signal?: AbortSignal
}

const QUESTION_OPTIONS: Readonly<Record<keyof QuestionOptions, OptionKind>> = {
  maxReplies: aNumberFromZero,
  signal: anAbortSignal,
}

const MAX_REPLIES = 10
/** Maximum length of an id in characters. IBKR's order ids have about ten, its question ids 36. */
const LONGEST_ID = 200
const leaveAll: QuestionPolicy = () => 'leave'

/**
 * Returns a policy that confirms a question only if all of its message ids are listed.
 * @param messageIds IBKR's ids, for example `o163` for a price beyond the percentage limit
 * @param otherwise the answer to all other questions
 * @throws IbkrError `config-invalid` for a string instead of a list, and for an unknown answer
 * @example
 * ```ts run=alone
 * import { confirmOnly } from 'ibkr-web-client'
 *
 * const question = { kind: 'question', replyId: 'q', messages: [], options: [] } as const
 * console.log(confirmOnly(['o163', 'o354'])({ ...question, messageIds: ['o163'] })) // => confirm
 * console.log(confirmOnly(['o163'])({ ...question, messageIds: ['o163', 'o451'] })) // => leave
 * ```
 */
export function confirmOnly(
  messageIds: Iterable<string>,
  otherwise: Exclude<QuestionVerdict, 'confirm'> = 'leave',
): QuestionPolicy {
  // Iterating over a string would yield its characters, which are not ids.
  if (typeof Object(messageIds)[Symbol.iterator] !== 'function' || typeof messageIds === 'string') {
    throw new IbkrError('config-invalid', "confirmOnly takes a list of message ids, such as ['o163'].")
  }
  if (otherwise !== 'leave' && otherwise !== 'decline') {
    throw new IbkrError('config-invalid', 'The second argument of confirmOnly must be "leave" or "decline".')
  }
  const allowed = new Set(messageIds)
  // A question without ids could be about anything, so it is not confirmed.
  return ({ messageIds: ids }) => (ids.length > 0 && ids.every((id) => allowed.has(id)) ? 'confirm' : otherwise)
}

/**
 * Sends one order, a bracket, or a one-cancels-all group unchanged, and answers IBKR's questions by the policy. Sends
 * each request once. Without a policy, returns the first question unanswered. This is the low-level form of
 * `session.placeOrders`, for a client without a session and for orders that `NewOrder` does not describe.
 * @example
 * ```ts run=gateway
 * import { confirmOnly, IbkrClient, sendOrders } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * await client.request({ path: 'iserver/accounts' })
 * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' }
 * const response = await sendOrders(client, 'DU1234567', [order], confirmOnly(['o163']))
 * console.log(response.kind) // => accepted
 * await client.close()
 * ```
 * @throws IbkrError `order-outcome-unknown` if the caller must check the order list first; otherwise any error of
 * `request`
 */
export async function sendOrders(
  sender: OrderSender,
  accountId: string,
  orders: readonly object[],
  policy: QuestionPolicy = leaveAll,
  options: QuestionOptions = {},
): Promise<OrderResponse> {
  checkArguments(sender, policy, options)
  if (!Array.isArray(orders) || orders.length === 0 || !orders.every(isRecord)) {
    throw invalid('The orders must be a list of objects, even for a single order.')
  }
  const path = `iserver/account/${segment(accountId)}/orders`
  const response = await send(sender, path, { orders }, 'Placing the order', options)
  return answerQuestions(sender, response, policy, options)
}

/**
 * Changes a working order as given. This is the low-level form of `session.modifyOrder` and of `modify` of a placed
 * order, for a client without a session. The options are those of `sendOrders`.
 * @param order all of the order's fields, not only those that change
 * @throws IbkrError `order-outcome-unknown`, `config-invalid`; any error of `request`
 * @example
 * ```ts run=gateway
 * import { confirmOnly, IbkrClient, modifyOrder } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * await session.ready()
 * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' } as const
 * const [{ orderId }] = await session.placeOrders('DU1234567', [order], { confirm: ['o163'] })
 * const changed = { ...order, price: 166 }
 * const { kind } = await modifyOrder(session, 'DU1234567', orderId, changed, confirmOnly(['o163']))
 * console.log(kind) // => accepted
 * await client.close()
 * ```
 */
export async function modifyOrder(
  sender: OrderSender,
  accountId: string,
  orderId: string | number,
  order: object,
  policy: QuestionPolicy = leaveAll,
  options: QuestionOptions = {},
): Promise<OrderResponse> {
  checkArguments(sender, policy, options)
  if (!isRecord(order)) throw invalid("The order must be an object with all of the order's fields.")
  const id = segment(Number.isSafeInteger(orderId) ? String(orderId) : orderId)
  const path = `iserver/account/${segment(accountId)}/order/${id}`
  const response = await send(sender, path, order, `Changing order ${orderId}`, options)
  return answerQuestions(sender, response, policy, options)
}

/**
 * Answers questions by the policy until none is open, the policy returns `leave`, or `maxReplies` were sent. Answers no
 * question twice.
 * @example
 * ```ts run=gateway
 * import { answerQuestions, IbkrClient, sendOrders } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * await client.request({ path: 'iserver/accounts' })
 * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' }
 * const first = await sendOrders(client, 'DU1234567', [order])
 * if (first.kind === 'question') console.log(first.messageIds) // => [ 'o163' ]
 * const { kind } = await answerQuestions(client, first, () => 'confirm')
 * console.log(kind) // => accepted
 * await client.close()
 * ```
 * @throws IbkrError `order-outcome-unknown`, as `sendOrders` does
 */
export async function answerQuestions(
  sender: OrderSender,
  first: OrderResponse,
  policy: QuestionPolicy,
  options: QuestionOptions = {},
): Promise<OrderResponse> {
  checkArguments(sender, policy, options)
  if (!isRecord(first)) throw invalid('The response must be the value that sendOrders resolved to.')
  const answered = new Set<string>()
  let response = first
  while (response.kind === 'question' && answered.size < (options.maxReplies ?? MAX_REPLIES)) {
    const { replyId } = response
    if (answered.has(replyId))
      throw createOutcomeUnknownError('IBKR asked the same question again after it was answered')
    const verdict = await decideQuestion(response, policy)
    if (verdict !== 'confirm' && verdict !== 'decline') return response
    answered.add(replyId)
    const what = `The answer "${verdict === 'confirm' ? 'yes' : 'no'}" to IBKR's question`
    const data = { confirmed: verdict === 'confirm' }
    response = await send(sender, `iserver/reply/${segment(replyId)}`, data, what, options)
  }
  return response
}

async function send(
  sender: OrderSender,
  path: string,
  data: object,
  what: string,
  { signal }: QuestionOptions,
): Promise<OrderResponse> {
  if (signal?.aborted)
    throw new IbkrError('aborted', `${what} was aborted before it was sent.`, { cause: signal.reason })
  let body: UntypedJson
  try {
    body = await sender.request({ path, method: 'POST', data, ...(signal === undefined ? {} : { signal }) })
  } catch (error) {
    throw createOrderFailure(error, what)
  }
  const response = readOrderResponse(body)
  if (response === undefined) throw createOutcomeUnknownError(`${what} got a response in an unknown form`)
  return response
}

/** Checks the arguments before anything is sent: otherwise questions about the order could not be answered. */
function checkArguments(sender: unknown, policy: unknown, options: unknown): void {
  if (typeof sender !== 'object' || sender === null || typeof Reflect.get(sender, 'request') !== 'function') {
    throw invalid('The sender of an order must be an IbkrClient, or the session that connect() returns.')
  }
  if (typeof policy !== 'function') throw invalid('The policy for questions must be a function.')
  checkOptions('the questions', options, QUESTION_OPTIONS)
  checkOptionNames('the questions', Object(options), QUESTION_OPTIONS, 'reject')
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', `${message} Nothing was sent.`)
}

function segment(text: unknown): string {
  if (typeof text !== 'string') throw invalid(`The id of an account or order must be a string, not ${typeof text}.`)
  // A segment of dots would change the path.
  if (text.trim() === '' || /^\.+$/.test(text) || text.length > LONGEST_ID)
    throw invalid('The id of an account or order must be an id of IBKR, such as DU1234567.')
  try {
    return encodeURIComponent(text)
  } catch (cause) {
    throw new IbkrError('config-invalid', 'An id of an account or order contains half a surrogate pair.', { cause })
  }
}
