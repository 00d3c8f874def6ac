import { changesOrders } from '../../client/index.ts'
import type { Verdict } from '../../shared/contract/history-views.ts'
import type { NextStep } from '../../shared/domain/next-step.ts'
import { UNCONFIRMED } from '../upstream/upstream-error.ts'
import { EXPLANATIONS } from './answer-explanations.ts'

/** What is known of an answer when it is explained. */
export interface AnsweredRequest {
  readonly method: string
  readonly status: number
  /** Beginning of the body as text. */
  readonly text: string
  readonly path: string
  /** The accounts of the session, where they are known. */
  readonly accounts?: readonly string[] | undefined
  /** The request changes nothing. */
  readonly reads: boolean
  /** The request may have changed something, and the response does not say whether it did. */
  readonly unconfirmed?: boolean
  readonly verdict?: Verdict | undefined
}

const DECLINED = 'You declined IBKR’s question: nothing was placed or changed.'

/** What the answer means and what to do next, where that is known. */
export function explainAnswer(
  answer: AnsweredRequest,
): { readonly words: string; readonly next: NextStep | undefined } | undefined {
  if (answer.verdict === 'declined') return { words: DECLINED, next: undefined }
  // A good answer may hold any word: its text is looked at only where the table names the status.
  const found = EXPLANATIONS.find(
    ({ status, text, path, applies }) =>
      (status === undefined ? answer.status >= 400 || isError(answer.text) : [status].flat().includes(answer.status)) &&
      (text === undefined || text.test(answer.text)) &&
      (path === undefined || path.test(answer.path)) &&
      (applies === undefined || applies(answer)),
  )
  const text = typeof found?.words === 'function' ? found.words(answer) : found?.words
  const next = (answer.reads ? found?.nextOfRead : undefined) ?? found?.next
  if (!answer.unconfirmed) return text === undefined ? undefined : { words: text, next }
  if (changesOrders(answer)) return { words: sentences(UNCONFIRMED, text), next: { kind: 'see-orders' } }
  return { words: sentences(text, 'It may have been done all the same.'), next }
}

const sentences = (...texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join(' ')

/** IBKR reports some errors with status 200. */
const isError = (text: string): boolean => /^\s*\{\s*"(?:error|message|statusCode)"\s*:/.test(text)
