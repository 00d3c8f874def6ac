import type { OrderTicket, RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'

/** The subject of an order question: an order of the ticket, or a request of the explorer. */
export type QuestionSubject =
  /** `orderId` is set for a change of that order, `reference` (the client order id) for a new order. */
  | { readonly kind: 'ticket'; readonly order: OrderTicket; readonly orderId?: string; readonly reference?: string }
  | { readonly kind: 'request'; readonly request: RequestDraft }

/** A question of IBKR with its subject. */
interface SubjectOfQuestion {
  readonly question: OrderQuestion
  readonly about: QuestionSubject
}

/** Maximum number of stored ids of ended questions. The oldest are dropped first. */
const MAX_ENDED = 1_000

/**
 * IBKR's newest unanswered question and its subject. There is at most one open question: the next order request voids
 * it.
 */
export class PendingQuestion {
  #current: SubjectOfQuestion | undefined
  /** Ids of questions that an order request has ended, oldest first. */
  readonly #ended = new Set<string>()

  get current(): SubjectOfQuestion | undefined {
    return this.#current
  }

  /** Stores the question in a response. */
  open(current: SubjectOfQuestion): void {
    this.#current = current
  }

  /** Stores a question again whose reply was rejected by IBKR's rate limit, unless there is a newer one. */
  reopen(current: SubjectOfQuestion | undefined): void {
    if (current === undefined) return
    this.#ended.delete(current.question.replyId)
    this.#current ??= current
  }

  /** Ends the question, because the first byte of an order request leaves: its reply, or one that voids it. */
  end(): void {
    if (this.#current === undefined) return
    this.#ended.add(this.#current.question.replyId)
    const [oldest = ''] = this.#ended
    if (this.#ended.size > MAX_ENDED) this.#ended.delete(oldest)
    this.#current = undefined
  }

  /** Returns the subject of the question with this id. */
  about(replyId: string | undefined): QuestionSubject | undefined {
    return this.#current?.question.replyId === replyId ? this.#current?.about : undefined
  }

  /** Reports whether a question has got its reply, or an order request has voided it. */
  hasEnded(replyId: string | undefined): boolean {
    return replyId !== undefined && this.#ended.has(replyId)
  }
}
