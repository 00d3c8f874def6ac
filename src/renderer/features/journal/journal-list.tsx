import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { JournalRow } from '../../../shared/contract/journal-views.ts'
import { pagedSource } from '../../platform/paged-list.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import type { RowSpan } from '../../ui/grid/grid-props.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { useSteady } from '../../ui/use-steady.ts'
import { openTimeline, orderStatusLabel } from '../orders/index.ts'
import { cancelRefresh, filterJournal, JOURNAL_LIST, needEntries, refreshSoon } from './journal-actions.ts'
import { type JournalList as List, useJournalStore } from './journal-store.ts'

const COLUMNS: readonly GridColumn<JournalRow>[] = [
  {
    id: 'time',
    title: 'Received',
    width: 96,
    muted: true,
    text: ({ at }) => formatRecent(at, Date.now()),
    tooltip: ({ at, serverAt }) =>
      `Received ${formatDateTime(at)}${serverAt === undefined ? '' : `, IBKR's time ${formatDateTime(serverAt)}`}`,
  },
  {
    id: 'symbol',
    title: 'Symbol',
    width: 84,
    text: ({ symbol }) => symbol,
    cell: ({ symbol }) => <strong>{symbol}</strong>,
  },
  {
    id: 'status',
    title: 'Status',
    width: 132,
    text: ({ status }) => (status === '' ? '' : orderStatusLabel(status).label),
    cell: ({ status }) =>
      status !== '' && (
        <span className="order-status" data-tone={orderStatusLabel(status).tone}>
          <span className="dot" aria-hidden="true" />
          {orderStatusLabel(status).label}
        </span>
      ),
    tooltip: ({ status }) => (status === '' ? undefined : orderStatusLabel(status).explanation),
  },
  {
    id: 'text',
    title: 'Event',
    width: 220,
    grow: 1,
    text: ({ kind, text }) => (text === '' ? (kind === 'update' ? 'repeat without change' : kind) : text),
    tooltip: ({ text }) => text,
  },
  { id: 'source', title: 'Source', width: 88, muted: true, text: ({ source = 'console' }) => source },
  { id: 'order', title: 'Order id', width: 96, align: 'end', muted: true, text: ({ orderId }) => orderId },
  { id: 'account', title: 'Account', width: 96, muted: true, text: ({ account }) => account },
]

const spanOf = ({ kind, text, from, to }: JournalRow): RowSpan | undefined => {
  if (kind !== 'gap' && kind !== 'repaired' && kind !== 'lost') return undefined
  const span = from === undefined ? '' : ` ${formatDateTime(from)} – ${to === undefined ? 'now' : formatDateTime(to)}`
  const title = kind === 'repaired' ? 'Gap reconciled' : kind === 'gap' ? 'Gap' : 'Not journaled'
  return {
    text: `${title}:${span}. ${text}`,
    tone: kind === 'lost' ? 'bad' : kind === 'gap' ? 'warn' : undefined,
  }
}
const keyOf = ({ id }: JournalRow): string => String(id)
const activate = ({ id }: JournalRow): void => useJournalStore.setState({ activeId: id })
const open = ({ orderId }: JournalRow): void => {
  if (orderId !== '') openTimeline(orderId)
}

const menu = ([row]: readonly JournalRow[]): readonly ContextMenuItem[] => {
  if (!row || row.orderId === '') return []
  const { orderId } = row
  return [
    { id: 'timeline', title: 'Show order timeline', keys: 'Enter', run: () => openTimeline(orderId) },
    { id: 'only', title: 'Show only this order', run: () => filterJournal({ orderId }) },
  ]
}

/** Entries, newest first; pages are loaded as they become visible. */
export function JournalList({ list }: { readonly list: List }) {
  const activeId = useJournalStore((data) => data.activeId)
  const newestId = useJournalStore((data) => data.pulse?.newestId ?? 0)
  const top = useRef(0)
  const isAtTop = useSteady(() => top.current === 0)
  const layout = useRememberedColumns(JOURNAL_LIST)
  const rows = useMemo(() => pagedSource(list, keyOf), [list])
  const onVisible = useCallback(
    (first: number, last: number) => {
      top.current = first
      needEntries(first, Math.min(list.total, Math.max(first + 1, last)) - 1)
    },
    [list],
  )
  // New entries appear only while the top is visible, so that no row moves while it is read.
  useEffect(() => {
    if (newestId > list.newestId && isAtTop()) refreshSoon(isAtTop)
  }, [newestId, list.newestId, isAtTop])
  useEffect(() => cancelRefresh, [])
  return (
    <Grid
      id={JOURNAL_LIST}
      label="Journal, newest first"
      columns={COLUMNS}
      layout={layout}
      rows={rows}
      keyOf={keyOf}
      activeKey={activeId === undefined ? undefined : String(activeId)}
      onActive={activate}
      onOpen={open}
      menu={menu}
      onVisible={onVisible}
      spanOf={spanOf}
    />
  )
}
