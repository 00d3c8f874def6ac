import { create } from 'zustand'
import type { ConfirmationView } from '../../../shared/contract/confirmation-views.ts'

/** What waits for a person to confirm it outside the page. */
export const useConfirmationStore = create<{ readonly waiting: ConfirmationView }>()(() => ({
  waiting: { kind: 'none' },
}))
