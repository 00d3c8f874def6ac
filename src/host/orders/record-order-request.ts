import { isUnconfirmed, type RequestInput } from '../../client/index.ts'
import { detectRejection } from '../history/rejection-outcome.ts'
import {
  createFailedResult,
  type RequestEntry,
  type RequestRecorder,
  type SentRequest,
  type UnfinishedRequest,
} from '../history/sent-request.ts'
import type { HostError } from '../host-error.ts'
import { explainResponse } from '../requests/explain-response.ts'

type Outcome =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly failure: HostError }

/** The history entry of an order request. */
export interface OrderRequestEntry extends Pick<RequestEntry, 'untilStored' | 'discard'> {
  /** Stores the outcome. Further calls have no effect. */
  complete(outcome: Outcome): void
}

/** Opens the history entry of an order request that is about to be sent. */
export function recordOrderRequest(record: RequestRecorder, input: RequestInput): OrderRequestEntry {
  const startedAt = performance.now()
  const request = describeRequest(input)
  const entry = record(request)
  return {
    untilStored: entry.untilStored,
    discard: entry.discard,
    complete: (outcome) => entry.complete(createResult(request, outcome, performance.now() - startedAt)),
  }
}

function describeRequest({ method = 'GET', path, params, data }: RequestInput): UnfinishedRequest {
  return {
    source: 'orders',
    method,
    path: `/v1/api${path}`,
    parameters: Object.entries(params ?? {}).map(([name, value]): readonly [string, string] => [name, String(value)]),
    effect: 'trading',
    ...(data !== undefined && { body: JSON.stringify(data) }),
  }
}

/** @param totalMs time in ms from the start of the request to its outcome */
function createResult(
  { method, path, body: sent }: UnfinishedRequest,
  outcome: Outcome,
  totalMs: number,
): SentRequest['result'] {
  const response =
    outcome.kind === 'answered' ? { status: 200, body: outcome.body } : ((outcome.failure.detail ?? {}) as Response)
  const { status } = response
  if (outcome.kind === 'failed' && typeof status !== 'number') return createFailedResult(outcome.failure)
  const body = Buffer.from(textOf(response.body))
  const verdict = detectRejection({ method, path, sent, status, body })
  const unconfirmed = isUnconfirmed({ method, status, body }, path)
  const text = body.toString('utf8')
  const explanation = explainResponse({ method, status, text, path, reads: false, unconfirmed, verdict })?.text
  const head = {
    status,
    statusText: outcome.kind === 'answered' ? 'OK' : '',
    headers: {},
    timing: { queue: 0, firstByte: totalMs, body: 0, total: totalMs },
    size: body.byteLength,
    ...(verdict && { verdict }),
    ...(explanation && { explanation }),
  }
  return { outcome: 'answered', body, head }
}

/** The response in the `detail` of an error. An error without a response has no status. */
interface Response {
  readonly status: number
  readonly body?: unknown
}

/** Returns the value as JSON, empty if the value is nested too deeply. */
function textOf(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  } catch {
    return ''
  }
}
