import { Pause, Play, Plus, RefreshCw } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import { ORDER_STATUS_GROUPS } from '../../../../shared/domain/blotter-layout.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { BLOTTER, togglePause, useBlotterStore } from '../blotter-store.ts'
import { changeFilter } from '../layouts/layouts.ts'
import { ViewsPanel } from '../layouts/views-panel.tsx'
import { ORDER_FILTER, refreshOrders } from '../orders-actions.ts'
import { openTicket } from '../ticket/open-ticket.ts'
import { ColumnsPanel } from './columns-panel.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { countParts, ORDER_PART_TITLES } from './order-filter.ts'

/** Number of orders above which their counts need more space in the toolbar. */
const MANY = 99

export function BlotterToolbar() {
  const text = useBlotterStore((data) => data.layout.filter.text)
  const hasMany = useOrdersStore(({ orders }) => orders.size > MANY)
  return (
    <header className="blotter-toolbar list-toolbar bar" data-many={hasMany || undefined}>
      <Parts />
      <SearchField
        id={ORDER_FILTER}
        label="Filter orders"
        placeholder="Search"
        className="order-filter"
        text={text}
        onText={(next) => changeFilter({ text: next })}
        grid={BLOTTER}
        keys="/"
      />
      <FilterPanel />
      <span className="spring" />
      <ViewsPanel />
      <ColumnsPanel />
      <PauseButton />
      <Button look="quiet" icon={<RefreshCw size={13} aria-hidden="true" />} keys="r" onClick={refreshOrders}>
        Refresh
      </Button>
      <Button look="primary" icon={<Plus size={14} aria-hidden="true" />} keys="n" onClick={openTicket}>
        New order
      </Button>
    </header>
  )
}

function PauseButton() {
  const paused = useBlotterStore((data) => data.paused !== undefined)
  return (
    <Button
      look="quiet"
      icon={paused ? <Play size={13} aria-hidden="true" /> : <Pause size={13} aria-hidden="true" />}
      aria-pressed={paused}
      title={paused ? 'Resume the order feed' : 'Pause the order feed; updates are still received and journaled'}
      keys="p"
      onClick={togglePause}
    >
      Pause
    </Button>
  )
}

function Parts() {
  const counts = useOrdersStore(useShallow(({ orders }) => countParts(orders.values())))
  const part = useBlotterStore((data) => data.layout.filter.part)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and these are toggles in a toolbar.
    <div role="group" aria-label="Orders by status" className="choices">
      {ORDER_STATUS_GROUPS.map((each) => (
        <button
          key={each}
          type="button"
          className="choice secondary row"
          aria-pressed={each === part}
          onClick={() => changeFilter({ part: each })}
        >
          {ORDER_PART_TITLES[each]}{' '}
          <span className="count" data-tone={each === 'failed' && counts.failed > 0 ? 'bad' : undefined}>
            {formatNumber(counts[each])}
          </span>
        </button>
      ))}
    </div>
  )
}
