import { create } from 'zustand'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../../shared/contract/views.ts'

/** A question of IBKR about a request of the explorer. */
export interface RequestQuestion {
  readonly question: OrderQuestion
  /** The request that raised it, or the first of several questions. */
  readonly request: RequestDraft
  /** A reply is being sent. */
  readonly replying: boolean
}

/** The open question about a request; those about an order of the ticket are in the ticket's store. */
export const useQuestionStore = create<{ readonly asked: RequestQuestion | undefined }>()(() => ({ asked: undefined }))
