import type { JournalRow } from '../../../shared/contract/journal-views.ts'
import type { JournalQuery } from '../../../shared/contract/schemas.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { createPageReader } from '../../platform/paged-list.ts'
import { profileIdInUse } from '../../stores/session-store.ts'
import { saveExport } from '../files/index.ts'
import { JOURNAL_SEARCH } from '../orders/index.ts'
import { ALL_ENTRIES, type JournalFilter, type JournalList, journalQuery, useJournalStore } from './journal-store.ts'

export const JOURNAL_LIST = 'journal-list'

/** Typing pause before the list is loaded, in ms. */
const TYPING_MS = 120

let typing: ReturnType<typeof setTimeout> | undefined

export const journalReader = createPageReader<JournalQuery, JournalRow, JournalList>({
  query: () => useJournalStore.getState().query,
  list: () => useJournalStore.getState().list,
  request: (query, range) => hostLink().call('journal.page', { query, ...range }),
  show: (list) => useJournalStore.setState({ list, failure: undefined }),
  fail: (error) => useJournalStore.setState({ failure: errorText(error) }),
  // Refreshes less often than other lists, because every order update adds an entry.
  refreshMs: 1_000,
})

/** Loads the list from its top for the selected profile and the current day. */
export function readJournal(): void {
  clearTimeout(typing)
  const { filter } = useJournalStore.getState()
  useJournalStore.setState({ query: journalQuery(filter, profileIdInUse(), Date.now()) })
  void journalReader.read()
}

export function filterJournal(change: Partial<JournalFilter>): void {
  useJournalStore.setState(({ filter }) => ({ filter: { ...filter, ...change }, activeId: undefined }))
  if (change.text === undefined) {
    readJournal()
    return
  }
  clearTimeout(typing)
  typing = setTimeout(readJournal, TYPING_MS)
}

/** Removes all filters and focuses the search field, because the pressed button disappears. */
export function showAllEntries(): void {
  filterJournal({ ...ALL_ENTRIES })
  document.getElementById(JOURNAL_SEARCH)?.focus()
}

/** Saves all matching entries, oldest first. */
export function exportJournal(format: 'csv' | 'jsonl'): Promise<void> {
  readJournal()
  return saveExport(hostLink().call('journal.export', { query: useJournalStore.getState().query, format }))
}
