import { changesOrders } from '../../client/index.ts'
import type { RejectionOutcome } from '../../shared/contract/history-views.ts'
import type { NextStep } from '../../shared/domain/next-step.ts'
import { UNCONFIRMED } from '../upstream/upstream-error.ts'
import { describeFailedOrders, describePreview, describeRejection } from './describe-order-response.ts'
import explanations from './explanations.json' with { type: 'json' }

/** The response to explain. */
export interface ExplainedResponse {
  readonly method: string
  readonly status: number
  /** Beginning of the body, as text. */
  readonly text: string
  readonly path: string
  /** The accounts of the session, if known. */
  readonly accounts?: readonly string[] | undefined
  /** Whether the request changes nothing. */
  readonly reads: boolean
  /** Whether the request may have changed something and the response does not say so. */
  readonly unconfirmed?: boolean
  readonly verdict?: RejectionOutcome | undefined
}

/** A row of explanations.json: the explanation of certain responses. All of its conditions have to match. */
interface ExplanationRow {
  /** Default: every status of 400 and above, and a 200 whose body begins like an error. */
  readonly status?: readonly number[]
  readonly path?: string
  /** A text that the body contains, in upper or lower case. */
  readonly text?: string
  readonly applies?: keyof typeof CONDITIONS
  /** `{account}` stands for the account of the path. */
  readonly explanation?: string
  readonly describe?: keyof typeof DESCRIPTIONS
  readonly next?: NextStep
  /** Replaces `next` if the request only reads. */
  readonly nextOfRead?: NextStep
}

const accountOf = (path: string): string =>
  decodeURIComponent(/\/(?:portfolio2?|acesws)\/([^/]+)/.exec(path)?.[1] ?? '')

const CONDITIONS = {
  'order-change': (response: ExplainedResponse) => changesOrders(response),
  'foreign-account': ({ accounts, path }: ExplainedResponse) => accounts?.includes(accountOf(path)) === false,
} as const

const DESCRIPTIONS = {
  preview: describePreview,
  'failed-orders': describeFailedOrders,
  rejection: describeRejection,
} as const

/** The first matching row is used, so rows that test a text come before rows for the same status without one. */
const EXPLANATIONS = (explanations as readonly ExplanationRow[]).map((row) => ({
  ...row,
  path: new RegExp(row.path ?? ''),
  text: new RegExp(row.text ?? '', 'i'),
}))

const DECLINED = 'You declined IBKR’s question: nothing was placed or changed.'

/** Explains a response and what to do next, if known. */
export function explainResponse(
  response: ExplainedResponse,
): { readonly text: string; readonly next: NextStep | undefined } | undefined {
  if (response.verdict === 'declined') return { text: DECLINED, next: undefined }
  const { path, reads, status, text } = response
  const found = EXPLANATIONS.find(
    (row) =>
      // A successful response may contain any word, so its text is compared only if the row names the status.
      (row.status?.includes(status) ?? (status >= 400 || isError(text))) &&
      row.text.test(text) &&
      row.path.test(path) &&
      (row.applies === undefined || CONDITIONS[row.applies](response)),
  )
  const explanation = found?.describe
    ? DESCRIPTIONS[found.describe](text)
    : found?.explanation?.replace('{account}', accountOf(path))
  const next = (reads ? found?.nextOfRead : undefined) ?? found?.next
  if (!response.unconfirmed) return explanation === undefined ? undefined : { text: explanation, next }
  if (changesOrders(response)) return { text: sentences(UNCONFIRMED, explanation), next: { kind: 'see-orders' } }
  return { text: sentences(explanation, 'It may have been done all the same.'), next }
}

const sentences = (...texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join(' ')

/** IBKR reports some errors with status 200. */
const isError = (text: string): boolean => /^\s*\{\s*"(?:error|message|statusCode)"\s*:/.test(text)
