import { create } from 'zustand'
import type { KeysView } from '../../../shared/contract/import-views.ts'

/** Where keys can be kept on the machine of the host. Undefined until it has told. */
export const useKeysStore = create<{ readonly keys: KeysView | undefined }>()(() => ({ keys: undefined }))
