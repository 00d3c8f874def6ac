import type { NextStep } from '../../shared/domain/next-step.ts'
import { UNCONFIRMED } from '../upstream/upstream-error.ts'
import { EXPLANATIONS } from './answer-explanations.ts'

/** What is known of an answer when it is explained. */
export interface AnsweredRequest {
  readonly status: number
  /** Beginning of the body as text. */
  readonly text: string
  readonly path: string
  /** The request changes nothing. */
  readonly reads: boolean
  /** It may have changed something, and the response does not say whether it did. */
  readonly unconfirmed?: boolean
}

/** What the answer means and what to do next, where that is known. */
export function explainAnswer(
  answer: AnsweredRequest,
): { readonly words: string; readonly next: NextStep | undefined } | undefined {
  // A good answer may hold any word: its text is looked at only where the table names the status.
  const found = EXPLANATIONS.find(
    ({ status, text, path }) =>
      (status === undefined ? answer.status >= 400 || isError(answer.text) : [status].flat().includes(answer.status)) &&
      (text === undefined || text.test(answer.text)) &&
      (path === undefined || path.test(answer.path)),
  )
  if (answer.unconfirmed) {
    return { words: found ? `${UNCONFIRMED} ${found.words}` : UNCONFIRMED, next: { kind: 'see-orders' } }
  }
  if (!found) return undefined
  const words = typeof found.words === 'string' ? found.words : found.words(answer)
  return { words, next: (answer.reads ? found.nextOfRead : undefined) ?? found.next }
}

/** IBKR reports some errors with status 200. */
const isError = (text: string): boolean => /^\s*\{\s*"(?:error|message|statusCode)"\s*:/.test(text)
