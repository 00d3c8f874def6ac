import { Plus, RefreshCw, Search } from 'lucide-react'
import { useMemo } from 'react'
import { useNow } from '../../platform/use-now.ts'
import { chooseSavedView, useBlotterStore } from '../../stores/blotter-store.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { feedHealthWords } from './feed-health-words.ts'
import { focusBlotter, openTicket, refreshOrders } from './orders-actions.ts'
import { countViews, SAVED_VIEW_TITLES, SAVED_VIEWS } from './saved-views.ts'

export function BlotterToolbar() {
  return (
    <header className="blotter-toolbar">
      <SavedViews />
      <Filter />
      <Health />
      <Button look="quiet" icon={<RefreshCw size={13} aria-hidden="true" />} keys="r" onClick={refreshOrders}>
        Refresh
      </Button>
      <Button look="primary" icon={<Plus size={14} aria-hidden="true" />} keys="n" onClick={openTicket}>
        New order
      </Button>
    </header>
  )
}

function SavedViews() {
  const orders = useOrdersStore((data) => data.orders)
  const savedView = useBlotterStore((data) => data.savedView)
  const counts = useMemo(() => countViews(orders.values()), [orders])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are toggles of a toolbar.
    <div role="group" aria-label="Saved views" className="saved-views">
      {SAVED_VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          className="saved-view"
          aria-pressed={view === savedView}
          onClick={() => chooseSavedView(view)}
        >
          {SAVED_VIEW_TITLES[view]} <span className="count">{formatNumber(counts[view])}</span>
        </button>
      ))}
    </div>
  )
}

function Filter() {
  const filter = useBlotterStore((data) => data.filter)
  return (
    <div className="search-field order-filter">
      <Search size={14} aria-hidden="true" />
      <input
        id="order-filter"
        type="search"
        aria-label="Filter orders"
        placeholder="Filter"
        autoComplete="off"
        spellCheck={false}
        value={filter}
        onChange={(event) => useBlotterStore.setState({ filter: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter !== '') {
            event.preventDefault()
            useBlotterStore.setState({ filter: '' })
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault()
            focusBlotter()
          }
        }}
      />
      {filter === '' && <KeyHint keys="/" />}
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
