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
  const allowed = new Set(messageIds)
  // A question without an id could be about anything.
  return ({ messageIds: asked }) => (asked.length > 0 && asked.every((id) => allowed.has(id)) ? 'confirm' : otherwise)
}
