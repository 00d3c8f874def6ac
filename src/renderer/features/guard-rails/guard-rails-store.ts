import { create } from 'zustand'
import type { GuardRailsView } from '../../../shared/contract/guard-rail-views.ts'

/** Guard rails of every profile; undefined until received. */
export const useGuardRailsStore = create<{ readonly rails: GuardRailsView | undefined }>()(() => ({ rails: undefined }))
