import type { OrderAnswer } from '../../shared/contract/views.ts'

type Row = Readonly<Record<string, unknown>>

const asRow = (value: unknown): Row | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/**
 * Reads what IBKR answers to placing, modifying or replying, all of them HTTP 200: accepted, a question, or a refusal.
 * Undefined for a shape that is none of them: then nobody knows what became of the order.
 */
export function readOrderAnswer(body: unknown): OrderAnswer | undefined {
  const refusal = asRow(body)
  if (refusal) {
    const message = refusal['error'] ?? refusal['text']
    return message === undefined ? undefined : { kind: 'rejected', message: String(message).trim() }
  }
  const row = asRow(Array.isArray(body) ? body[0] : undefined)
  if (!row) return undefined
  if (row['order_id'] !== undefined) {
    const status = String(row['order_status'] ?? '')
    if (status === 'Failed') return { kind: 'rejected', message: String(row['text'] ?? 'IBKR answered: Failed.') }
    const warning = row['warning_message'] ?? row['text']
    const accepted = { kind: 'accepted' as const, orderId: String(row['order_id']), status }
    return warning ? { ...accepted, warning: String(warning) } : accepted
  }
  if (typeof row['id'] === 'string' && Array.isArray(row['message'])) {
    return {
      kind: 'question',
      replyId: row['id'],
      messages: texts(row['message']),
      messageIds: texts(row['messageIds']),
    }
  }
  return row['error'] === undefined ? undefined : { kind: 'rejected', message: String(row['error']).trim() }
}
