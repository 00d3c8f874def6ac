import { anAbortSignal, checkOptions, type OptionKind, zeroOrMore } from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import { orderFailure, outcomeUnknown } from './open-outcome.ts'
import { type OrderAnswer, readOrderAnswer } from './order-answer.ts'
import type { QuestionPolicy } from './question-policy.ts'

/** Whatever sends requests and repeats no change: an `IbkrClient`, or the session that `connect()` gives. */
export interface OrderSender {
  request(input: RequestInput): Promise<UntypedJson>
}

/** How far questions are followed. */
export interface QuestionOptions {
  /** Answers that are sent for one order before the question goes back to the caller. Default 10. */
  readonly mostAnswers?: number
  /** Ends the walk; an answer that is on its way stays so. */
  readonly signal?: AbortSignal
}

const QUESTION_OPTIONS: Readonly<Record<keyof QuestionOptions, OptionKind>> = {
  mostAnswers: zeroOrMore,
  signal: anAbortSignal,
}

const MOST_ANSWERS = 10
/** IBKR's have some ten characters, those of its questions 36. */
const LONGEST_ID = 200
const leaveAll: QuestionPolicy = () => 'leave'

/**
 * Places one order, or a bracket, or a group of which one cancels the others, and answers IBKR's questions as the policy says. Sends
 * each request once. Without a policy the first question comes back unanswered.
 * @throws IbkrError `order-outcome-unknown` where the orders have to be read first; otherwise what `request` rejects with
 */
export async function placeOrders(
  sender: OrderSender,
  accountId: string,
  orders: readonly object[],
  policy: QuestionPolicy = leaveAll,
  options: QuestionOptions = {},
): Promise<OrderAnswer> {
  demandHands(sender, policy, options)
  if (!Array.isArray(orders) || orders.length === 0 || !orders.every(isRecord)) {
    throw invalid('The orders are a list of objects, also where there is one.')
  }
  const path = `iserver/account/${segment(accountId)}/orders`
  return change(sender, path, { orders }, 'Placing the order', policy, options)
}

/**
 * Changes an order that works. Likewise.
 * @param order all of the order's fields, not only those that change
 */
export async function modifyOrder(
  sender: OrderSender,
  accountId: string,
  orderId: string | number,
  order: object,
  policy: QuestionPolicy = leaveAll,
  options: QuestionOptions = {},
): Promise<OrderAnswer> {
  demandHands(sender, policy, options)
  if (!isRecord(order)) throw invalid("The order is an object with all of the order's fields.")
  const path = `iserver/account/${segment(accountId)}/order/${segment(Number.isSafeInteger(orderId) ? String(orderId) : orderId)}`
  return change(sender, path, order, `Changing order ${orderId}`, policy, options)
}

/**
 * Answers questions as the policy says until there is none, one is left, or `mostAnswers` were given. No question is answered twice.
 * @throws IbkrError `order-outcome-unknown`, as above
 */
export async function answerQuestions(
  sender: OrderSender,
  first: OrderAnswer,
  policy: QuestionPolicy,
  options: QuestionOptions = {},
): Promise<OrderAnswer> {
  demandHands(sender, policy, options)
  if (!isRecord(first)) throw invalid('The answer whose questions are to be answered is what placeOrders resolves to.')
  const answered = new Set<string>()
  let answer = first
  while (answer.kind === 'question' && answered.size < (options.mostAnswers ?? MOST_ANSWERS)) {
    const { replyId } = answer
    if (answered.has(replyId)) throw outcomeUnknown('IBKR asked the same question again after it was answered')
    const verdict = await policy(answer)
    if (verdict !== 'confirm' && verdict !== 'decline') return answer
    answered.add(replyId)
    const data = { confirmed: verdict === 'confirm' }
    const what = `The answer "${verdict === 'confirm' ? 'yes' : 'no'}" to IBKR's question`
    answer = await send(sender, `iserver/reply/${segment(replyId)}`, data, what, options)
  }
  return answer
}

async function change(
  sender: OrderSender,
  path: string,
  data: object,
  what: string,
  policy: QuestionPolicy,
  options: QuestionOptions,
): Promise<OrderAnswer> {
  return answerQuestions(sender, await send(sender, path, data, what, options), policy, options)
}

async function send(
  sender: OrderSender,
  path: string,
  data: object,
  what: string,
  { signal }: QuestionOptions,
): Promise<OrderAnswer> {
  if (signal?.aborted)
    throw new IbkrError('aborted', `${what} was given up before it was sent.`, { cause: signal.reason })
  let body: UntypedJson
  try {
    body = await sender.request({ path, method: 'POST', data, ...(signal === undefined ? {} : { signal }) })
  } catch (error) {
    throw orderFailure(error, what)
  }
  const answer = readOrderAnswer(body)
  if (answer === undefined) throw outcomeUnknown(`${what} was answered in a way that is not known`)
  return answer
}

/** Before anything is sent: an order whose question nobody can answer is no good. */
function demandHands(sender: unknown, policy: unknown, options: unknown): void {
  if (typeof sender !== 'object' || sender === null || typeof Reflect.get(sender, 'request') !== 'function') {
    throw invalid('The sender of an order is an IbkrClient, or the session that connect() gives.')
  }
  if (typeof policy !== 'function') throw invalid('The policy for questions is a function.')
  checkOptions('the questions', options, QUESTION_OPTIONS)
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', `${message} Nothing was sent.`)
}

function segment(text: unknown): string {
  if (typeof text !== 'string') throw invalid(`The id of an account or order is a text, not ${typeof text}.`)
  // A dot segment would leave the path that was meant.
  if (text.trim() === '' || /^\.+$/.test(text) || text.length > LONGEST_ID)
    throw invalid('What was given is no id of an account or order.')
  try {
    return encodeURIComponent(text)
  } catch (cause) {
    throw new IbkrError('config-invalid', 'An id of an account or order holds half a character.', { cause })
  }
}
