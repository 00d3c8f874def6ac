import { Plus, RefreshCw, Search } from 'lucide-react'
import { useMemo } from 'react'
import { ORDER_PARTS } from '../../../shared/domain/blotter-look.ts'
import { useNow } from '../../platform/use-now.ts'
import { useBlotterStore } from '../../stores/blotter-store.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { ColumnsPanel } from './columns-panel.tsx'
import { feedHealthWords } from './feed-health-words.ts'
import { FilterPanel } from './filter-panel.tsx'
import { changeFilter } from './look-actions.ts'
import { countParts, ORDER_PART_TITLES } from './order-parts.ts'
import { focusBlotter, openTicket, refreshOrders } from './orders-actions.ts'
import { ViewsPanel } from './views-panel.tsx'

export function BlotterToolbar() {
  return (
    <header className="blotter-toolbar">
      <Parts />
      <TextFilter />
      <FilterPanel />
      <Health />
      <ViewsPanel />
      <ColumnsPanel />
      <Button look="quiet" icon={<RefreshCw size={13} aria-hidden="true" />} keys="r" onClick={refreshOrders}>
        Refresh
      </Button>
      <Button look="primary" icon={<Plus size={14} aria-hidden="true" />} keys="n" onClick={openTicket}>
        New order
      </Button>
    </header>
  )
}

function Parts() {
  const orders = useOrdersStore((data) => data.orders)
  const part = useBlotterStore((data) => data.look.filter.part)
  const counts = useMemo(() => countParts(orders.values()), [orders])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are toggles of a toolbar.
    <div role="group" aria-label="Parts of the orders" className="saved-views">
      {ORDER_PARTS.map((each) => (
        <button
          key={each}
          type="button"
          className="saved-view"
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
  const text = useBlotterStore((data) => data.look.filter.text)
  return (
    <div className="search-field order-filter">
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

function Health() {
  const health = useOrdersStore((data) => data.health)
  const gaps = useOrdersStore((data) => data.gaps)
  const downSince = useLinkStore((data) => data.downSince)
  const words = feedHealthWords(health, downSince, useNow())
  const open = gaps.filter((gap) => gap.repairedAt === undefined).length
  return (
    <div className="feed-health" data-tone={words.tone} title={words.detail}>
      <span className="dot" aria-hidden="true" />
      {/* The age changes every second; only a change of kind is worth announcing. */}
      <span className="visually-hidden" role="status">
        Order feed: {words.label.replace(/ for .*/, '')}
      </span>
      <span className="feed-health-label">{words.label}</span>
      {words.tone !== 'good' && <span className="feed-health-detail">{words.detail}</span>}
      {gaps.length > 0 && (
        <span className="feed-health-detail">
          {gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`}
          {open > 0 ? `, ${open} not repaired` : ', repaired'}
        </span>
      )}
    </div>
  )
}
