import { create } from 'zustand'
import type { LayoutsView } from '../../../../shared/contract/layout-views.ts'

/** The blotter's layouts by profile; undefined before the host sent them. */
export const useLayoutsStore = create<{ readonly layouts: LayoutsView | undefined }>()(() => ({ layouts: undefined }))
