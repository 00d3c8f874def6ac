import { create } from 'zustand'
import { recall, remember } from '../../platform/local-memory.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { useOverlayStore } from '../../stores/overlay-store.ts'
import { focusBlotter } from './blotter-store.ts'

export const BOTTOM_TABS = [
  { id: 'executions', label: 'Executions' },
  { id: 'positions', label: 'Positions' },
  { id: 'profit', label: 'P&L' },
  { id: 'journal', label: 'Journal' },
] as const

export type BottomTab = (typeof BOTTOM_TABS)[number]['id']

/** Selected tab of the panel below the orders. */
export interface BottomPanelData {
  readonly tab: BottomTab | 'none'
}

const STORAGE_KEY = 'orders-lower'

function isBottomPanel(value: unknown): value is BottomPanelData {
  const { tab } = (value ?? {}) as Partial<BottomPanelData>
  return tab === 'none' || BOTTOM_TABS.some(({ id }) => id === tab)
}

export const useBottomPanelStore = create<BottomPanelData>()(() => ({
  tab: recall<BottomPanelData>(STORAGE_KEY, isBottomPanel, { tab: 'none' }).tab,
}))

export const JOURNAL_SEARCH = 'journal-search'

let lastTab: BottomTab = 'executions'
/** Whether to focus the journal's search field once the journal is loaded. */
let wantsSearchFocus = false

function change(panel: BottomPanelData): void {
  useBottomPanelStore.setState(panel)
  remember(STORAGE_KEY, panel)
}

export function showBottomTab(tab: BottomTab): void {
  lastTab = tab
  wantsSearchFocus = false
  useExecutionsFilter.setState({ orderId: undefined })
  change({ tab })
  goTo('orders')
}

/** Order whose executions are listed; undefined for all orders. Cleared when another tab is shown. */
export const useExecutionsFilter = create<{ readonly orderId: string | undefined }>()(() => ({ orderId: undefined }))

export function showExecutionsOf(orderId: string): void {
  showBottomTab('executions')
  useExecutionsFilter.setState({ orderId })
}

/** Shows the journal and focuses its search field as soon as the journal is loaded. */
export function openJournal(): void {
  const search = document.getElementById(JOURNAL_SEARCH)
  showBottomTab('journal')
  wantsSearchFocus = search === null
  search?.focus()
}

/** Focuses the search field only after a call to `openJournal`. Used as a `ref`. */
export function focusIfRequested(search: HTMLInputElement | null): void {
  if (!search || !wantsSearchFocus) return
  wantsSearchFocus = false
  search.focus()
}

/** Reports whether the focus is in the panel. Shortcuts then do not act on the order list. */
export const isBottomPanelFocused = (): boolean =>
  useOverlayStore.getState().overlay.kind === 'none' && Boolean(document.activeElement?.closest('.bottom-panel'))

/** Order to filter the journal by. Cleared once the journal has applied the filter. */
export const useJournalRequest = create<{ readonly orderId: string | undefined }>()(() => ({ orderId: undefined }))

export function showInJournal(orderId: string): void {
  showBottomTab('journal')
  useJournalRequest.setState({ orderId })
}

export function closeBottomPanel(): void {
  wantsSearchFocus = false
  change({ tab: 'none' })
  focusBlotter()
}

export function toggleBottomPanel(): void {
  if (useBottomPanelStore.getState().tab === 'none') showBottomTab(lastTab)
  else closeBottomPanel()
}
