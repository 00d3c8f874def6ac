import { create } from 'zustand'
import type { ConfirmationView } from '../../../shared/contract/confirmation-views.ts'

/** The operation that waits for a confirmation outside the page. */
export const useConfirmationStore = create<{ readonly waiting: ConfirmationView }>()(() => ({
  waiting: { kind: 'none' },
}))
