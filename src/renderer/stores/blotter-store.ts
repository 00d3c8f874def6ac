import { create } from 'zustand'
import { isSavedView, type SavedView } from '../features/orders/saved-views.ts'
import { type OrderSort, SORT_BY_TIME } from '../features/orders/sort-orders.ts'
import { recall, remember } from '../platform/local-memory.ts'

export type OrderPane =
  | { readonly kind: 'none' }
  | { readonly kind: 'timeline'; readonly orderId: string }
  | { readonly kind: 'ticket' }

/** How the blotter is looked at; what it shows lives in the orders store. */
export interface BlotterData {
  readonly savedView: SavedView
  readonly filter: string
  readonly sort: OrderSort
  readonly activeId: string | undefined
  readonly pane: OrderPane
}

export const useBlotterStore = create<BlotterData>()(() => ({
  savedView: recall('saved-view', isSavedView, 'all'),
  filter: '',
  sort: SORT_BY_TIME,
  activeId: undefined,
  pane: { kind: 'none' },
}))

export function chooseSavedView(savedView: SavedView): void {
  remember('saved-view', savedView)
  useBlotterStore.setState({ savedView })
}
