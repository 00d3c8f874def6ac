import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCallback, useRef, useState } from 'react'
import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { keysOf } from '../../../commands/command.ts'
import { Button } from '../../../ui/button.tsx'
import { describeKeys } from '../../../ui/describe-keys.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { FileButton } from '../../files/index.ts'
import { showFind, useExplorerStore } from '../explorer-store.ts'
import { ChartView } from './chart-view.tsx'
import { contentNotes } from './content-notes.ts'
import { CopyButton } from './copy-from-response.tsx'
import { FindBar } from './find-bar.tsx'
import { HeaderTable } from './header-table.tsx'
import { INITIAL_WIDTH, RawView } from './raw-view.tsx'
import type { TreeState } from './reader/tree-rows.ts'
import type { ResponseContent } from './response-content.ts'
import { TableView } from './table-view.tsx'
import { TreeView } from './tree-view.tsx'
import { useFilter } from './use-filter.ts'
import { focusFind, type ScrollTarget, useFind } from './use-find.ts'

/** View of a response. */
export type ResponsePart = 'tree' | 'table' | 'chart' | 'raw' | 'headers'

export interface ResponseViewerProps {
  readonly head: ResponseHead
  readonly content: ResponseContent
  /** File name without an extension. */
  readonly stem: string
  /** Content before the tabs. */
  readonly leading?: ReactNode
  /** Chosen view, kept over several responses. Undefined: the first view of the response. */
  readonly part: ResponsePart | undefined
  readonly onPart: (part: ResponsePart) => void
  /** Notes above the body, such as the meaning of the response. */
  readonly notes?: ReactNode
  readonly onSave: () => void
  readonly onReadAgain: () => void
}

interface ReadableResponseProps extends Omit<ResponseViewerProps, 'content' | 'onReadAgain'> {
  readonly content: Extract<ResponseContent, { kind: 'parsed' }>
}

/** Parsed response with tabs for tree, table, chart, text and headers. */
export function ReadableResponse(props: ReadableResponseProps) {
  const { head, content, stem, leading, part, onPart, notes, onSave } = props
  const { document, summary } = content
  const isFindOpen = useExplorerStore((data) => data.isFindOpen)
  const json = summary.kind === 'json'
  const [tree, setTree] = useState<TreeState>(summary.tree)
  const [target, setTarget] = useState<ScrollTarget>()
  const width = useRef(INITIAL_WIDTH)
  const filter = useFilter(document, setTree)
  const filtered = filter.result?.kind === 'found' ? filter.result : undefined
  const find = useFind({
    document,
    part: filtered,
    width: useCallback(() => width.current, []),
    onTree: setTree,
    onTarget: setTarget,
  })
  const tables = json && (summary.tables.length > 0 || filtered?.table === true)
  const showInTree = async (value: number): Promise<void> => {
    const reply = await document.query('reveal', { value }).catch(() => undefined)
    if (reply?.row === undefined) return
    setTree(reply.tree)
    setTarget(reply)
    onPart('tree')
  }
  const headers = Object.entries(head.headers)
  const tabs = [
    ...(json ? [{ id: 'tree', label: 'Tree' } as const] : []),
    ...(tables ? [{ id: 'table', label: 'Table' } as const] : []),
    ...(summary.charts.length > 0 ? [{ id: 'chart', label: 'Chart' } as const] : []),
    { id: 'raw', label: 'Raw' } as const,
    { id: 'headers', label: 'Headers', mark: <span className="count">{headers.length}</span> } as const,
  ]
  const shown = tabs.find(({ id }) => id === part)?.id ?? (json ? 'tree' : 'raw')
  return (
    <Tabs
      label="Response views"
      tabs={tabs}
      selected={shown}
      onSelect={onPart}
      leading={leading}
      trailing={
        <div className="tabs-actions">
          {(shown === 'tree' || shown === 'raw') && (
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
          {shown !== 'table' && shown !== 'chart' && (
            <CopyButton
              load={async () =>
                shown === 'headers'
                  ? headers.map(([name, value]) => `${name}: ${value}`).join('\n')
                  : document.query('text', { pretty: shown === 'tree' })
              }
            />
          )}
        </div>
      }
    >
      <div className="response-panel column grow full">
        {notes}
        {shown !== 'headers' &&
          contentNotes(summary, head.headers['content-type']).map(({ tone, text }) => (
            <p key={text} className="response-note bar secondary" data-tone={tone}>
              {text}
            </p>
          ))}
        {isFindOpen && (shown === 'tree' || shown === 'raw') && (
          <FindBar find={find} filter={shown === 'tree' ? filter : undefined} />
        )}
        {shown === 'tree' &&
          (filtered?.count === 0 ? (
            <EmptyState title="No matches">
              $ is the whole response. $..name finds a name at any depth. Clear the field to see everything.
            </EmptyState>
          ) : (
            <TreeView
              document={document}
              tree={tree}
              firstLines={summary.lines}
              found={find.marked}
              target={target}
              onTree={setTree}
            />
          ))}
        {shown === 'table' && (
          <TableView
            key={filtered?.table ? filtered.tree.version : undefined}
            document={document}
            sources={summary.tables}
            isFiltered={filtered?.table === true}
            fileName={`${stem}.csv`}
            onShowInTree={showInTree}
          />
        )}
        {shown === 'chart' && <ChartView document={document} sources={summary.charts} />}
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
