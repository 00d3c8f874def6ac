import { changesOrders, readOrderResponse, readRefusal } from '../../client/index.ts'
import type { RejectionOutcome } from '../../shared/contract/history-views.ts'
import { parseJson } from '../../shared/domain/read-value.ts'
import { isDecliningReply } from '../orders/pending-question.ts'

/**
 * Maximum size in bytes of a response that is parsed for rejections and order questions. Such responses are always
 * shorter.
 */
export const MAX_PARSED_BYTES = 200_000

interface Exchange {
  readonly method: string
  readonly path: string
  /** The request body. */
  readonly sent: string | undefined
  readonly status: number
  readonly body: Uint8Array
}

/**
 * Detects two outcomes despite a 2xx status: a rejection (an `error` in the body or in the row of an order), and the
 * confirmation of a declined question.
 */
export function detectRejection({ method, path, sent, status, body }: Exchange): RejectionOutcome | undefined {
  if (status < 200 || status > 299 || body.byteLength === 0 || body.byteLength > MAX_PARSED_BYTES) return undefined
  const value = parseJson(Buffer.from(body).toString())
  const refusal = readRefusal(path, value)
  if (refusal?.code === 'order-not-confirmed' && isDecliningReply(sent)) return 'declined'
  if (refusal !== undefined) return 'rejected'
  if (!changesOrders({ method, path })) return undefined
  const response = readOrderResponse(value)
  const rejected =
    response?.kind === 'accepted'
      ? response.rows.some(({ refused }) => refused)
      : response?.kind === 'rejected' || response?.kind === 'prompt'
  return rejected ? 'rejected' : undefined
}
