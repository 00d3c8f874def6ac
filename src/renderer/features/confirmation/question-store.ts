import { create } from 'zustand'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../../shared/contract/views.ts'

/** IBKR's question about a request from the explorer. */
export interface RequestQuestion {
  readonly question: OrderQuestion
  /** Request that caused the question. */
  readonly request: RequestDraft
  /** Explorer tab that shows the response to the reply. */
  readonly tabId: string
  readonly replying: boolean
}

/** Open question about a request from the explorer. The ticket stores its own questions. */
export const useQuestionStore = create<{ readonly asked: RequestQuestion | undefined }>()(() => ({ asked: undefined }))
