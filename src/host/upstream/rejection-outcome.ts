import { type OrderResponse, readRefusal } from '../../client/index.ts'
import type { OutcomeInBody } from '../../shared/contract/history-views.ts'
import { parseJson } from '../../shared/domain/read-value.ts'

/**
 * Maximum size in bytes of a response that is parsed for rejections and order questions. Such responses are always
 * shorter.
 */
export const MAX_PARSED_BYTES = 200_000

/** Reports whether the body of a reply declines the question. */
export const isDecliningReply = (body = ''): boolean => /"confirmed"\s*:\s*false/.test(body)

interface Exchange {
  readonly path: string
  /** The request body. */
  readonly sent: string | undefined
  readonly status: number
}

/** Detects a rejection in the response to a read: see `findOutcomeInBody`. */
export function detectRejection(exchange: Exchange & { readonly body: Uint8Array }): OutcomeInBody | undefined {
  const { status, body } = exchange
  if (!isOk(status) || body.byteLength === 0 || body.byteLength > MAX_PARSED_BYTES) return undefined
  return findOutcomeInBody(exchange, parseJson(Buffer.from(body).toString()), undefined)
}

/**
 * Finds three outcomes despite a 2xx status: a rejection (an `error` in the body or in the row of an order), the
 * confirmation of a declined question, and a question that waits for a reply.
 */
export function findOutcomeInBody(
  { path, sent, status }: Exchange,
  value: unknown,
  order: OrderResponse | undefined,
): OutcomeInBody | undefined {
  if (!isOk(status)) return undefined
  const refusal = readRefusal(path, value)
  if (refusal?.code === 'order-not-confirmed' && isDecliningReply(sent)) return 'declined'
  if (refusal !== undefined) return 'rejected'
  if (order?.kind === 'question') return 'question'
  const rejected =
    order?.kind === 'accepted'
      ? order.rows.some(({ refused }) => refused)
      : order?.kind === 'rejected' || order?.kind === 'prompt'
  return rejected ? 'rejected' : undefined
}

const isOk = (status: number): boolean => status >= 200 && status <= 299
