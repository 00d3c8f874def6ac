import type { NextStep } from '../../shared/domain/next-step.ts'
import { changesOrders } from '../orders/order-request.ts'
import { describeFailedOrders, describePreview, describeRejection } from './describe-order-response.ts'
import explanations from './explanations.json' with { type: 'json' }

/** The response to explain. */
export interface ExplainedResponse {
  readonly method: string
  readonly status: number
  /** Beginning of the body, as text. */
  readonly text: string
  /** The path below the host or below `/v1/api`, with a leading slash. */
  readonly path: string
  /** The accounts of the session, if known. */
  readonly accounts?: readonly string[] | undefined
}

/** What a response means, and what to do next. */
export interface Explanation {
  readonly text: string | undefined
  readonly next: NextStep | undefined
  /** Replaces `next` if the request only reads. */
  readonly nextOfRead: NextStep | undefined
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
  readonly nextOfRead?: NextStep
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

let compiledRows: readonly CompiledRow[] | undefined

/** Compiled at the first use, which most programs never reach. */
function rows(): readonly CompiledRow[] {
  compiledRows ??= (explanations as readonly ExplanationRow[]).map((row) => ({
    ...row,
    path: new RegExp(row.path ?? ''),
    text: new RegExp(row.text ?? '', 'i'),
  }))
  return compiledRows
}

/**
 * Finds the explanation of a response; undefined if none is known. The first matching row is used, so rows that test a
 * text come before rows for the same status without one.
 */
export function findExplanation(response: ExplainedResponse): Explanation | undefined {
  const { path, status, text } = response
  const found = rows().find(
    (row) =>
      // A successful response may contain any word, so its text is compared only if the row names the status.
      (row.status?.includes(status) ?? (status >= 400 || isError(text))) &&
      row.text.test(text) &&
      row.path.test(path) &&
      (row.applies === undefined || CONDITIONS[row.applies](response)),
  )
  if (found === undefined) return undefined
  const { describe, explanation, next, nextOfRead } = found
  return {
    text: describe ? DESCRIPTIONS[describe](text) : explanation?.replace('{account}', () => accountIn(path)),
    next,
    nextOfRead,
  }
}

/** The account in a path of the portfolio; empty if there is none. */
function accountIn(path: string): string {
  const encoded = /\/(?:portfolio2?|acesws)\/([^/]+)/.exec(path)?.[1] ?? ''
  try {
    return decodeURIComponent(encoded)
  } catch {
    // A path is sent with an invalid escape sequence, too.
    return encoded
  }
}

/** IBKR reports some errors with status 200. */
function isError(text: string): boolean {
  return /^\s*\{\s*"(?:error|message|statusCode)"\s*:/.test(text)
}
