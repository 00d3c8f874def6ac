import { changesOrders, readOrderAnswer, readRefusal } from '../../client/index.ts'
import { isDecline } from '../orders/asked-question.ts'
import { MOST_JUDGED_BYTES, parsedJson } from '../upstream/parsed-json.ts'

interface Exchange {
  readonly method: string
  readonly path: string
  /** The body that was sent. */
  readonly sent: string | undefined
  readonly status: number
  readonly body: Uint8Array
}

/**
 * Whether IBKR rejected a request although its status is 2xx: an `error` in the body, or a failed row among those of an order. A
 * declined question does not count as a rejection. Pure.
 */
export function isRejected({ method, path, sent, status, body }: Exchange): boolean {
  if (status < 200 || status > 299 || body.byteLength === 0 || body.byteLength > MOST_JUDGED_BYTES) return false
  const value = parsedJson(body)
  const refusal = readRefusal(path, value)
  if (refusal?.code === 'order-not-confirmed' && isDecline(sent)) return false
  if (refusal !== undefined) return true
  if (!changesOrders({ method, path })) return false
  const response = readOrderAnswer(value)
  if (response?.kind === 'accepted') return response.rows.some(({ refused }) => refused)
  return response?.kind === 'rejected' || response?.kind === 'prompt'
}
