import type { SuggestedAction } from '../../shared/domain/suggested-action.ts'
import { changesOrders } from '../orders/is-order-request.ts'
import type { OrderResponse } from '../orders/order-response.ts'
import { describeFailedOrders, describePreview, describeRejection } from './describe-order-response.ts'
import explanations from './explanations.json' with { type: 'json' }

/** The response to explain. */
export interface ExplainedResponse {
  readonly method: string
  readonly status: number
  /** First part of the body, as text. */
  readonly text: string
  /** What the response says about orders, if it was read before. */
  readonly order?: OrderResponse | undefined
  /** The path below the host or below `/v1/api`, with a leading slash. */
  readonly path: string
  /** The accounts of the session, if known. */
  readonly accounts?: readonly string[] | undefined
}

/** What a response means, and what to do next. */
export interface ResponseExplanation {
  readonly text: string | undefined
  readonly next: SuggestedAction | undefined
  /** Replaces `next` for a read request. */
  readonly nextOfRead: SuggestedAction | undefined
}

/** A row of explanations.json, which explains certain responses. A response must match all conditions of the row. */
interface ExplanationRow {
  /** Statuses that match. Default: every status of 400 and above, and a 200 with a body that looks like an error. */
  readonly status?: readonly number[]
  readonly path?: string
  /** Text that the body must contain, ignoring case. */
  readonly text?: string
  readonly applies?: keyof typeof CONDITIONS
  /** Text of the explanation; `{account}` is replaced by the account of the path. */
  readonly explanation?: string
  readonly describe?: keyof typeof DESCRIPTIONS
  readonly next?: SuggestedAction
  readonly nextOfRead?: SuggestedAction
}

const CONDITIONS = {
  'order-change': (response: ExplainedResponse) => changesOrders(response),
  'foreign-account': ({ accounts, path }: ExplainedResponse) => accounts?.includes(accountIn(path)) === false,
} as const

const DESCRIPTIONS = {
  preview: describePreview,
  'failed-orders': describeFailedOrders,
  rejection: describeRejection,
} as const

type CompiledRow = Omit<ExplanationRow, 'path' | 'text'> & { readonly path: RegExp; readonly text: RegExp }

/** Matches the body of an error: IBKR sends some errors with status 200. */
const ERROR_BODY = /^\s*\{\s*"(?:error|message|statusCode)"\s*:/

let compiledRows: readonly CompiledRow[] | undefined

/** Returns the rows, compiled on first use, because most programs never need an explanation. */
function rows(): readonly CompiledRow[] {
  compiledRows ??= (explanations as readonly ExplanationRow[]).map((row) => ({
    ...row,
    path: new RegExp(row.path ?? ''),
    text: new RegExp(row.text ?? '', 'i'),
  }))
  return compiledRows
}

/**
 * Finds the explanation of a response; undefined if none is known. Uses the first matching row, so rows that match a
 * text in the body come before rows that match only the same status.
 */
export function findExplanation(response: ExplainedResponse): ResponseExplanation | undefined {
  const { path, status, text } = response
  const found = rows().find(
    (row) =>
      // A successful response may contain any word, so its text is compared only if the row names its status.
      (row.status?.includes(status) ?? (status >= 400 || ERROR_BODY.test(text))) &&
      row.text.test(text) &&
      row.path.test(path) &&
      (row.applies === undefined || CONDITIONS[row.applies](response)),
  )
  if (found === undefined) return undefined
  const { describe, explanation, next, nextOfRead } = found
  return {
    text: describe
      ? DESCRIPTIONS[describe](text, response.order)
      : explanation?.replace('{account}', () => accountIn(path)),
    next,
    nextOfRead,
  }
}

/** Returns the account in a portfolio path; empty if there is none. */
function accountIn(path: string): string {
  const encoded = /\/(?:portfolio2?|acesws)\/([^/]+)/.exec(path)?.[1] ?? ''
  try {
    return decodeURIComponent(encoded)
  } catch {
    // An invalid escape sequence in a path is returned unchanged.
    return encoded
  }
}
