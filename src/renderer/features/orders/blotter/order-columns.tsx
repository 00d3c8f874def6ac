import { useMemo } from 'react'
import type { Order } from '../../../../shared/domain/orders.ts'
import { useMediaQuery } from '../../../platform/use-media-query.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { formatNumber, groupDigits } from '../../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../../ui/format-time.ts'
import { type GridColumn, numberIn } from '../../../ui/grid/grid-column.ts'
import { Side } from '../../confirmation/index.ts'
import { describeStatus, orderStatusLabel } from '../texts.ts'

/** The server's time of the last change, or ours. */
export const timeOf = (order: Order): number => order.serverTime ?? order.changedAt

/** Every column of the blotter in the default order. Another one needs nothing but a record here. */
export const ORDER_COLUMNS: readonly GridColumn<Order>[] = [
  {
    id: 'time',
    title: 'Time',
    width: 92,
    muted: true,
    firstSort: 'descending',
    sort: timeOf,
    text: (order) => formatRecent(timeOf(order), Date.now()),
    tooltip: (order) => formatDateTime(timeOf(order)),
  },
  {
    id: 'symbol',
    title: 'Symbol',
    width: 156,
    narrow: { below: 640, width: 84 },
    grow: 2,
    sticky: true,
    essential: true,
    text: ({ symbol }) => symbol,
    cell: ({ symbol, description }) => (
      <>
        <strong>{symbol}</strong> <span className="tertiary">{description}</span>
      </>
    ),
    tooltip: ({ symbol, description }) => `${symbol} ${description}`,
  },
  {
    id: 'side',
    title: 'Side',
    width: 52,
    sticky: true,
    essential: true,
    text: ({ side }) => side,
    cell: ({ side }) => <Side side={side} />,
  },
  {
    id: 'status',
    title: 'Status',
    width: 132,
    grow: 1,
    essential: true,
    sort: ({ status }) => status,
    text: ({ status }) => orderStatusLabel(status).label,
    cell: ({ status, journaled }) => (
      <span
        className="order-status"
        data-tone={orderStatusLabel(status).tone}
        data-unwritten={journaled === false || undefined}
      >
        <span className="dot" aria-hidden="true" />
        {orderStatusLabel(status).label}
      </span>
    ),
    tooltip: describeStatus,
    description: describeStatus,
  },
  text('type', 'Type', 84, ({ orderType }) => orderType),
  { ...figure('quantity', 'Quantity', ({ quantity }) => quantity), essential: true },
  {
    ...figure('filled', 'Filled', ({ filled }) => filled),
    beside: 44,
    essential: true,
    cell: ({ filled, quantity }) => (
      <span className="row spread">
        <FilledBar filled={filled} quantity={quantity} />
        {formatNumber(filled)}
      </span>
    ),
  },
  { ...figure('remaining', 'Remaining', ({ remaining }) => remaining), essential: true },
  figure('limit', 'Limit', ({ limitPrice }) => limitPrice),
  figure('stop', 'Stop', ({ stopPrice }) => stopPrice),
  figure('average', 'Avg price', ({ averagePrice }) => averagePrice),
  { ...text('tif', 'TIF', 56, ({ timeInForce }) => timeInForce), muted: true },
  { ...text('account', 'Account', 96, ({ account }) => account), muted: true },
  {
    ...figure('id', 'Order id', ({ orderId }) => orderId),
    muted: true,
    sort: ({ orderId }) => Number(orderId),
    text: ({ orderId }) => orderId,
  },
  { ...text('reference', 'Reference', 92, ({ orderReference }) => orderReference), muted: true },
  { ...text('exchange', 'Exchange', 84, ({ exchange }) => exchange), muted: true },
]

function text(id: string, title: string, width: number, read: (order: Order) => string | undefined): GridColumn<Order> {
  return { id, title, width, text: read, tooltip: read }
}

/** A number, or a price as IBKR writes it. Its column is as wide as the longest one. */
function figure(id: string, title: string, read: (order: Order) => number | string | undefined): GridColumn<Order> {
  const show = (order: Order): string => {
    const value = read(order) ?? ''
    return typeof value === 'number' ? formatNumber(value) : groupDigits(value)
  }
  return {
    id,
    title,
    width: 0,
    fit: true,
    align: 'end',
    sort(order) {
      const value = read(order)
      return typeof value === 'number' ? value : numberIn(value)
    },
    text: show,
    tooltip: show,
  }
}

function FilledBar({ filled, quantity }: { readonly filled: number; readonly quantity: number }) {
  const share = quantity > 0 ? Math.min(filled / quantity, 1) : 0
  return (
    <span className="filled-bar" aria-hidden="true" data-full={share >= 1}>
      <span style={{ transform: `scaleX(${share})` }} />
    </span>
  )
}

/** The columns for these orders and this window: the account only if there are several, the essential ones first if it is narrow. */
export function useOrderColumns(orders: readonly Order[]): readonly GridColumn<Order>[] {
  const isNarrow = useMediaQuery('(max-width: 700px)')
  const hasAccounts = useSessionStore(
    ({ view }) => view?.state.kind === 'ready' && view.state.accounts.accounts.length > 1,
  )
  const showAccount = hasAccounts || orders.some(({ account }) => account !== orders[0]?.account)
  return useMemo(() => columnsFor(isNarrow, showAccount), [isNarrow, showAccount])
}

export function columnsFor(isNarrow: boolean, showAccount: boolean): readonly GridColumn<Order>[] {
  const columns = ORDER_COLUMNS.map((column) =>
    column.id === 'account' ? { ...column, unavailable: !showAccount } : column,
  )
  if (!isNarrow) return columns
  return [...columns.filter(({ essential }) => essential), ...columns.filter(({ essential }) => !essential)]
}
