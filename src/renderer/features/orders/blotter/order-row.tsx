// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { memo, useEffect, useRef, useState } from 'react'
import type { BlotterColumn } from '../../../../shared/domain/blotter-layout.ts'
import type { FeedGap } from '../../../../shared/domain/feed.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { FLASH_MS } from '../../../stores/orders-store.ts'
import { formatDateTime, formatRecent } from '../../../ui/format-time.ts'
import { describeStatus, orderStatusWords } from '../details/order-status-text.ts'
import { gapWords } from '../feed/gap-texts.ts'
import { type Column, figuresOf } from './columns.ts'
import { timeOf } from './sort-orders.ts'

interface OrderRowProps {
  readonly id: string
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
  const { id, order, columns, index, start, active, touchedAt, onClick, onOpen } = props
  const ref = useFlash(order.orderId, touchedAt)
  const [pointedAt, setPointedAt] = useState<BlotterColumn>()
  const pressed = useRef<string>(undefined)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the grid, which points at its active row.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, rows are never focused themselves.
    <div
      ref={ref}
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      className="order-row"
      style={{ transform: `translateY(${start}px)` }}
      onPointerDown={() => {
        pressed.current = order.orderId
      }}
      // An element goes from order to order: what was pressed may be another by now. Assistive programs click without a press.
      onClick={({ detail }) => (detail === 0 || pressed.current === order.orderId) && onClick(order.orderId)}
      onDoubleClick={() => onOpen(order.orderId)}
      onPointerLeave={() => setPointedAt(undefined)}
    >
      {/* Apart from the row that moves: to lay the columns out anew with each move would cost more than all the rest of it. */}
      <div role="presentation" className="order-cells">
        {columns.map((column) => (
          <Cell
            key={column.key}
            column={column}
            order={order}
            isPointedAt={pointedAt === column.key}
            onPoint={setPointedAt}
          />
        ))}
      </div>
    </div>
  )
})

const MUTED: ReadonlySet<string> = new Set(['time', 'account', 'tif', 'id', 'reference', 'exchange'])

interface CellProps {
  readonly column: Column
  readonly order: Order
  readonly isPointedAt: boolean
  readonly onPoint: (key: BlotterColumn) => void
}

function Cell({ column, order, isPointedAt, onPoint }: CellProps) {
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
      // Only where it can be read: a title that changes has the browser work out the style of its cell anew.
      title={isPointedAt ? titleOf(column, order) : undefined}
      aria-description={column.key === 'status' ? describeStatus(order) : undefined}
      onPointerEnter={() => onPoint(column.key)}
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
      return describeStatus(order)
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
        <span className="order-status" data-tone={tone} data-unwritten={order.journaled === false || undefined}>
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
      <span style={{ transform: `scaleX(${share})` }} />
    </span>
  )
}

/** Ms in which the mark goes. */
const FADE_MS = 150

/** Marks the row for a moment after a change of its order, without rendering it again. The mark does not go on to the next order that the row shows. */
function useFlash(orderId: string, touchedAt: number | undefined): React.RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is another mark.
  useEffect(() => {
    const row = ref.current
    const left = touchedAt === undefined ? 0 : touchedAt + FLASH_MS - Date.now()
    if (!row || left <= 0) return
    row.dataset['fresh'] = 'true'
    let timer = setTimeout(() => {
      row.dataset['fresh'] = 'fades'
      timer = setTimeout(() => delete row.dataset['fresh'], FADE_MS)
    }, left)
    return () => {
      clearTimeout(timer)
      delete row.dataset['fresh']
    }
  }, [orderId, touchedAt])
  return ref
}

export const GapRow = memo(function GapRow(props: {
  readonly id: string
  readonly gap: FeedGap
  readonly columns: number
  readonly index: number
  readonly start: number
}) {
  const { id, gap, columns, index, start } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: rows are pointed at by the grid, not focused.
    <div
      id={id}
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
