import { useEffect } from 'react'
import { keysOf } from '../../commands/command.ts'
import { useRememberedSize } from '../../platform/remembered-size.ts'
import { useMediaQuery } from '../../platform/use-media-query.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Later, laterPart } from '../../ui/later.tsx'
import { Split } from '../../ui/split.tsx'
import { readHistory, showAllHistory } from './history-actions.ts'
import { HistoryEntryPane } from './history-entry-pane.tsx'
import { HistoryList } from './history-list.tsx'
import { useHistoryStore } from './history-store.ts'
import { noMatchText } from './history-text.ts'
import { HistoryToolbar } from './history-toolbar.tsx'
import './history.css'

/** Loads on demand, because its editor is large. */
const HISTORY_COMPARE = laterPart(async () => (await import('./compare/history-compare.tsx')).HistoryCompare)

export function HistoryView() {
  const pane = useHistoryStore((data) => data.pane)
  const entrySize = useRememberedSize('history-entry', 460)
  const compareSize = useRememberedSize('history-compare', 780)
  useEffect(() => {
    void readHistory()
  }, [])
  return (
    <Split
      label="Request pane size"
      orientation={useMediaQuery('(max-width: 900px)') ? 'vertical' : 'horizontal'}
      sized="second"
      size={pane.kind === 'compare' ? compareSize : entrySize}
      min={200}
      minRest={200}
      first={
        <section className="list-view column" aria-label="History">
          <HistoryToolbar />
          <Problem />
          <List />
        </section>
      }
      second={
        pane.kind === 'compare' ? (
          <Later part={HISTORY_COMPARE} props={{ ids: pane.ids }} meanwhile={<LoadingComparison />} />
        ) : (
          pane.kind !== 'none' && <HistoryEntryPane pane={pane} />
        )
      }
    />
  )
}

const LoadingComparison = () => (
  <aside className="side-pane column" aria-label="Comparison of two responses">
    <p className="small tertiary list-loading">Loading…</p>
  </aside>
)

function Problem() {
  const problem = useHistoryStore((data) => data.pulse.problem)
  if (problem === undefined) return null
  return (
    <p className="bar tinted tone" role="alert" data-tone="warn">
      {problem}
    </p>
  )
}

function List() {
  const list = useHistoryStore((data) => data.list)
  const failure = useHistoryStore((data) => data.failure)
  const narrowed = useHistoryStore((data) => Object.values(data.query).some((value) => value !== undefined))
  const nothing = useHistoryStore(noMatchText)
  if (failure !== undefined) {
    return (
      <EmptyState
        title="History not available"
        actions={
          <Button look="primary" onClick={() => void readHistory()}>
            Retry
          </Button>
        }
      >
        {failure}
      </EmptyState>
    )
  }
  if (!list) return <p className="list-loading tertiary">Loading history…</p>
  if (list.total > 0) return <HistoryList list={list} />
  return narrowed ? (
    <EmptyState title="No matches" actions={<Button onClick={showAllHistory}>Show all</Button>}>
      {nothing}
    </EmptyState>
  ) : (
    <EmptyState
      title="No requests yet"
      actions={
        <Button look="primary" keys={keysOf('go-explorer')} onClick={() => goTo('explorer')}>
          Open the explorer
        </Button>
      }
    >
      Requests from the explorer and orders from the ticket appear here with their responses, without secrets. The
      history is saved across restarts.
    </EmptyState>
  )
}
