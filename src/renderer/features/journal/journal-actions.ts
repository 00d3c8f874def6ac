import type { JournalRow } from '../../../shared/contract/journal-views.ts'
import type { JournalQuery } from '../../../shared/contract/schemas.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { createPageReader } from '../../platform/paged-list.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { saveFile } from '../files/index.ts'
import { JOURNAL_SEARCH } from '../orders/lower/lower-actions.ts'
import { journalQuery } from './journal-query.ts'
import { ALL_ENTRIES, type JournalChoice, type JournalHead, useJournalStore } from './journal-store.ts'

export const JOURNAL_LIST = 'journal-list'

/** Ms after the last letter until it is asked for. */
const PATIENCE_MS = 120
/** Ms between two readings that nobody asked for. */
const PULSE_MS = 1_000

let typing: ReturnType<typeof setTimeout> | undefined
let pulse: ReturnType<typeof setTimeout> | undefined

const reader = createPageReader<JournalQuery, JournalRow, JournalHead>({
  query: () => useJournalStore.getState().query,
  list: () => useJournalStore.getState().list,
  ask: (query, part) => hostLink().call('journal.page', { query, ...part }),
  show: (list) => useJournalStore.setState({ list, failure: undefined }),
  fail: (error) => useJournalStore.setState({ failure: errorText(error) }),
})

export const needEntries = reader.need

/** Reads the list anew, for the profile and the day of now. */
export function readJournal(): void {
  clearTimeout(typing)
  const { choice } = useJournalStore.getState()
  const profileId = useSessionStore.getState().view?.profile.id
  useJournalStore.setState({ query: journalQuery(choice, profileId, Date.now()) })
  void reader.read()
}

/** There are newer entries: read soon, and not for each. Returns what takes that back. */
export function journalNews(): () => void {
  pulse ??= setTimeout(() => {
    pulse = undefined
    void reader.read()
  }, PULSE_MS)
  return () => {
    clearTimeout(pulse)
    pulse = undefined
  }
}

export function narrowJournal(change: Partial<JournalChoice>): void {
  useJournalStore.setState(({ choice }) => ({ choice: { ...choice, ...change }, activeId: undefined }))
  if (change.text === undefined) {
    readJournal()
    return
  }
  clearTimeout(typing)
  typing = setTimeout(readJournal, PATIENCE_MS)
}

/** Its button goes with what it says: the keyboard is where it can narrow anew. */
export function showAllEntries(): void {
  narrowJournal({ ...ALL_ENTRIES })
  document.getElementById(JOURNAL_SEARCH)?.focus()
}

/** Saves everything that the list shows, the oldest first. */
export async function exportJournal(format: 'csv' | 'jsonl'): Promise<void> {
  readJournal()
  const { query } = useJournalStore.getState()
  try {
    const held = await hostLink().call('journal.export', { query, format })
    await saveFile(held.suggestedName, { kind: 'response', responseId: held.responseId })
  } catch (error) {
    showToast('bad', `Not exported: ${errorText(error)}`)
  }
}
