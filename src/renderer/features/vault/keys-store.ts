import { create } from 'zustand'
import type { KeysView } from '../../../shared/contract/import-views.ts'

/** The secret stores on the host's machine. Undefined until the host has reported them. */
export const useKeysStore = create<{ readonly keys: KeysView | undefined }>()(() => ({ keys: undefined }))
