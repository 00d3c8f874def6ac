// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { memo, useEffect, useRef } from 'react'
import type { FeedGap, Order } from '../../../shared/domain/orders.ts'
import { FLASH_MS } from '../../stores/orders-store.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { type Column, figuresOf } from './columns.ts'
import { gapWords } from './gap-words.ts'
import { orderStatusWords } from './order-status-words.ts'
import { timeOf } from './sort-orders.ts'

interface OrderRowProps {
  readonly order: Order
  readonly columns: readonly Column[]
  readonly index: number
  readonly start: number
  readonly active: boolean
  /** When it last changed, if lately: the row flashes. */
  readonly touchedAt: number | undefined
  readonly onClick: (orderId: string) => void
  readonly onOpen: (orderId: string) => void
}

/** Renders again only when its own order, place or selection changed. */
export const OrderRow = memo(function OrderRow(props: OrderRowProps) {
  const { order, columns, index, start, active, touchedAt, onClick, onOpen } = props
  const ref = useFlash(touchedAt)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the grid, which points at its active row.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, rows are never focused themselves.
    <div
      ref={ref}
      id={`order-${order.orderId}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      className="order-row"
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onClick(order.orderId)}
      onDoubleClick={() => onOpen(order.orderId)}
    >
      {columns.map((column) => (
        <Cell key={column.key} column={column} order={order} />
      ))}
    </div>
  )
})

const MUTED: ReadonlySet<string> = new Set(['time', 'account', 'tif', 'id', 'reference', 'exchange'])

function Cell({ column, order }: { readonly column: Column; readonly order: Order }) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points at its active row.
    <div
      role="gridcell"
      className="order-cell"
      data-column={column.key}
      data-sticky={column.sticky}
      data-numeric={column.numeric}
      data-muted={MUTED.has(column.key) || undefined}
      data-spaced={column.spaced}
      title={titleOf(column, order)}
      aria-description={column.key === 'status' ? orderStatusWords(order.status).explanation : undefined}
    >
      <Content column={column} order={order} />
    </div>
  )
}

function titleOf({ key }: Column, order: Order): string | undefined {
  switch (key) {
    case 'time':
      return formatDateTime(timeOf(order))
    case 'symbol':
      return `${order.symbol} ${order.description}`
    case 'status':
      return orderStatusWords(order.status).explanation
    case 'side':
      return undefined
    case 'type':
      return order.orderType
    case 'tif':
      return order.timeInForce
    case 'account':
      return order.account
    case 'reference':
      return order.orderReference
    case 'exchange':
      return order.exchange
    default:
      return figuresOf(order)[key] || undefined
  }
}

function Content({ column: { key }, order }: { readonly column: Column; readonly order: Order }) {
  switch (key) {
    case 'time':
      return formatRecent(timeOf(order), Date.now())
    case 'symbol':
      return (
        <>
          <strong className="order-symbol">{order.symbol}</strong>{' '}
          <span className="order-description">{order.description}</span>
        </>
      )
    case 'side':
      return (
        <span className="side" data-side={order.side === 'BUY' ? 'buy' : 'sell'}>
          {order.side}
        </span>
      )
    case 'status': {
      const { tone, label } = orderStatusWords(order.status)
      return (
        <span className="order-status" data-tone={tone}>
          <span className="dot" aria-hidden="true" />
          {label}
        </span>
      )
    }
    case 'filled':
      return (
        <span className="filled">
          <FilledBar filled={order.filled} quantity={order.quantity} />
          {figuresOf(order).filled}
        </span>
      )
    case 'type':
      return order.orderType
    case 'tif':
      return order.timeInForce
    case 'account':
      return order.account
    case 'reference':
      return order.orderReference
    case 'exchange':
      return order.exchange
    default:
      return figuresOf(order)[key]
  }
}

function FilledBar({ filled, quantity }: { readonly filled: number; readonly quantity: number }) {
  const share = quantity > 0 ? Math.min(filled / quantity, 1) : 0
  return (
    <span className="filled-bar" aria-hidden="true" data-full={share >= 1}>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}

/** Marks the row for a moment after a change, without rendering it again. */
function useFlash(touchedAt: number | undefined): React.RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = ref.current
    if (!row || touchedAt === undefined || Date.now() - touchedAt > FLASH_MS) return
    row.dataset['fresh'] = 'true'
    const timer = setTimeout(() => delete row.dataset['fresh'], FLASH_MS)
    return () => {
      clearTimeout(timer)
      delete row.dataset['fresh']
    }
  }, [touchedAt])
  return ref
}

export const GapRow = memo(function GapRow(props: {
  readonly gap: FeedGap
  readonly columns: number
  readonly index: number
  readonly start: number
}) {
  const { gap, columns, index, start } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: rows are pointed at by the grid, not focused.
    <div
      role="row"
      aria-rowindex={index + 2}
      className="gap-row"
      data-repaired={gap.repairedAt !== undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above. */}
      <div role="gridcell" aria-colspan={columns} className="gap-cell">
        {gapWords(gap)}
      </div>
    </div>
  )
})
