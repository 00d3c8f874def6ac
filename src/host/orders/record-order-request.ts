import { isUnconfirmed, type RequestInput } from '../../client/index.ts'
import { detectRejection } from '../history/rejection-outcome.ts'
import { createFailedResult, type SentRequest } from '../history/sent-request.ts'
import type { HostError } from '../host-error.ts'
import { explainResponse } from '../requests/explain-response.ts'

type Outcome =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly failure: HostError }

/**
 * Starts the history entry of an order request when the request begins. The returned function completes the entry when
 * the request has ended. Times are in ms.
 */
export function recordOrderRequest({ method = 'GET', path: given, params, data }: RequestInput, startedAt: number) {
  const sent = data === undefined ? undefined : JSON.stringify(data)
  const path = `/v1/api${given}`
  const parameters = Object.entries(params ?? {}).map(([name, value]): readonly [string, string] => [
    name,
    String(value),
  ])
  const resultOf = (outcome: Outcome, totalMs: number): SentRequest['result'] => {
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
  return (outcome: Outcome, endedAt: number): SentRequest => ({
    ...{ source: 'orders', method, path, parameters, effect: 'trading' },
    ...(sent !== undefined && { body: sent }),
    result: resultOf(outcome, endedAt - startedAt),
  })
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
