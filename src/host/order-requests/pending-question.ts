import type { OrderTicket, RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'

/** The subject of an order question: an order of the ticket, or a request of the explorer. */
export type QuestionSubject =
  /** `orderId` is set for a change of that order, `reference` (the client order id) for a new order. */
  | { readonly kind: 'ticket'; readonly order: OrderTicket; readonly orderId?: string; readonly reference?: string }
  | { readonly kind: 'request'; readonly request: RequestDraft }

/**
 * IBKR's newest unanswered question and its subject. There is at most one open question: the next order request voids
 * it.
 */
export class PendingQuestion {
  current: { readonly question: OrderQuestion; readonly about: QuestionSubject } | undefined

  /** Returns the subject of the question with this id. */
  about(replyId: string): QuestionSubject | undefined {
    return this.current?.question.replyId === replyId ? this.current.about : undefined
  }
}
