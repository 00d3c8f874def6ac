import { useCallback, useEffect, useRef } from 'react'
import type { JournalRow } from '../../../shared/contract/journal-views.ts'
import { pagedRow } from '../../platform/paged-list.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { type GridColumn, RowGrid } from '../../ui/row-grid.tsx'
import { orderStatusWords } from '../orders/details/order-status-text.ts'
import { openTimeline } from '../orders/orders-actions.ts'
import { JOURNAL_LIST, journalNews, needEntries } from './journal-actions.ts'
import { type JournalList as List, useJournalStore } from './journal-store.ts'

const COLUMNS: readonly GridColumn<JournalRow>[] = [
  {
    key: 'time',
    title: 'Received',
    track: '96px',
    muted: true,
    cell: ({ at }) => formatRecent(at, Date.now()),
    hint: ({ at, serverAt }) =>
      `Received ${formatDateTime(at)}${serverAt === undefined ? '' : `, IBKR's time ${formatDateTime(serverAt)}`}`,
  },
  { key: 'symbol', title: 'Symbol', track: '84px', cell: ({ symbol }) => <strong>{symbol}</strong> },
  {
    key: 'status',
    title: 'Status',
    track: '132px',
    cell: ({ status }) =>
      status !== '' && (
        <span className="order-status" data-tone={orderStatusWords(status).tone}>
          <span className="dot" aria-hidden="true" />
          {orderStatusWords(status).label}
        </span>
      ),
    hint: ({ status }) => (status === '' ? undefined : orderStatusWords(status).explanation),
  },
  {
    key: 'text',
    title: 'What happened',
    track: 'minmax(220px, 1fr)',
    cell: ({ kind, text }) => (text === '' ? (kind === 'update' ? 'repeated, no change' : kind) : text),
    hint: ({ text }) => text,
  },
  { key: 'source', title: 'Source', track: '88px', muted: true, cell: ({ source = 'here' }) => source },
  { key: 'order', title: 'Order id', track: '96px', numeric: true, muted: true, cell: ({ orderId }) => orderId },
  { key: 'account', title: 'Account', track: '96px', muted: true, cell: ({ account }) => account },
]

const spanOf = ({ kind, text, from, to }: JournalRow): string | undefined => {
  if (kind !== 'gap' && kind !== 'repaired' && kind !== 'lost') return undefined
  const stretch =
    from === undefined ? '' : ` ${formatDateTime(from)} – ${to === undefined ? 'now' : formatDateTime(to)}`
  return `${kind === 'repaired' ? 'Gap repaired' : kind === 'gap' ? 'Gap' : 'Not written down'}:${stretch}. ${text}`
}
const toneOf = ({ kind }: JournalRow): string | undefined =>
  kind === 'lost' ? 'bad' : kind === 'gap' ? 'warn' : undefined
const keyOf = ({ id }: JournalRow): string => String(id)
const activate = ({ id }: JournalRow): void => useJournalStore.setState({ activeId: id })
const open = ({ orderId }: JournalRow): void => {
  if (orderId !== '') openTimeline(orderId)
}

/** Entries, newest first; the host holds those out of sight. */
export function JournalList({ list }: { readonly list: List }) {
  const activeId = useJournalStore((data) => data.activeId)
  const newestId = useJournalStore((data) => data.pulse?.newestId ?? 0)
  const top = useRef(0)
  const rowAt = useCallback((index: number) => pagedRow(list, index), [list])
  const onSight = useCallback((first: number, last: number) => {
    top.current = first
    needEntries(first, Math.max(first, last - 1))
  }, [])
  // At the top the news are what is being read; further down nothing moves.
  useEffect(() => {
    if (newestId > list.newestId && top.current === 0) return journalNews()
    return undefined
  }, [newestId, list.newestId])
  return (
    <RowGrid
      id={JOURNAL_LIST}
      label="Journal, newest first"
      columns={COLUMNS}
      count={list.total}
      rowAt={rowAt}
      keyOf={keyOf}
      activeKey={activeId === undefined ? undefined : String(activeId)}
      onActive={activate}
      onOpen={open}
      onSight={onSight}
      spanOf={spanOf}
      toneOf={toneOf}
    />
  )
}
