import { create } from 'zustand'
import type { KeysView } from '../../../shared/contract/import-views.ts'

/** Secret stores on the host's machine; undefined until received. */
export const useKeysStore = create<{ readonly keys: KeysView | undefined }>()(() => ({ keys: undefined }))
