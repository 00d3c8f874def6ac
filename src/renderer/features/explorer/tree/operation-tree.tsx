import { Braces, FileJson, Search, Upload } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { needSearchTexts, useCatalogueStore } from '../../catalogue/index.ts'
import { useExplorerStore } from '../explorer-store.ts'
import { importRequests } from '../saved/saved-actions.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { operationTree } from './search-operations.ts'
import { focusFirstRow, focusTree, OperationRows, openFirstRow } from './tree-list.tsx'
import { treeBranches, treeRows } from './tree-rows.ts'

const OPEN_AT_FIRST = ['favourites', 'recent', 'session', 'accounts', 'portfolio', 'orders']
const isOpenAtFirst = (id: string): boolean => OPEN_AT_FIRST.includes(id) || id.startsWith('folder ')

interface Turned {
  readonly tree: ReadonlySet<string>
  readonly finds: ReadonlySet<string>
  /** The search that found them. */
  readonly search: string
}

const NONE: ReadonlySet<string> = new Set()

function withTurned(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const turned = new Set(ids)
  if (!turned.delete(id)) turned.add(id)
  return turned
}

/** The catalogue and what a person keeps of it: search above, branches that fold below. A search opens all that have a match. */
export function OperationTree() {
  const operations = useCatalogueStore((data) => data.operations)
  const texts = useCatalogueStore((data) => data.texts)
  const search = useExplorerStore((data) => data.search)
  const recent = useExplorerStore((data) => data.recent)
  const favourites = useSavedStore((data) => data.favourites)
  const saved = useSavedStore((data) => data.requests)
  const newer = useSavedStore((data) => data.newer)
  const unread = useSavedStore((data) => data.unread)
  const later = useDeferredValue(search)
  /** What was typed when the keyboard left for the rows: they have to be those of this text, not of one before. */
  const [wanted, setWanted] = useState<string>()
  const deferred = wanted === search ? search : later
  const areas = useMemo(() => operationTree(operations, deferred, texts), [operations, deferred, texts])
  const branches = useMemo(
    () => treeBranches({ areas, operations, favourites, saved, recent, search: deferred }),
    [areas, operations, favourites, saved, recent, deferred],
  )
  /** Those that were turned from what they are at first; what is turned among the finds of a search ends with it. */
  const [turned, setTurned] = useState<Turned>({ tree: new Set(), finds: new Set(), search: '' })
  const words = deferred.trim()
  const rows = useMemo(() => {
    const closed = turned.search === words ? turned.finds : NONE
    return treeRows(branches, (id) => (words === '' ? isOpenAtFirst(id) !== turned.tree.has(id) : !closed.has(id)))
  }, [branches, words, turned])
  const toggle = (id: string): void =>
    setTurned(({ tree, finds, search: of }) =>
      words === ''
        ? { tree: withTurned(tree, id), finds, search: of }
        : { tree, finds: withTurned(of === words ? finds : NONE, id), search: words },
    )
  const found = new Set(branches.flatMap(({ leaves }) => leaves)).size

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
            // Ctrl+Enter sends what is in the form.
            if (event.ctrlKey || event.metaKey || event.altKey) return
            if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault()
              flushSync(() => setWanted(search))
              if (event.key === 'Enter') openFirstRow()
              else if (search.trim() === '') focusTree()
              else focusFirstRow()
            }
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault()
              useExplorerStore.setState({ search: '' })
            }
          }}
        />
        {search === '' && <KeyHint keys="/" />}
      </div>
      <div className="operation-areas">
        {newer !== undefined && <p className="form-reason">{newer}</p>}
        {unread > 0 && (
          <p className="form-reason">
            {unread === 1 ? 'One saved request is' : `${unread} saved requests are`} not shown: only a newer version of
            the console can read {unread === 1 ? 'it' : 'them'}. Nothing of {unread === 1 ? 'it' : 'them'} is lost.
          </p>
        )}
        {branches.length === 0 ? (
          <EmptyState
            title="No operation matches"
            actions={<Button onClick={() => useExplorerStore.setState({ search: '' })}>Clear the search</Button>}
          >
            Any method and path can be typed in the request line, catalogued or not.
          </EmptyState>
        ) : (
          <OperationRows rows={rows} onToggle={toggle} />
        )}
        <p className="visually-hidden" role="status">
          {words === '' ? '' : `${found} found`}
        </p>
        <p className="operation-foot">
          <Button
            look="quiet"
            icon={<Braces size={14} aria-hidden="true" />}
            onClick={() => openOverlay({ kind: 'variables' })}
          >
            Variables…
          </Button>
          <Button
            look="quiet"
            icon={<Upload size={14} aria-hidden="true" />}
            disabled={newer !== undefined}
            onClick={() => void importRequests()}
          >
            Import saved requests…
          </Button>
          <Button
            look="quiet"
            icon={<FileJson size={14} aria-hidden="true" />}
            onClick={() => openOverlay({ kind: 'update-catalogue' })}
          >
            Update from IBKR’s document…
          </Button>
        </p>
      </div>
    </section>
  )
}
