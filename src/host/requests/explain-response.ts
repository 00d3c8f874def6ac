import { changesOrders } from '../../client/index.ts'
import type { Verdict } from '../../shared/contract/history-views.ts'
import type { NextStep } from '../../shared/domain/next-step.ts'
import { UNCONFIRMED } from '../upstream/upstream-error.ts'
import { describeFailedOrders, describePreview, describeRejection } from './describe-order-response.ts'
import explanations from './explanations.json' with { type: 'json' }

/** A response to explain. */
export interface ExplainedResponse {
  readonly method: string
  readonly status: number
  /** Beginning of the body as text. */
  readonly text: string
  readonly path: string
  /** The accounts of the session, if known. */
  readonly accounts?: readonly string[] | undefined
  /** The request changes nothing. */
  readonly reads: boolean
  /** The request may have changed something, and the response does not say whether it did. */
  readonly unconfirmed?: boolean
  readonly verdict?: Verdict | undefined
}

/** A row of explanations.json: what is known of some responses. All of its conditions have to match. */
interface ExplanationRow {
  /** Default: every status of 400 and above, and a 200 that begins like an error. */
  readonly status?: readonly number[]
  readonly path?: string
  /** Any case. */
  readonly text?: string
  readonly applies?: keyof typeof CONDITIONS
  /** `{account}` is the account of the path. */
  readonly explanation?: string
  readonly describe?: keyof typeof DESCRIPTIONS
  readonly next?: NextStep
  /** Instead of `next` if the request only reads. */
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

/** The first row that matches decides: conditions that IBKR distinguishes only by a text precede their status. */
const EXPLANATIONS = (explanations as readonly ExplanationRow[]).map((row) => ({
  ...row,
  path: new RegExp(row.path ?? ''),
  text: new RegExp(row.text ?? '', 'i'),
}))

const DECLINED = 'You declined IBKR’s question: nothing was placed or changed.'

/** What the response means and what to do next, if that is known. */
export function explainResponse(
  response: ExplainedResponse,
): { readonly text: string; readonly next: NextStep | undefined } | undefined {
  if (response.verdict === 'declined') return { text: DECLINED, next: undefined }
  const { path, reads, status, text } = response
  const found = EXPLANATIONS.find(
    (row) =>
      // A good response may hold any word: its text counts only if the row names the status.
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
