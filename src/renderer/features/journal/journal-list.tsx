import type { JournalRow } from '../../../shared/contract/journal-views.ts'
import { groupDigitsIn } from '../../../shared/domain/format-number.ts'
import { usePagedRows } from '../../platform/use-paged-rows.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { inCapitals, textColumn, timeColumn } from '../../ui/grid/column-kinds.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import type { RowSpan } from '../../ui/grid/grid-props.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { describeOrderStatus, OrderStatusMark, openTimeline } from '../orders/index.ts'
import { filterJournal, JOURNAL_LIST, journalReader } from './journal-actions.ts'
import { type JournalList as List, useJournalStore } from './journal-store.ts'

const COLUMNS: readonly GridColumn<JournalRow>[] = [
  timeColumn('time', 'Received', 96, 'at', {
    tooltip: ({ at, serverAt }) =>
      `Received ${formatDateTime(at)}${serverAt === undefined ? '' : `, IBKR's time ${formatDateTime(serverAt)}`}`,
  }),
  // As wide as the longest name: the end of the name distinguishes options.
  textColumn('symbol', 'Symbol', 84, 'symbol', {
    fit: true,
    measured: ({ symbol }) => inCapitals(symbol),
    cell: ({ symbol }) => <strong>{symbol}</strong>,
  }),
  textColumn('status', 'Status', 132, 'status', {
    cell: ({ status }) => status !== '' && <OrderStatusMark status={status} />,
    tooltip: ({ status }) => (status === '' ? undefined : describeOrderStatus(status).explanation),
  }),
  textColumn('text', 'Event', 220, describeEvent, { grow: 1 }),
  textColumn('source', 'Source', 96, ({ source = 'console' }) => source, { muted: true }),
  textColumn('order', 'Order ID', 104, 'orderId', { align: 'end', muted: true }),
  textColumn('account', 'Account', 108, 'account', { muted: true }),
]

function describeEvent({ kind, text }: JournalRow): string {
  if (text === '') return kind === 'update' ? 'repeat without change' : kind
  // The text of a request may contain order ids.
  return kind === 'sent' ? text : groupDigitsIn(text)
}

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

/** List of journal entries, newest first. Loads only the visible pages. */
export function JournalList({ list }: { readonly list: List }) {
  const activeId = useJournalStore((data) => data.activeId)
  const newestId = useJournalStore((data) => data.pulse?.newestId ?? 0)
  const rows = usePagedRows(list, { reader: journalReader, keyOf, newestId })
  return (
    <Grid
      id={JOURNAL_LIST}
      label="Journal, newest first"
      columns={COLUMNS}
      layout={useRememberedColumns(JOURNAL_LIST)}
      keyOf={keyOf}
      activeKey={activeId === undefined ? undefined : String(activeId)}
      onActive={activate}
      onOpen={open}
      menu={menu}
      {...rows}
      spanOf={spanOf}
    />
  )
}
