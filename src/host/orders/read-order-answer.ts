import { readOrderAnswer as readAnswer } from '../../client/index.ts'
import type { OrderAnswer } from '../../shared/contract/views.ts'

/**
 * The client's reading of an answer to one order, in the contract's words. A prompt is shown as the refusal that it is: the
 * window has no dialog for it. Undefined where nobody knows what became of the order.
 */
export function readOrderAnswer(body: unknown): OrderAnswer | undefined {
  const answer = readAnswer(body)
  switch (answer?.kind) {
    case 'accepted': {
      const [row] = answer.rows
      if (row === undefined) return undefined
      const accepted = { kind: 'accepted' as const, orderId: row.orderId, status: row.status }
      return row.text === undefined ? accepted : { ...accepted, warning: row.text }
    }
    case 'question': {
      const { options: _always, ...question } = answer
      return question
    }
    case 'prompt':
      return { kind: 'rejected', message: answer.text }
    case 'rejected':
    case undefined:
      return answer
  }
}
