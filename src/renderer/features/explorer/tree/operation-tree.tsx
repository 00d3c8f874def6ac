import { Braces, FileJson, Search, Upload } from 'lucide-react'
import { useDeferredValue, useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useShallow } from 'zustand/react/shallow'
import { openOverlay } from '../../../stores/overlay-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { needSearchTexts, useCatalogueStore } from '../../catalogue/index.ts'
import { activeTab, useExplorerStore } from '../explorer-store.ts'
import { importRequests } from '../saved/saved-actions.ts'
import { shownSavedId, useSavedStore } from '../saved/saved-store.ts'
import { operationTree } from './search-operations.ts'
import { isChosen } from './tree-actions.ts'
import { focusFirstRow, focusTree, openFirstRow, TreeList } from './tree-list.tsx'
import { treeBranches, treeRows } from './tree-rows.ts'

const INITIALLY_OPEN = ['favourites', 'recent', 'session', 'accounts', 'portfolio', 'orders']
const isInitiallyOpen = (id: string): boolean => INITIALLY_OPEN.includes(id) || id.startsWith('folder ')

const NONE: ReadonlySet<string> = new Set()

function withToggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const toggled = new Set(ids)
  if (!toggled.delete(id)) toggled.add(id)
  return toggled
}

/** Tree of favourites, saved requests and the catalogue, with a search field above. */
export function OperationTree() {
  const operations = useCatalogueStore((data) => data.operations)
  const texts = useCatalogueStore((data) => data.texts)
  const { search, recent, opened } = useExplorerStore(
    useShallow((data) => ({ search: data.search, recent: data.recent, opened: activeTab(data).opened })),
  )
  const favourites = useSavedStore((data) => data.favourites)
  const saved = useSavedStore((data) => data.requests)
  const newer = useSavedStore((data) => data.newer)
  const unread = useSavedStore((data) => data.unread)
  const later = useDeferredValue(search)
  /** Search text at the time when the focus moved to the rows. */
  const [settled, setSettled] = useState<string>()
  const deferred = settled === search ? search : later
  const branches = useMemo(() => {
    const areas = operationTree(operations, deferred, texts)
    return treeBranches({ areas, operations, favourites, saved, recent, search: deferred })
  }, [operations, texts, favourites, saved, recent, deferred])
  /** Branches that the user has expanded or collapsed, by search text. */
  const [toggled, setToggled] = useState<Readonly<Record<string, ReadonlySet<string>>>>({})
  const query = deferred.trim()
  const toggledHere = toggled[query] ?? NONE
  const isOpen = (id: string): boolean => (query !== '' || isInitiallyOpen(id)) !== toggledHere.has(id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `isOpen` depends only on these values
  const rows = useMemo(() => treeRows(branches, isOpen), [branches, query, toggledHere])
  const toggle = (id: string): void => setToggled((all) => ({ ...all, [query]: withToggled(all[query] ?? NONE, id) }))
  const found = branches.flatMap(({ leaves }) => leaves).length

  // Expands the branch of an opened request. Clears a search that hides the request.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when a request is opened
  useLayoutEffect(() => {
    const tab = activeTab()
    const savedId = shownSavedId(tab)
    const { operation } = tab.draft
    if (!opened || (!operation && savedId === undefined)) return
    const parents = branches.filter(({ leaves }) => leaves.some((leaf) => isChosen(leaf, operation?.id, savedId)))
    const last = parents.at(-1)
    if (last && !parents.some(({ id }) => isOpen(id))) toggle(last.id)
    if (last) return
    useExplorerStore.setState({ search: '' })
    const area = operation?.area ?? ''
    if (!isInitiallyOpen(area)) setToggled((all) => ({ ...all, '': new Set([...(all[''] ?? NONE), area]) }))
  }, [opened])

  return (
    <section className="operation-tree column" aria-label="Operations">
      <div className="input search-field row">
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
            // Ctrl+Enter sends the request in the form.
            if (event.ctrlKey || event.metaKey || event.altKey) return
            if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault()
              flushSync(() => setSettled(search))
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
      <div className="operation-areas grow scroll anchor">
        {newer !== undefined && <p className="form-reason secondary">{newer}</p>}
        {unread > 0 && (
          <p className="form-reason secondary">
            {unread === 1 ? '1 saved request needs' : `${unread} saved requests need`} a newer version of the console.
            Nothing is lost.
          </p>
        )}
        {branches.length === 0 ? (
          <EmptyState
            title="No matching operations"
            actions={<Button onClick={() => useExplorerStore.setState({ search: '' })}>Clear the search</Button>}
          >
            Enter any method and path in the request line.
          </EmptyState>
        ) : (
          <TreeList rows={rows} onToggle={toggle} />
        )}
        <p className="visually-hidden" role="status">
          {query === '' ? '' : `${found} found`}
        </p>
        <p className="operation-foot part">
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
