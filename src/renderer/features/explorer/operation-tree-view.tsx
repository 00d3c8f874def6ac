import { ChevronRight, FileJson, Search } from 'lucide-react'
import { type KeyboardEvent, memo, useDeferredValue, useMemo, useState } from 'react'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import { needSearchTexts, useCatalogueStore } from '../../stores/catalogue-store.ts'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { focusOperationSearch, openOperation } from './explorer-actions.ts'
import { type AreaBranch, operationTree } from './operation-tree.ts'
import { RecentRequests } from './recent-requests.tsx'
import { pathTail, shortPath } from './short-path.ts'

/** The catalogue: search above, areas that fold below. A search opens every area that has a match. */
export function OperationTree() {
  const operations = useCatalogueStore((data) => data.operations)
  const search = useExplorerStore((data) => data.search)
  const chosen = useExplorerStore((data) => data.draft.operation)
  const texts = useCatalogueStore((data) => data.texts)
  const deferred = useDeferredValue(search)
  const branches = useMemo(() => operationTree(operations, deferred, texts), [operations, deferred, texts])
  const [open, setOpen] = useState<ReadonlySet<AreaBranch['area']>>(
    () => new Set(['session', 'accounts', 'portfolio', 'orders']),
  )
  const searching = deferred.trim() !== ''
  const first = branches[0]?.operations[0]

  const toggle = (area: AreaBranch['area']): void => {
    const next = new Set(open)
    if (!next.delete(area)) next.add(area)
    setOpen(next)
  }

  return (
    <section className="operation-tree" aria-label="Operations">
      <div className="search-field">
        <Search size={14} aria-hidden="true" />
        <input
          id="operation-search"
          type="search"
          aria-label="Search operations"
          placeholder={`Search ${operations.length} operations`}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onFocus={() => void needSearchTexts()}
          onChange={(event) => useExplorerStore.setState({ search: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first) openOperation(first)
            if (event.key === 'ArrowDown') moveFocus(event, '#operation-areas')
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault()
              useExplorerStore.setState({ search: '' })
            }
          }}
        />
        {search === '' && <KeyHint keys="/" />}
      </div>
      {/* Tab goes through the tree as through any list; arrows are the short way. */}
      <nav
        id="operation-areas"
        className="operation-areas"
        aria-label="Operations by area"
        onKeyDown={(event) => moveFocus(event, '#operation-areas')}
      >
        {!searching && <RecentRequests />}
        {branches.map((branch) => (
          <Branch
            key={branch.area}
            branch={branch}
            open={searching || open.has(branch.area)}
            chosen={branch.area === chosen?.area || branch.area === 'mentioned' ? chosen?.id : undefined}
            onToggle={toggle}
          />
        ))}
        {branches.length === 0 && (
          <EmptyState
            title="No operation matches"
            actions={<Button onClick={() => useExplorerStore.setState({ search: '' })}>Clear the search</Button>}
          >
            Any method and path can be typed in the request line, catalogued or not.
          </EmptyState>
        )}
        <p className="operation-foot">
          <Button
            look="quiet"
            icon={<FileJson size={14} aria-hidden="true" />}
            onClick={() => openOverlay({ kind: 'update-catalogue' })}
          >
            Update from IBKR’s document…
          </Button>
        </p>
      </nav>
    </section>
  )
}

/** Moves from button to button with the arrow keys; above the first one is the search. */
function moveFocus(event: KeyboardEvent, container: string): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons = [...document.querySelectorAll<HTMLElement>(`${container} button`)]
  const next = buttons.indexOf(document.activeElement as HTMLElement) + step
  if (next < 0) focusOperationSearch()
  else buttons[next]?.focus()
}

interface BranchProps {
  readonly branch: AreaBranch
  readonly open: boolean
  readonly chosen: string | undefined
  readonly onToggle: (area: AreaBranch['area']) => void
}

const Branch = memo(function Branch({ branch, open, chosen, onToggle }: BranchProps) {
  return (
    <div className="operation-area">
      <button
        type="button"
        className="area-button"
        aria-expanded={open}
        title={branch.title}
        onClick={() => onToggle(branch.area)}
      >
        <ChevronRight size={14} aria-hidden="true" />
        <span className="area-title">{branch.title}</span>
        <span className="count">{branch.operations.length}</span>
      </button>
      {open && (
        <ul aria-label={branch.title}>
          {branch.operations.map((operation) => (
            <li key={operation.id}>
              <OperationButton operation={operation} chosen={operation.id === chosen} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
})

function OperationButton({ operation, chosen }: { readonly operation: Operation; readonly chosen: boolean }) {
  const path = shortPath(operation.path)
  return (
    <button
      type="button"
      className="operation-button"
      aria-current={chosen || undefined}
      title={`${operation.method} ${path}\n${operation.title}${operation.legacy ? ' (legacy: may be gone)' : ''}`}
      onClick={() => openOperation(operation)}
    >
      <span className="method" data-effect={operation.effect}>
        {operation.method}
      </span>{' '}
      <span className="visually-hidden">
        {path}, {operation.title}
      </span>
      <span className="operation-path" aria-hidden="true" data-legacy={operation.legacy}>
        {pathTail(path)}
      </span>
    </button>
  )
}
