import { Pin } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { HistoryRow } from '../../../shared/contract/history-views.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { formatBytes, formatMilliseconds } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { shortPath } from '../catalogue/index.ts'
import {
  activateEntry,
  compareMarked,
  needRows,
  openEntry,
  openInExplorer,
  readHistory,
  removeEntry,
  sendAgain,
  toggleMark,
  togglePin,
} from './history-actions.ts'
import { historyKey, historyRows, type HistoryList as List, useHistoryStore } from './history-store.ts'
import { outcomeWords } from './history-text.ts'

const LIST_ID = 'history-list'
/** Rows whose page is requested before they are visible. */
const AHEAD = 50

const callText = ({ method, path, query }: HistoryRow): string => `${method} ${path}${query === '' ? '' : `?${query}`}`

const COLUMNS: readonly GridColumn<HistoryRow>[] = [
  {
    id: 'time',
    title: 'Time',
    width: 96,
    narrow: { below: 720, width: 76 },
    muted: true,
    text: ({ at }) => formatRecent(at, Date.now()),
    tooltip: ({ at }) => formatDateTime(at),
  },
  {
    id: 'outcome',
    title: 'Status',
    width: 136,
    narrow: { below: 520, width: 60 },
    text: (row) => outcomeWords(row).text,
    cell: (row) => (
      <span
        className="history-outcome tone"
        data-tone={outcomeWords(row).tone}
        data-code={row.status !== undefined}
        data-outcome={row.outcome}
      >
        {outcomeWords(row).text}
      </span>
    ),
    tooltip: (row) => outcomeWords(row).text,
  },
  {
    id: 'request',
    title: 'Request',
    width: 140,
    grow: 1,
    text: callText,
    cell: ({ method, path, query }) => (
      <span className="history-request">
        <span className="method">{method}</span>{' '}
        {/* Cut at its beginning: its end and the query distinguish it from its neighbours. */}
        <span className="history-path ellipsis">
          <bdi dir="ltr">{shortPath(path)}</bdi>
        </span>
        {query !== '' && <span className="ellipsis tertiary">?{query}</span>}
      </span>
    ),
    tooltip: callText,
  },
  {
    id: 'environment',
    title: 'Env',
    width: 72,
    narrow: { below: 720, width: 0 },
    text: ({ environment }) => environment,
    cell: ({ environment }) => (
      <span className="history-environment" data-environment={environment}>
        {environment}
      </span>
    ),
  },
  {
    id: 'size',
    title: 'Size',
    width: 76,
    narrow: { below: 720, width: 0 },
    align: 'end',
    muted: true,
    text: ({ size }) => (size === undefined ? '' : formatBytes(size)),
  },
  {
    id: 'duration',
    title: 'Duration',
    width: 76,
    // Beside a comparison, the request needs the room more.
    narrow: { below: 400, width: 0 },
    align: 'end',
    muted: true,
    text: ({ totalMs }) => (totalMs === undefined ? '' : formatMilliseconds(totalMs)),
  },
  {
    id: 'pin',
    title: 'Pin',
    width: 40,
    text: ({ pinned }) => (pinned ? 'pinned' : ''),
    cell: ({ pinned }) => pinned && <Pin size={12} aria-label="Pinned" />,
  },
]

/** Requests, newest first; only the pages of visible rows are loaded. */
export function HistoryList({ list }: { readonly list: List }) {
  const activeId = useHistoryStore((data) => data.activeId)
  const marked = useHistoryStore((data) => data.marked)
  const newestId = useHistoryStore((data) => data.pulse.newestId)
  const layout = useRememberedColumns(LIST_ID)
  const top = useRef(0)
  const rows = useMemo(() => historyRows(list), [list])
  const onVisible = useCallback(
    (first: number, last: number) => {
      top.current = first
      needRows(Math.max(0, first - AHEAD), Math.min(list.total, last + AHEAD) - 1)
    },
    [list],
  )
  // At the top, new requests are what the user reads; further down nothing moves.
  useEffect(() => {
    if (newestId > list.newestId && top.current === 0) void readHistory()
  }, [newestId, list.newestId])
  return (
    <Grid
      id={LIST_ID}
      label="Requests, newest first"
      columns={COLUMNS}
      layout={layout}
      rows={rows}
      keyOf={historyKey}
      activeKey={activeId === undefined ? undefined : String(activeId)}
      onActive={activateEntry}
      onOpen={open}
      menu={menu}
      marks={{ keys: marked.map(String), toggle: mark }}
      onVisible={onVisible}
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
    { id: 'mark', title: marked.includes(id) ? 'Unmark' : 'Mark to compare', keys: 'Space', run: () => mark(row) },
    { id: 'compare', title: 'Compare marked', keys: 'c', disabled: marked.length < 2, run: compareMarked },
    { id: 'pin', title: pinned ? 'Unpin' : 'Pin', keys: 'p', run: () => void togglePin(row) },
    { id: 'delete', title: 'Delete', run: () => void removeEntry(id) },
  ]
}
