import { useEffect } from 'react'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { readJournal, showAllEntries } from './journal-actions.ts'
import { JournalList } from './journal-list.tsx'
import { useJournalStore } from './journal-store.ts'
import { JournalToolbar } from './journal-toolbar.tsx'
import './journal.css'

/** Everything that was written down of orders, across restarts: found, narrowed, exported. */
export function JournalPane() {
  const profileId = useSessionStore((data) => data.view?.profile.id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another profile has other entries.
  useEffect(readJournal, [profileId])
  return (
    <div className="journal">
      <JournalToolbar />
      <Entries />
    </div>
  )
}

function Entries() {
  const list = useJournalStore((data) => data.list)
  const failure = useJournalStore((data) => data.failure)
  if (failure !== undefined) {
    return (
      <EmptyState
        title="The journal cannot be read"
        actions={
          <Button look="primary" onClick={readJournal}>
            Read it again
          </Button>
        }
      >
        {failure}
      </EmptyState>
    )
  }
  if (!list) return <p className="journal-reading">Reading the journal…</p>
  if (list.total > 0) return <JournalList list={list} />
  return (
    <EmptyState title="No entry matches" actions={<Button onClick={showAllEntries}>Show all entries</Button>}>
      Every change of every order is written down here before it is shown, and kept for 90 days.
    </EmptyState>
  )
}
