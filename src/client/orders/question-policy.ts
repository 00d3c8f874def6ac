import { IbkrError } from '../errors/ibkr-error.ts'
import type { OrderQuestion } from './order-answer.ts'

/** `leave` answers nothing: the question goes back to the caller. */
export type QuestionVerdict = 'confirm' | 'decline' | 'leave'

/** Decides what is answered to a question. Asked once for each; IBKR wants its answer before anything else is sent. */
export type QuestionPolicy = (question: OrderQuestion) => QuestionVerdict | Promise<QuestionVerdict>

/**
 * Confirms questions of which every message id is among those given, and no other.
 * @param messageIds IBKR's own, such as `o163` for a price beyond the percentage limit
 * @param otherwise what is done with the rest
 */
export function confirmOnly(
  messageIds: Iterable<string>,
  otherwise: Exclude<QuestionVerdict, 'confirm'> = 'leave',
): QuestionPolicy {
  // A text is a list of its letters, which would never confirm anything.
  if (typeof Object(messageIds)[Symbol.iterator] !== 'function' || typeof messageIds === 'string') {
    throw new IbkrError('config-invalid', "confirmOnly takes a list of message ids, such as ['o163'].")
  }
  if (otherwise !== 'leave' && otherwise !== 'decline') {
    throw new IbkrError('config-invalid', 'The second argument of confirmOnly is leave or decline.')
  }
  const allowed = new Set(messageIds)
  // A question without an id could be about anything.
  return ({ messageIds: asked }) => (asked.length > 0 && asked.every((id) => allowed.has(id)) ? 'confirm' : otherwise)
}
