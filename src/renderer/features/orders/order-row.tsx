// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { memo, useEffect, useRef } from 'react'
import type { FeedGap, Order } from '../../../shared/domain/orders.ts'
import { FLASH_MS } from '../../stores/orders-store.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent, formatTimeOfDay } from '../../ui/format-time.ts'
import { COLUMN_TRACKS, COLUMNS } from './columns.ts'
import { orderStatusWords } from './order-status-words.ts'
import { timeOf } from './sort-orders.ts'

interface OrderRowProps {
  readonly order: Order
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
  const { order, index, start, active, touchedAt, onClick, onOpen } = props
  const ref = useFlash(touchedAt)
  const status = orderStatusWords(order.status)
  const at = timeOf(order)
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
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: COLUMN_TRACKS }}
      onClick={() => onClick(order.orderId)}
      onDoubleClick={() => onOpen(order.orderId)}
    >
      <Cell title={formatDateTime(at)} muted>
        {formatRecent(at, Date.now())}
      </Cell>
      <Cell muted>{order.account}</Cell>
      <Cell title={order.description}>
        <strong className="order-symbol">{order.symbol}</strong>{' '}
        <span className="order-description">{order.description}</span>
      </Cell>
      <Cell>
        <span className="side" data-side={order.side === 'BUY' ? 'buy' : 'sell'}>
          {order.side}
        </span>
      </Cell>
      <Cell>{order.orderType}</Cell>
      <Cell numeric>{formatNumber(order.quantity)}</Cell>
      <Cell numeric>
        <span className="filled">
          <FilledBar filled={order.filled} quantity={order.quantity} />
          {formatNumber(order.filled)}
        </span>
      </Cell>
      <Cell numeric>{formatNumber(order.remaining)}</Cell>
      <Cell spaced title={status.explanation}>
        <span className="order-status" data-tone={status.tone}>
          <span className="dot" aria-hidden="true" />
          {status.label}
        </span>
      </Cell>
      <Cell numeric>{order.limitPrice}</Cell>
      <Cell numeric>{order.stopPrice}</Cell>
      <Cell numeric>{order.averagePrice}</Cell>
      <Cell muted spaced>
        {order.timeInForce}
      </Cell>
      <Cell numeric muted>
        {order.orderId}
      </Cell>
    </div>
  )
})

interface CellProps {
  readonly numeric?: boolean
  readonly muted?: boolean
  /** Between a figure on its left and a word: a little more room. */
  readonly spaced?: boolean
  readonly title?: string
  readonly children: React.ReactNode
}

function Cell({ numeric, muted, spaced, title, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points at its active row.
    <div
      role="gridcell"
      className="order-cell"
      data-numeric={numeric}
      data-muted={muted}
      data-spaced={spaced}
      title={title}
    >
      {children}
    </div>
  )
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
  readonly index: number
  readonly start: number
}) {
  const { gap, index, start } = props
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
      <div role="gridcell" aria-colspan={COLUMNS.length} className="gap-cell">
        {gapWords(gap)}
      </div>
    </div>
  )
})

export function gapWords(gap: FeedGap): string {
  const stretch =
    gap.to === undefined
      ? `No live news since ${formatTimeOfDay(gap.from)}`
      : `No live news from ${formatTimeOfDay(gap.from)} to ${formatTimeOfDay(gap.to)}`
  return gap.repairedAt === undefined
    ? `${stretch}: not repaired yet`
    : `${stretch}: repaired from IBKR's list at ${formatTimeOfDay(gap.repairedAt)}`
}
