import { useEffect } from 'react'
import { hostLink } from '../../platform/host-link.ts'
import { openNewest } from '../../stores/open-feed.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useJournalRequest } from '../orders/index.ts'
import { filterJournal, readJournal, showAllEntries } from './journal-actions.ts'
import { JournalList } from './journal-list.tsx'
import { useJournalStore } from './journal-store.ts'
import { JournalToolbar } from './journal-toolbar.tsx'

/** Journal of all order updates, kept across restarts. */
export function JournalPane() {
  useEffect(() => openNewest(hostLink(), 'journal.feed', 'Journal', (pulse) => useJournalStore.setState({ pulse })), [])
  const profileId = useSessionStore((data) => data.view?.profile.id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each profile has its own entries.
  useEffect(readJournal, [profileId])
  const requested = useJournalRequest((data) => data.orderId)
  useEffect(() => {
    if (requested === undefined) return
    useJournalRequest.setState({ orderId: undefined })
    filterJournal({ orderId: requested })
  }, [requested])
  return (
    <div className="list-view column">
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
        title="Journal not loaded"
        actions={
          <Button look="primary" onClick={readJournal}>
            Try again
          </Button>
        }
      >
        {failure}
      </EmptyState>
    )
  }
  if (!list) return <p className="padded-block tertiary">Loading journal…</p>
  if (list.total > 0) return <JournalList list={list} />
  return (
    <EmptyState title="No entries match" actions={<Button onClick={showAllEntries}>Show all entries</Button>}>
      Order updates are journaled before they are shown, and kept for 90 days of use.
    </EmptyState>
  )
}
