import type { OrderAnswer as OrderResponse } from '../../client/index.ts'
import type { OrderAnswer } from '../../shared/contract/views.ts'

/**
 * A response about one order, in the types of the contract. A prompt becomes a rejection: the window has no dialog for it.
 * Undefined where the outcome of the order is unknown.
 */
export function toOrderAnswer(answer: OrderResponse | undefined): OrderAnswer | undefined {
  switch (answer?.kind) {
    case 'accepted': {
      const row = answer.rows.find(({ refused }) => !refused)
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
