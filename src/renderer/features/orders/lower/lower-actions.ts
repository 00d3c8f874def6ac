import { remember } from '../../../platform/local-memory.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { focusBlotter } from '../orders-actions.ts'
import { HIGHEST_PANEL, LOWEST_PANEL, type Lower, type LowerTab } from './lower-tabs.ts'

export const JOURNAL_SEARCH = 'journal-search'

/** The tab that was looked at last, for opening it again. */
let last: LowerTab = 'executions'
/** Somebody asked for the search of the journal, which is not there yet. */
let focusWanted = false

function change(lower: Lower): void {
  remember('orders-lower', lower)
  useBlotterStore.setState({ lower })
}

export function showLower(tab: LowerTab): void {
  last = tab
  focusWanted = false
  change({ ...useBlotterStore.getState().lower, tab })
  goTo('orders')
}

/** With the keyboard in its search, which is fetched first where it is looked at for the first time. */
export function openJournal(): void {
  const search = document.getElementById(JOURNAL_SEARCH)
  showLower('journal')
  focusWanted = search === null
  search?.focus()
}

/** As a `ref` of the search: takes the focus when a person asked for it, not when a view with it is shown again. */
export function focusWhenAsked(search: HTMLInputElement | null): void {
  if (!search || !focusWanted) return
  focusWanted = false
  search.focus()
}

export function closeLower(): void {
  focusWanted = false
  change({ ...useBlotterStore.getState().lower, tab: 'none' })
  focusBlotter()
}

export function toggleLower(): void {
  const { tab } = useBlotterStore.getState().lower
  if (tab === 'none') showLower(last)
  else closeLower()
}

export function resizeLower(height: number): void {
  const bound = Math.round(Math.min(Math.max(height, LOWEST_PANEL), HIGHEST_PANEL))
  change({ ...useBlotterStore.getState().lower, height: bound })
}
