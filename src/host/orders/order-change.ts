import { isUnconfirmed, type RequestInput } from '../../client/index.ts'
import { failedResult, type SentRequest } from '../history/sent-request.ts'
import { verdictOf } from '../history/verdict.ts'
import type { HostError } from '../host-error.ts'
import { explainResponse } from '../requests/explain-response.ts'

type Ending =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly failure: HostError }

/** What the history keeps of a change of orders: call it when the change begins, and what it gives when it has ended. Times in ms. */
export function beginChange(input: RequestInput, startedAt: number) {
  const body = input.data === undefined ? undefined : JSON.stringify(input.data)
  return (ending: Ending, endedAt: number): SentRequest => ({
    source: 'orders',
    method: input.method ?? 'GET',
    path: `/v1/api/${input.path}`,
    parameters: [],
    effect: 'trading',
    ...(body !== undefined && { body }),
    result: judged(input, body, resultOf(ending, endedAt - startedAt)),
  })
}

function judged(
  { method = 'GET', path: given }: RequestInput,
  sent: string | undefined,
  result: SentRequest['result'],
): SentRequest['result'] {
  if (result.outcome !== 'answered') return result
  const { head, body } = result
  const { status } = head
  const path = `/v1/api/${given}`
  const verdict = verdictOf({ method, path, sent, status, body })
  const unconfirmed = isUnconfirmed({ method, status, body }, path)
  const text = Buffer.from(body).toString('utf8')
  const explanation = explainResponse({ method, status, text, path, reads: false, unconfirmed, verdict })?.text
  return { ...result, head: { ...head, ...(verdict && { verdict }), ...(explanation && { explanation }) } }
}

function resultOf(ending: Ending, totalMs: number): SentRequest['result'] {
  if (ending.kind === 'answered') return answered(200, 'OK', ending.body, totalMs)
  const { detail } = ending.failure
  const { status, body } = (detail ?? {}) as { readonly status?: unknown; readonly body?: unknown }
  return typeof status === 'number' ? answered(status, '', body, totalMs) : failedResult(ending.failure)
}

/** Empty for what is nested too deep to be written. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

function answered(status: number, statusText: string, value: unknown, totalMs: number): SentRequest['result'] {
  const body = Buffer.from(typeof value === 'string' ? value : jsonOf(value))
  const timing = { queue: 0, firstByte: totalMs, body: 0, total: totalMs }
  return { outcome: 'answered', body, head: { status, statusText, headers: {}, timing, size: body.byteLength } }
}
