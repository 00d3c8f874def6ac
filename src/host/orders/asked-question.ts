import type { OrderTicket, RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'

/** What IBKR asked about: an order of the ticket, or a request of the explorer. */
export type AskedAbout =
  /** `orderId`: a change of that order. `reference`: the client order id of a new one. */
  | { readonly kind: 'ticket'; readonly order: OrderTicket; readonly orderId?: string; readonly reference?: string }
  | { readonly kind: 'request'; readonly request: RequestDraft }

/** Whether the body of a reply declines the question. */
export const isDecline = (body = ''): boolean => /"confirmed"\s*:\s*false/.test(body)

/** The newest question of IBKR that nobody has answered, with what it is about. There is one: the next change of an order voids it. */
export class AskedQuestion {
  #asked: { readonly question: OrderQuestion; readonly about: AskedAbout } | undefined

  get current(): { readonly question: OrderQuestion; readonly about: AskedAbout } | undefined {
    return this.#asked
  }

  /** What the question with this id is about. */
  about(replyId: string): AskedAbout | undefined {
    return this.#asked?.question.replyId === replyId ? this.#asked.about : undefined
  }

  ask(question: OrderQuestion, about: AskedAbout): void {
    this.#asked = { question, about }
  }

  /** A change of an order leaves: whatever was asked is answered by it, or void. */
  clear(): void {
    this.#asked = undefined
  }
}
