import { Download, ListFilter } from 'lucide-react'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { ORDER_STATUSES } from '../../../shared/domain/orders.ts'
import type { DayRange } from '../../platform/day-range.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DropPanel } from '../../ui/drop-panel.tsx'
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
  const text = useJournalStore((data) => data.filter.text)
  const total = useJournalStore((data) => data.list?.total ?? 0)
  return (
    <BesideTabs className="list-toolbar bar">
      <SearchField
        ref={focusIfRequested}
        id={JOURNAL_SEARCH}
        label="Search journal"
        text={text}
        onText={(text) => filterJournal({ text })}
        grid={JOURNAL_LIST}
      />
      <FilterPanel />
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

/** Panel with all filters except the search field. */
function FilterPanel() {
  const { days, status, orderId, everyProfile, everything } = useJournalStore((data) => data.filter)
  const selectedId = useBlotterStore(({ selectedIds }) => (selectedIds.length === 1 ? selectedIds[0] : undefined))
  const several = useProfilesStore((data) => (data.list?.profiles.length ?? 0) > 1)
  const count = [days !== 'always', status, orderId, everyProfile, everything].filter(Boolean).length
  return (
    <DropPanel
      look={count > 0 ? 'plain' : 'quiet'}
      icon={<ListFilter size={13} aria-hidden="true" />}
      label={count > 0 ? `Filter (${count})` : 'Filter'}
      panelLabel="Filter journal"
    >
      {() => (
        <>
          <Select
            aria-label="Journal time range"
            data-initial-focus
            value={days}
            options={DAYS}
            onChange={(days) => filterJournal({ days })}
          />
          <Select
            aria-label="Journal status filter"
            value={status ?? ''}
            options={[{ value: '', label: 'Any status' }, ...ORDER_STATUSES]}
            onChange={(status) => filterJournal({ status: status === '' ? undefined : status })}
          />
          <Checkbox
            checked={orderId !== undefined}
            disabled={(orderId ?? selectedId) === undefined}
            onChange={(only) => filterJournal({ orderId: only ? selectedId : undefined })}
          >
            {orderId === undefined ? 'Only the selected order' : `Only order ${orderId}`}
          </Checkbox>
          {several && (
            <Checkbox checked={everyProfile} onChange={(everyProfile) => filterJournal({ everyProfile })}>
              All profiles
            </Checkbox>
          )}
          <Checkbox checked={everything} onChange={(everything) => filterJournal({ everything })}>
            Updates that do not change the order
          </Checkbox>
        </>
      )}
    </DropPanel>
  )
}

function Count() {
  const list = useJournalStore((data) => data.list)
  const newestId = useJournalStore((data) => data.pulse?.newestId ?? 0)
  const newer = list ? newestId - list.newestId : 0
  return (
    <span className="list-count row small tertiary nowrap">
      <span role="status">{list ? entryCount(list.total) : ''}</span>
      {newer > 0 && (
        <button type="button" className="list-newer" onClick={readJournal}>
          {formatNumber(newer)} newer
        </button>
      )}
    </span>
  )
}
