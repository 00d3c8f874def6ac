import { create } from 'zustand'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../../shared/contract/views.ts'

/** IBKR's question about a request that the explorer sent. */
export interface RequestQuestion {
  readonly question: OrderQuestion
  /** Request that caused the question, or that caused the first of several consecutive questions. */
  readonly request: RequestDraft
  /** Whether a reply is being sent. */
  readonly replying: boolean
}

/**
 * Open question about a request from the explorer. Questions about an order from the ticket are in the ticket's store.
 */
export const useQuestionStore = create<{ readonly asked: RequestQuestion | undefined }>()(() => ({ asked: undefined }))
