import { create } from 'zustand'
import type { LooksView } from '../../shared/contract/look-views.ts'

/** What the host keeps of how orders are looked at, by profile; undefined before it has told. */
export const useLooksStore = create<{ readonly looks: LooksView | undefined }>()(() => ({ looks: undefined }))
