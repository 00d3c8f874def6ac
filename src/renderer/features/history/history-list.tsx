import { Pin } from 'lucide-react'
import type { HistoryRow } from '../../../shared/contract/history-views.ts'
import { usePagedRows } from '../../platform/use-paged-rows.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { formatBytes, formatMilliseconds } from '../../ui/format-number.ts'
import { textColumn, timeColumn } from '../../ui/grid/column-kinds.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { shortPath } from '../catalogue/index.ts'
import {
  activateEntry,
  compareMarked,
  HISTORY_LIST,
  historyReader,
  openEntry,
  openInExplorer,
  removeEntry,
  sendAgain,
  toggleMark,
  togglePin,
} from './history-actions.ts'
import { hasNewOutcome, historyKey, type HistoryList as List, useHistoryStore } from './history-store.ts'
import { outcomeText } from './history-text.ts'

const callText = ({ summary, method, path, query }: HistoryRow): string =>
  `${summary === undefined ? '' : `${summary} `}${method} ${path}${query === '' ? '' : `?${query}`}`

const COLUMNS: readonly GridColumn<HistoryRow>[] = [
  timeColumn('time', 'Time', 96, 'at', { narrow: { below: 720, width: 76 } }),
  textColumn('outcome', 'Status', 164, (row) => outcomeText(row).text, {
    narrow: { below: 520, width: 156 },
    cell: (row) => (
      <span
        className="history-outcome tone"
        data-tone={outcomeText(row).tone}
        data-code={row.status !== undefined}
        data-outcome={row.outcome}
      >
        {outcomeText(row).text}
      </span>
    ),
  }),
  textColumn('request', 'Request', 128, callText, {
    grow: 1,
    cell: ({ summary, method, path, query, pinned }) => (
      <>
        {pinned && <Pin className="history-pin" size={12} aria-label="Pinned" />}
        {summary !== undefined && <strong>{summary} </strong>}
        <span className="method">{method}</span> {shortPath(path)}
        {query !== '' && <span className="tertiary">?{query}</span>}
      </>
    ),
  }),
  textColumn('environment', 'Env', 72, 'environment', {
    narrow: { below: 720, width: 0 },
    cell: ({ environment }) => (
      <span className="history-environment tiny" data-environment={environment}>
        {environment}
      </span>
    ),
  }),
  textColumn('size', 'Size', 76, ({ size }) => (size === undefined ? '' : formatBytes(size)), {
    narrow: { below: 720, width: 0 },
    align: 'end',
    muted: true,
  }),
  textColumn('duration', 'Duration', 76, ({ totalMs }) => (totalMs === undefined ? '' : formatMilliseconds(totalMs)), {
    // Hidden beside a comparison, where the request column needs the space.
    narrow: { below: 400, width: 0 },
    align: 'end',
    muted: true,
  }),
]

/** List of requests, newest first. Loads only the visible pages. */
export function HistoryList({ list }: { readonly list: List }) {
  const activeId = useHistoryStore((data) => data.activeId)
  const marked = useHistoryStore((data) => data.marked)
  const newestId = useHistoryStore((data) => data.pulse.newestId)
  const isChanged = useHistoryStore((data) => hasNewOutcome(list, data.pulse))
  const rows = usePagedRows(list, { reader: historyReader, keyOf: historyKey, newestId, isChanged })
  return (
    <Grid
      id={HISTORY_LIST}
      label="Requests, newest first"
      columns={COLUMNS}
      layout={useRememberedColumns(HISTORY_LIST)}
      keyOf={historyKey}
      activeKey={activeId === undefined ? undefined : String(activeId)}
      onActive={activateEntry}
      onOpen={open}
      menu={menu}
      marks={{ keys: marked.map(String), toggle: mark }}
      {...rows}
      takesLostFocus
    />
  )
}

const mark = ({ id }: HistoryRow): void => toggleMark(id)
const open = ({ id }: HistoryRow): void => void openEntry(id)

function menu([row]: readonly HistoryRow[]): readonly ContextMenuItem[] {
  if (!row) return []
  const { id, pinned } = row
  const { marked } = useHistoryStore.getState()
  return [
    { id: 'explorer', title: 'Open in explorer', keys: 'e', run: () => void openInExplorer(id) },
    { id: 'again', title: 'Send again', keys: '$mod+Enter', run: () => void sendAgain(id) },
    { id: 'mark', title: marked.includes(id) ? 'Unmark' : 'Mark for comparison', keys: 'Space', run: () => mark(row) },
    { id: 'compare', title: 'Compare marked requests', keys: 'c', disabled: marked.length < 2, run: compareMarked },
    { id: 'pin', title: pinned ? 'Unpin' : 'Pin', keys: 'p', run: () => void togglePin(row) },
    { id: 'delete', title: 'Delete', run: () => void removeEntry(id) },
  ]
}
