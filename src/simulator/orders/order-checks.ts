import type { Market } from '../market/market.ts'
import type { SessionState } from '../session/session-state.ts'
import type { OrderDraft } from './order.ts'
import type { OrderBook } from './order-book.ts'
import { limitRefusal, type Question, questionsAbout } from './questions.ts'

/** What is looked at before an order is taken. */
export interface OrderChecks {
  /** Why an order would be refused at today's prices, or undefined. */
  objection(draft: OrderDraft): string | undefined
  /** Refusal of a `cOID` that another order of the last 24 hours has. */
  duplicate(clientOrderId: string | undefined, except?: number): string | undefined
  /** What must be confirmed first; suppressed questions are left out. */
  questions(drafts: readonly OrderDraft[]): readonly Question[]
}

const clientIdMilliseconds = 86_400_000

/** Makes the checks over a book and a market. */
export function createOrderChecks(settings: {
  readonly book: OrderBook
  readonly market: Market
  readonly session: SessionState
  readonly now: () => number
  readonly askQuestions: boolean
}): OrderChecks {
  const { book, market, session } = settings
  return {
    objection: (draft) => limitRefusal(draft, market.quote(draft.instrument)),
    duplicate: (clientOrderId, except) => {
      if (clientOrderId === undefined) return undefined
      const taken = book.byClientId(clientOrderId)
      if (taken === undefined || taken.id === except) return undefined
      return settings.now() - taken.createdAt < clientIdMilliseconds ? alreadyRegistered(clientOrderId) : undefined
    },
    questions: (drafts) => {
      if (!settings.askQuestions) return []
      const { suppressed } = session.warmUps()
      return drafts
        .flatMap((draft) => questionsAbout(draft, market.quote(draft.instrument)))
        .filter((question) => !suppressed.has(question.messageId))
    },
  }
}

/** Refusal of a `cOID` that is taken. */
export function alreadyRegistered(clientOrderId: string): string {
  return `Order couldn't be submitted: Local order ID=${clientOrderId} is already registered`
}
