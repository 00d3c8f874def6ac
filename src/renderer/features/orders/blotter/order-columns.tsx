import { useMemo } from 'react'
import type { Order, OrderStatus } from '../../../../shared/domain/orders.ts'
import { useMediaQuery } from '../../../platform/use-media-query.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { formatNumber } from '../../../ui/format-number.ts'
import { numberColumn, textColumn, timeColumn } from '../../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../../ui/grid/grid-column.ts'
import { Side } from '../../confirmation/index.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { describeOrderStatus, describeStatus } from '../texts.ts'

/** Returns IBKR's time of the last change, or the console's time if IBKR sent none. */
export const timeOf = (order: Order): number => order.serverTime ?? order.changedAt

/** All columns of the blotter in the default order. `DEFAULT_LAYOUT` lists the columns that are hidden by default. */
export const ORDER_COLUMNS: readonly GridColumn<Order>[] = [
  timeColumn('time', 'Time', 92, timeOf, { narrow: { below: 1000, width: 76 } }),
  textColumn('symbol', 'Symbol', 112, ({ symbol }) => symbol, {
    narrow: { below: 640, width: 84 },
    grow: 2,
    sticky: true,
    essential: true,
    cell: ({ symbol, description }) => (
      <>
        <strong>{symbol}</strong> <span className="tertiary">{description}</span>
      </>
    ),
    tooltip: ({ symbol, description }) => `${symbol} ${description}`,
  }),
  textColumn('side', 'Side', 52, ({ side }) => side, {
    sticky: true,
    essential: true,
    cell: ({ side }) => <Side side={side} />,
  }),
  textColumn('status', 'Status', 132, ({ status }) => status, {
    grow: 1,
    essential: true,
    cell: ({ status, journaled }) => <OrderStatusMark status={status} journaled={journaled} />,
    tooltip: describeStatus,
    description: describeStatus,
  }),
  textColumn('type', 'Type', 84, ({ orderType }) => orderType, { narrow: { below: 640, width: 70 } }),
  numberColumn('quantity', 'Quantity', ({ quantity }) => quantity, { essential: true }),
  numberColumn('filled', 'Filled', ({ filled }) => filled, {
    beside: 44,
    essential: true,
    cell: ({ filled, quantity }) => (
      <span className="row spread">
        <FilledBar filled={filled} quantity={quantity} />
        {formatNumber(filled)}
      </span>
    ),
  }),
  numberColumn('remaining', 'Remaining', ({ remaining }) => remaining, { essential: true }),
  numberColumn('limit', 'Limit', ({ limitPrice }) => limitPrice, { essential: true }),
  numberColumn('stop', 'Stop', ({ stopPrice }) => stopPrice, { essential: true }),
  numberColumn('average', 'Avg price', ({ averagePrice }) => averagePrice, { essential: true }),
  textColumn('tif', 'TIF', 56, ({ timeInForce }) => timeInForce, { muted: true }),
  textColumn('account', 'Account', 96, ({ account }) => account, { muted: true }),
  numberColumn('id', 'Order ID', ({ orderId }) => orderId, { muted: true, text: ({ orderId }) => orderId }),
  textColumn('reference', 'Reference', 92, ({ orderReference }) => orderReference, { muted: true }),
  textColumn('exchange', 'Exchange', 84, ({ exchange }) => exchange, { muted: true }),
]

interface OrderStatusMarkProps {
  readonly status: OrderStatus
  /** False while the order is not journaled. */
  readonly journaled?: boolean | undefined
}

export function OrderStatusMark({ status, journaled }: OrderStatusMarkProps) {
  return (
    <span
      className="order-status"
      data-tone={describeOrderStatus(status).tone}
      data-unwritten={journaled === false || undefined}
    >
      <span className="dot" aria-hidden="true" />
      {status}
    </span>
  )
}

function FilledBar({ filled, quantity }: { readonly filled: number; readonly quantity: number }) {
  const share = quantity > 0 ? Math.min(filled / quantity, 1) : 0
  return (
    <span className="filled-bar" aria-hidden="true" data-full={share >= 1}>
      <span style={{ transform: `scaleX(${share})` }} />
    </span>
  )
}

/** Returns the available columns. Essential columns come first if there is little space. */
export function useOrderColumns(orders: readonly Order[]): readonly GridColumn<Order>[] {
  const hasPane = useBlotterStore(({ pane }) => pane.kind !== 'none')
  const isNarrow = useMediaQuery(hasPane ? '(max-width: 1300px)' : '(max-width: 700px)')
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
