import { create } from 'zustand'
import type { SavedRequest, SavedRequestsView } from '../../../../shared/contract/saved-request-views.ts'
import type { SavedVariable } from '../../../../shared/contract/schemas.ts'
import { shortPath } from '../../catalogue/index.ts'
import type { ExplorerTab } from '../explorer-store.ts'

interface SavedData {
  readonly favourites: ReadonlySet<string>
  readonly requests: readonly SavedRequest[]
  readonly variables: Readonly<Record<string, readonly SavedVariable[]>>
  /** Reason why saving is not possible, if a newer version wrote the file. */
  readonly newer: string | undefined
  /** Number of saved requests that only a newer version can read. */
  readonly unread: number
}

const NOTHING: SavedData = { favourites: new Set(), requests: [], variables: {}, newer: undefined, unread: 0 }

export const useSavedStore = create<SavedData>()(() => NOTHING)

/** Returns the id of the saved request that a tab shows; undefined if its method or path differ now. */
export function shownSavedId({ savedId, draft }: Pick<ExplorerTab, 'savedId' | 'draft'>): string | undefined {
  const saved = useSavedStore.getState().requests.find(({ id }) => id === savedId)
  return saved?.method === draft.method && shortPath(saved.path) === draft.path ? savedId : undefined
}

export function takeSaved(view: SavedRequestsView): void {
  if (view.kind === 'newer') useSavedStore.setState({ ...NOTHING, newer: view.message })
  else useSavedStore.setState({ ...NOTHING, ...view, favourites: new Set(view.favourites) })
}
