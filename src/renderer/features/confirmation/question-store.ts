import { create } from 'zustand'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../../shared/contract/views.ts'

/** A question of IBKR about a request of the explorer. */
export interface RequestQuestion {
  readonly question: OrderQuestion
  /** The request that raised it, or the first of several questions. */
  readonly request: RequestDraft
  /** An answer is on its way. */
  readonly replying: boolean
}

/** The question that waits for an answer; the ticket's are in its own store. */
export const useQuestionStore = create<{ readonly asked: RequestQuestion | undefined }>()(() => ({ asked: undefined }))
