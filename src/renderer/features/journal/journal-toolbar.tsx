import { Download, X } from 'lucide-react'
import { ORDER_STATUSES } from '../../../shared/domain/orders.ts'
import type { DayRange } from '../../platform/day-range.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DropPanel } from '../../ui/drop-panel.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { BesideTabs, focusIfRequested, JOURNAL_SEARCH, useBlotterStore } from '../orders/index.ts'
import { exportJournal, filterJournal, JOURNAL_LIST, readJournal } from './journal-actions.ts'
import { useJournalStore } from './journal-store.ts'

const DAYS: readonly { readonly value: DayRange; readonly label: string }[] = [
  { value: 'always', label: 'Any day' },
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
]

const entryCount = (count: number): string => `${formatNumber(count)} ${count === 1 ? 'entry' : 'entries'}`

export function JournalToolbar() {
  const filter = useJournalStore((data) => data.filter)
  const total = useJournalStore((data) => data.list?.total ?? 0)
  const several = useProfilesStore((data) => (data.list?.profiles.length ?? 0) > 1)
  return (
    <BesideTabs className="list-toolbar bar">
      <SearchField
        ref={focusIfRequested}
        id={JOURNAL_SEARCH}
        label="Search journal"
        text={filter.text}
        onText={(text) => filterJournal({ text })}
        grid={JOURNAL_LIST}
      />
      <Select
        className="list-choice input-fit"
        aria-label="Time range of the journal"
        value={filter.days}
        options={DAYS}
        onChange={(days) => filterJournal({ days })}
      />
      <Select
        className="list-choice input-fit"
        aria-label="Status filter of the journal"
        value={filter.status ?? ''}
        options={[{ value: '', label: 'Any status' }, ...ORDER_STATUSES]}
        onChange={(status) => filterJournal({ status: status === '' ? undefined : status })}
      />
      <OneOrder />
      {several && (
        <Checkbox checked={filter.everyProfile} onChange={(everyProfile) => filterJournal({ everyProfile })}>
          All profiles
        </Checkbox>
      )}
      <Checkbox
        checked={filter.everything}
        title="Include updates that do not change the order"
        onChange={(everything) => filterJournal({ everything })}
      >
        Repeats
      </Checkbox>
      <Count />
      <DropPanel
        look="quiet"
        icon={<Download size={13} aria-hidden="true" />}
        label="Export"
        panelLabel="Export journal"
      >
        {(close) => (
          <>
            <p className="drop-note small tertiary">{entryCount(total)} in the list, oldest first.</p>
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
                {format === 'csv' ? 'CSV' : 'JSON Lines, with IBKR’s messages'}
              </Button>
            ))}
          </>
        )}
      </DropPanel>
    </BesideTabs>
  )
}

/** Filters by the order that is selected in the list above. */
function OneOrder() {
  const orderId = useJournalStore((data) => data.filter.orderId)
  const selectedId = useBlotterStore(({ selectedIds }) => (selectedIds.length === 1 ? selectedIds[0] : undefined))
  return orderId !== undefined ? (
    <Button icon={<X size={12} aria-hidden="true" />} title="Show all orders" onClick={showEveryOrder}>
      Order {orderId}
    </Button>
  ) : (
    <Button
      look="quiet"
      disabled={selectedId === undefined}
      title={selectedId === undefined ? 'Select one order in the list above first' : `Show only order ${selectedId}`}
      onClick={() => filterJournal({ orderId: selectedId })}
    >
      This order
    </Button>
  )
}

const showEveryOrder = (): void => filterJournal({ orderId: undefined })

function Count() {
  const list = useJournalStore((data) => data.list)
  const newestId = useJournalStore((data) => data.pulse?.newestId ?? 0)
  const newer = list ? newestId - list.newestId : 0
  return (
    <span className="list-count row small tertiary">
      <span role="status">{list ? entryCount(list.total) : ''}</span>
      {newer > 0 && (
        <button type="button" className="list-newer" onClick={readJournal}>
          {formatNumber(newer)} newer
        </button>
      )}
    </span>
  )
}
