import { changesOrders } from '../../client/index.ts'
import { type ExplainedResponse, findExplanation } from '../../client/unpublished.ts'
import type { OutcomeInBody } from '../../shared/contract/history-views.ts'
import type { SuggestedAction } from '../../shared/domain/suggested-action.ts'
import { UNCONFIRMED_ADVICE } from './upstream-error.ts'

/** A response to explain, with facts about its request. */
export interface ResponseToExplain extends ExplainedResponse {
  /** Whether the request is a read. */
  readonly reads: boolean
  /** Whether the request may have changed something although the response does not confirm it. */
  readonly unconfirmed?: boolean
  readonly verdict?: OutcomeInBody | undefined
}

/** Explanation from the library, which cannot name the variables of the explorer. */
const ACCOUNT_MISSING = 'The account is missing.'
const ACCOUNT_VARIABLE = 'In the explorer, {{accountId}} stands for the selected account.'
const DECLINED = 'You declined IBKR’s question: nothing was placed or changed.'

/** Explains a response and what to do next, if known. */
export function explainResponse(
  response: ResponseToExplain,
): { readonly text: string; readonly next: SuggestedAction | undefined } | undefined {
  if (response.verdict === 'declined') return { text: DECLINED, next: undefined }
  const { text: meaning, next: nextOfChange, nextOfRead } = findExplanation(response) ?? {}
  const text = meaning === ACCOUNT_MISSING ? sentences(meaning, ACCOUNT_VARIABLE) : meaning
  const next = (response.reads ? nextOfRead : undefined) ?? nextOfChange
  if (!response.unconfirmed) return text === undefined ? undefined : { text, next }
  if (changesOrders(response)) return { text: sentences(UNCONFIRMED_ADVICE, text), next: { kind: 'see-orders' } }
  return { text: sentences(text, 'The request may have taken effect anyway.'), next }
}

const sentences = (...texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join(' ')
