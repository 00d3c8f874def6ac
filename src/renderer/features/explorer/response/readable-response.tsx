import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { keysOf } from '../../../commands/command.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { describeKeys } from '../../../ui/describe-keys.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { FileButton } from '../../files/index.ts'
import { showFind, useExplorerStore } from '../explorer-store.ts'
import { contentNotes } from './content-notes.ts'
import { CopyButton, wholeText } from './copy-from-response.tsx'
import { FindBar } from './find-bar.tsx'
import { HeaderTable } from './header-table.tsx'
import { FIRST_WIDTH, RawView } from './raw-view.tsx'
import type { TreeState } from './reader/messages.ts'
import type { ResponseContent } from './response-content.ts'
import { TableView } from './table-view.tsx'
import { TreeView } from './tree-view.tsx'
import { useFilter } from './use-filter.ts'
import { focusFind, useFind } from './use-find.ts'

type Part = 'tree' | 'table' | 'raw' | 'headers'

export interface ResponseViewerProps {
  readonly head: ResponseHead
  readonly content: ResponseContent
  /** File name without an extension. */
  readonly stem: string
  /** Shown before the tabs. */
  readonly leading?: ReactNode
  /** Shown above the body: the meaning of the response. */
  readonly notes?: ReactNode
  readonly onSave: () => void
  readonly onReadAgain: () => void
}

interface ReadableResponseProps extends Omit<ResponseViewerProps, 'content' | 'onReadAgain'> {
  readonly content: Extract<ResponseContent, { kind: 'read' }>
}

/** A response in a worker: tree, table, text and headers. */
export function ReadableResponse(props: ReadableResponseProps) {
  const { head, content, stem, leading, notes, onSave } = props
  const { document, summary } = content
  const isFindOpen = useExplorerStore((data) => data.isFindOpen)
  const json = summary.kind === 'json'
  const [part, setPart] = useState<Part>(json ? 'tree' : 'raw')
  const [tree, setTree] = useState<TreeState>(summary.tree)
  const [jump, setJump] = useState<{ readonly row: number } | undefined>(undefined)
  const width = useRef(FIRST_WIDTH)
  const filter = useFilter(document, setTree)
  const filtered = filter.result?.kind === 'found' ? filter.result : undefined
  const find = useFind({
    document,
    part: filtered,
    width: useCallback(() => width.current, []),
    onTree: setTree,
  })

  // The latest request wins: a search match or a table row.
  const { target } = find
  const wish = useRef<{ readonly target: unknown; readonly jump: unknown; row: { row: number } | undefined }>({
    target: undefined,
    jump: undefined,
    row: undefined,
  })
  if (wish.current.target !== target || wish.current.jump !== jump) {
    const next = wish.current.jump === jump ? rowOf(target) : jump
    wish.current = { target, jump, row: next }
  }
  const found = useMemo(
    () => (filtered?.table ? { version: filtered.tree.version, count: filtered.count } : undefined),
    [filtered],
  )
  const tables = json && (summary.tables.length > 0 || found !== undefined)
  const unfoldAll = async (): Promise<void> => {
    const reply = await document.ask({ kind: 'unfold-all' }).catch(() => undefined)
    if (!reply) return
    setTree(reply)
    if (!reply.all) showToast('idle', 'Unfolded the first million lines. The rest stays folded.')
  }
  const foldAll = async (): Promise<void> => {
    const reply = await document.ask({ kind: 'fold-all' }).catch(() => undefined)
    if (reply) setTree(reply)
  }
  const showInTree = useCallback(
    async (value: number): Promise<void> => {
      const reply = await document.ask({ kind: 'reveal', value }).catch(() => undefined)
      if (reply?.row === undefined) return
      setTree(reply.tree)
      setJump({ row: reply.row })
      setPart('tree')
    },
    [document],
  )
  const headers = Object.entries(head.headers)
  const shown = part === 'table' && !tables ? 'tree' : part
  return (
    <Tabs
      label="Response parts"
      tabs={[
        ...(json ? [{ id: 'tree', label: 'Tree' } as const] : []),
        ...(tables ? [{ id: 'table', label: 'Table' } as const] : []),
        { id: 'raw', label: 'Raw' },
        { id: 'headers', label: 'Headers', mark: <span className="count">{headers.length}</span> },
      ]}
      selected={shown}
      onSelect={setPart}
      leading={leading}
      trailing={
        <div className="tabs-actions">
          {shown !== 'table' && shown !== 'headers' && (
            <Button
              look="quiet"
              icon={<Search size={14} aria-hidden="true" />}
              aria-label="Find in response"
              aria-expanded={isFindOpen}
              title={`Find in response (${describeKeys(keysOf('find-in-response')).join(' ')})`}
              onClick={() => (isFindOpen ? showFind(false) : focusFind())}
            />
          )}
          <FileButton
            doing="save"
            look="quiet"
            title="Save the body as a file"
            command="save-response"
            onClick={onSave}
          />
          {shown !== 'table' && (
            <CopyButton
              make={async () =>
                shown === 'headers'
                  ? headers.map(([name, value]) => `${name}: ${value}`).join('\n')
                  : wholeText(document, shown === 'tree')
              }
            />
          )}
        </div>
      }
    >
      <div className="response-panel column grow">
        {notes}
        {shown !== 'headers' &&
          contentNotes(summary, head.headers['content-type']).map(({ tone, words }) => (
            <p key={words} className="response-note bar secondary" data-tone={tone}>
              {words}
            </p>
          ))}
        {isFindOpen && (shown === 'tree' || shown === 'raw') && (
          <FindBar find={find} filter={shown === 'tree' ? filter : undefined} />
        )}
        {shown === 'tree' &&
          (filtered?.count === 0 ? (
            <EmptyState title="No matches">
              $ is the whole response, $..name finds a name at any depth. Clear the field to see everything.
            </EmptyState>
          ) : (
            <TreeView
              document={document}
              tree={tree}
              firstLines={summary.lines}
              found={find.marked}
              target={wish.current.row}
              onTree={setTree}
              onUnfoldAll={unfoldAll}
              onFoldAll={foldAll}
            />
          ))}
        {shown === 'table' && (
          <TableView
            document={document}
            sources={summary.tables}
            found={found}
            fileName={`${stem}.csv`}
            onShowInTree={showInTree}
          />
        )}
        {shown === 'raw' && (
          <RawView
            document={document}
            size={summary.size}
            found={find.marked}
            target={target}
            onWidth={(characters) => {
              width.current = characters
            }}
          />
        )}
        {shown === 'headers' && <HeaderTable headers={headers} />}
      </div>
    </Tabs>
  )
}

const rowOf = (target: { readonly row: number | undefined } | undefined): { row: number } | undefined =>
  target?.row === undefined ? undefined : { row: target.row }
