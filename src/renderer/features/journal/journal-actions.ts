import type { JournalRow } from '../../../shared/contract/journal-views.ts'
import type { JournalQuery } from '../../../shared/contract/schemas.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { createPageReader } from '../../platform/paged-list.ts'
import { profileIdInUse } from '../../stores/session-store.ts'
import { saveExport } from '../files/index.ts'
import { JOURNAL_SEARCH } from '../orders/index.ts'
import { ALL_ENTRIES, type JournalFilter, type JournalHead, journalQuery, useJournalStore } from './journal-store.ts'

export const JOURNAL_LIST = 'journal-list'

/** Pause in typing before the list is loaded, in ms. */
const TYPING_MS = 120
/** Least time between two automatic refreshes, in ms. */
const REFRESH_MS = 1_000

let typing: ReturnType<typeof setTimeout> | undefined
let refresh: ReturnType<typeof setTimeout> | undefined

const reader = createPageReader<JournalQuery, JournalRow, JournalHead>({
  query: () => useJournalStore.getState().query,
  list: () => useJournalStore.getState().list,
  request: (query, range) => hostLink().call('journal.page', { query, ...range }),
  show: (list) => useJournalStore.setState({ list, failure: undefined }),
  fail: (error) => useJournalStore.setState({ failure: errorText(error) }),
})

export const needEntries = reader.need

/** Loads the list from its top, for the current profile and day. */
export function readJournal(): void {
  clearTimeout(typing)
  const { filter } = useJournalStore.getState()
  useJournalStore.setState({ query: journalQuery(filter, profileIdInUse(), Date.now()) })
  void reader.read()
}

/** Refreshes the list within a second, and at most once per second, if it is still wanted then. */
export function refreshSoon(isWanted: () => boolean): void {
  refresh ??= setTimeout(() => {
    refresh = undefined
    if (isWanted()) void reader.read()
  }, REFRESH_MS)
}

export function cancelRefresh(): void {
  clearTimeout(refresh)
  refresh = undefined
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

/** Focuses the search, because the button disappears. */
export function showAllEntries(): void {
  filterJournal({ ...ALL_ENTRIES })
  document.getElementById(JOURNAL_SEARCH)?.focus()
}

/** Saves all entries that match, oldest first. */
export function exportJournal(format: 'csv' | 'jsonl'): Promise<void> {
  readJournal()
  return saveExport(hostLink().call('journal.export', { query: useJournalStore.getState().query, format }))
}
