import { Download, Search, X } from 'lucide-react'
import { ORDER_STATUSES } from '../../../shared/domain/orders.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { DropPanel } from '../../ui/drop-panel.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { Select } from '../../ui/select.tsx'
import { useBlotterStore } from '../orders/blotter-store.ts'
import { focusWhenAsked, JOURNAL_SEARCH } from '../orders/lower/lower-actions.ts'
import { exportJournal, JOURNAL_LIST, narrowJournal, readJournal } from './journal-actions.ts'
import { type JournalDays, useJournalStore } from './journal-store.ts'

const DAYS: readonly { readonly value: JournalDays; readonly label: string }[] = [
  { value: 'always', label: 'Any day' },
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
]

export function JournalToolbar() {
  const choice = useJournalStore((data) => data.choice)
  const total = useJournalStore((data) => data.list?.total ?? 0)
  const several = useProfilesStore((data) => (data.list?.profiles.length ?? 0) > 1)
  return (
    <div className="journal-toolbar">
      <SearchField />
      <Select
        className="journal-choice"
        aria-label="Days of the journal"
        value={choice.days}
        options={DAYS}
        onChange={(days) => narrowJournal({ days })}
      />
      <Select
        className="journal-choice"
        aria-label="Status in the journal"
        value={choice.status ?? ''}
        options={[{ value: '', label: 'Any status' }, ...ORDER_STATUSES]}
        onChange={(status) => narrowJournal({ status: status === '' ? undefined : status })}
      />
      <OneOrder />
      {several && (
        <label className="check">
          <input
            type="checkbox"
            checked={choice.everyProfile}
            onChange={(event) => narrowJournal({ everyProfile: event.target.checked })}
          />
          All profiles
        </label>
      )}
      <label className="check" title="Also what IBKR told again without saying anything new">
        <input
          type="checkbox"
          checked={choice.everything}
          onChange={(event) => narrowJournal({ everything: event.target.checked })}
        />
        Every word
      </label>
      <Count />
      <DropPanel
        look="quiet"
        icon={<Download size={13} aria-hidden="true" />}
        label="Export"
        panelLabel="Export the journal as"
      >
        {(close) => (
          <>
            <p className="drop-note">
              {formatNumber(total)} {total === 1 ? 'entry' : 'entries'}, the oldest first: what the list shows.
            </p>
            {(['csv', 'jsonl'] as const).map((format, index) => (
              <Button
                key={format}
                data-initial-focus={index === 0 || undefined}
                disabled={total === 0}
                onClick={() => {
                  close()
                  void exportJournal(format)
                }}
              >
                {format === 'csv' ? 'CSV, for a spreadsheet' : 'JSON lines, with what IBKR told'}
              </Button>
            ))}
          </>
        )}
      </DropPanel>
    </div>
  )
}

function SearchField() {
  const text = useJournalStore((data) => data.choice.text)
  return (
    <div className="search-field journal-search">
      <Search size={14} aria-hidden="true" />
      <input
        ref={focusWhenAsked}
        id={JOURNAL_SEARCH}
        type="search"
        aria-label="Search the journal"
        placeholder="Search the journal"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => narrowJournal({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            narrowJournal({ text: '' })
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault()
            document.getElementById(JOURNAL_LIST)?.focus()
          }
        }}
      />
    </div>
  )
}

/** Narrows to the order under the cursor of the list above, and back. */
function OneOrder() {
  const orderId = useJournalStore((data) => data.choice.orderId)
  const activeId = useBlotterStore((data) => data.activeId)
  if (orderId !== undefined) {
    return (
      <Button
        icon={<X size={12} aria-hidden="true" />}
        title="Show all orders again"
        onClick={() => narrowJournal({ orderId: undefined })}
      >
        Order {orderId}
      </Button>
    )
  }
  return (
    <Button
      look="quiet"
      disabled={activeId === undefined}
      title={activeId === undefined ? 'Choose an order in the list above first' : `Only order ${activeId}`}
      onClick={() => narrowJournal({ orderId: activeId })}
    >
      This order
    </Button>
  )
}

function Count() {
  const list = useJournalStore((data) => data.list)
  const newestId = useJournalStore((data) => data.pulse?.newestId ?? 0)
  const news = list ? newestId - list.newestId : 0
  return (
    <span className="journal-count">
      <span role="status">{list ? `${formatNumber(list.total)} ${list.total === 1 ? 'entry' : 'entries'}` : ''}</span>
      {news > 0 && (
        <button type="button" className="history-news" onClick={readJournal}>
          {formatNumber(news)} newer
        </button>
      )}
    </span>
  )
}
