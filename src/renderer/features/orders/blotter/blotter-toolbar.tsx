import { Pause, Play, Plus, RefreshCw, Search } from 'lucide-react'
import { useMemo } from 'react'
import { ORDER_STATUS_GROUPS } from '../../../../shared/domain/blotter-layout.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { formatNumber } from '../../../ui/format-number.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { focusBlotter, togglePause, useBlotterStore } from '../blotter-store.ts'
import { changeFilter } from '../layouts/layouts.ts'
import { ViewsPanel } from '../layouts/views-panel.tsx'
import { refreshOrders } from '../orders-actions.ts'
import { openTicket } from '../ticket/open-ticket.ts'
import { ColumnsPanel } from './columns-panel.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { countParts, ORDER_PART_TITLES } from './order-filter.ts'

export function BlotterToolbar() {
  return (
    <header className="blotter-toolbar list-toolbar bar">
      <Parts />
      <TextFilter />
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
  const orders = useOrdersStore((data) => data.orders)
  const part = useBlotterStore((data) => data.layout.filter.part)
  const counts = useMemo(() => countParts(orders.values()), [orders])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are toggles of a toolbar.
    <div role="group" aria-label="Orders by status" className="choices">
      {ORDER_STATUS_GROUPS.map((each) => (
        <button
          key={each}
          type="button"
          className="choice secondary"
          aria-pressed={each === part}
          onClick={() => changeFilter({ part: each })}
        >
          {ORDER_PART_TITLES[each]} <span className="count">{formatNumber(counts[each])}</span>
        </button>
      ))}
    </div>
  )
}

function TextFilter() {
  const text = useBlotterStore((data) => data.layout.filter.text)
  return (
    <div className="search-field row order-filter">
      <Search size={14} aria-hidden="true" />
      <input
        id="order-filter"
        type="search"
        aria-label="Filter orders"
        placeholder="Search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => changeFilter({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            changeFilter({ text: '' })
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault()
            focusBlotter()
          }
        }}
      />
      {text === '' && <KeyHint keys="/" />}
    </div>
  )
}
