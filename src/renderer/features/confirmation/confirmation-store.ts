import { create } from 'zustand'
import type { ConfirmationView } from '../../../shared/contract/confirmation-views.ts'

/** Operation that requires a confirmation outside the page. */
export const useConfirmationStore = create<{ readonly waiting: ConfirmationView }>()(() => ({
  waiting: { kind: 'none' },
}))
