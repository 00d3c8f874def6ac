import { normalisePath } from '../api-path.ts'
import type { RequestInput } from '../rest/request-input.ts'

/** A request that may be sent while an order question is open. */
interface HarmlessRequest {
  readonly method: string
  /** The path below `/v1/api/`. */
  readonly path: string
  /** Why it does not void the question. */
  readonly evidence: string
}

/**
 * The only requests that do not count as requests that void an order question. IBKR documents that any request voids
 * it, so an entry needs evidence.
 */
const HARMLESS_REQUESTS: readonly HarmlessRequest[] = [
  {
    method: 'POST',
    path: 'tickle',
    evidence:
      'Not measured. ibind (code, 2025) sends a tickle from a thread of its own, also while it replies to questions, ' +
      'and no issue of that project reports a question that a tickle voided.',
  },
]

/** Reports whether an order question stays open when this request is sent. */
export function keepsQuestions({ method = 'GET', path }: Pick<RequestInput, 'method' | 'path'>): boolean {
  const [upper, normal] = [method.toUpperCase(), normalisePath(path)]
  return HARMLESS_REQUESTS.some((harmless) => harmless.method === upper && harmless.path === normal)
}
