import { readOrderAnswer, readRefusal } from '../../client/index.ts'

interface Exchange {
  readonly path: string
  /** The body that was sent. */
  readonly sent: string | undefined
  readonly status: number
  readonly body: Uint8Array
}

/** Bytes; rejections are shorter. */
const LONGEST = 200_000
const ORDER_CHANGE = /\/iserver\/(?:account\/[^/]+\/orders?(?:\/[^/]+)?|reply\/[^/]+)$/
const PREVIEW = /\/whatif$/
const DECLINE = /"confirmed"\s*:\s*false/

/**
 * Whether IBKR rejected a request although its status is 2xx: an `error` in the body, or a failed row among those of an order. That
 * a declined question places nothing is no rejection. Pure.
 */
export function isRejected({ path, sent, status, body }: Exchange): boolean {
  if (status < 200 || status > 299 || body.byteLength === 0 || body.byteLength > LONGEST) return false
  const value = parsed(body)
  const refusal = readRefusal(path, value)
  if (refusal?.code === 'order-not-confirmed' && DECLINE.test(sent ?? '')) return false
  if (refusal !== undefined) return true
  if (!ORDER_CHANGE.test(path) || PREVIEW.test(path)) return false
  const response = readOrderAnswer(value)
  if (response?.kind === 'accepted') return response.rows.some(({ refused }) => refused)
  return response?.kind === 'rejected' || response?.kind === 'prompt'
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch {
    return undefined
  }
}
