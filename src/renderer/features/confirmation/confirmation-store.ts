import { create } from 'zustand'
import type { ConfirmationView } from '../../../shared/contract/confirmation-views.ts'

export const useConfirmationStore = create<{ readonly waiting: ConfirmationView }>()(() => ({
  waiting: { kind: 'none' },
}))
