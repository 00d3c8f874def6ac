import { memo, useMemo } from 'react'
import { comboLegs } from '../../../../shared/domain/combo.ts'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import { groupDigits } from '../../../../shared/domain/format-number.ts'
import { formatAmount, formatFilled, formatSize, placedAmount, sizeOf } from '../../../../shared/domain/order-size.ts'
import { formatSide, type OrderStatus } from '../../../../shared/domain/orders.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { inCapitals, numberColumn, textColumn, timeColumn } from '../../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../../ui/grid/grid-column.ts'
import type { Tone } from '../../../ui/tone.ts'
import { Side } from '../../confirmation/index.ts'
import { describeOrderStatus, describeStatus, orderTone, reasonOf } from '../texts.ts'
import { useBlotterWidth } from './blotter-width.ts'
import { type DistanceUnit, distanceText } from './order-distance.ts'
import {
  currentDistance,
  currentDistanceText,
  currentLast,
  DistanceCell,
  describeQuote,
  LastCell,
  quotedConid,
} from './quote-cells.tsx'
import { RowEditor } from './row-edit.tsx'

/** Returns the time at which the order was placed, or the time of its last execution if that is unknown. */
export const placedOf = (order: ConsoleOrder): number => order.placedAt ?? order.serverTime ?? order.changedAt

/** Returns the time of the last change. For an order without updates, this is IBKR's time. */
export const updatedOf = ({ transitionCount, changedAt, serverTime }: ConsoleOrder): number =>
  transitionCount > 1 ? changedAt : (serverTime ?? changedAt)

/** Width in px below which the list has narrower columns. */
const NARROW = 1_150

/** Returns the longest price of an order, which is about as long as the last price of its contract. */
function longestPrice({ limitPrice = '', stopPrice = '', averagePrice = '' }: ConsoleOrder): string {
  let longest = SHORTEST_PRICE
  for (const price of [limitPrice, stopPrice, averagePrice].map(groupDigits))
    if (price.length > longest.length) longest = price
  return longest
}

const SHORTEST_PRICE = '000.00'

/** Number of characters of a contract name that are always shown. */
const LONGEST_NAME = 32
/** The same of a combo, enough for the terms of a spread: `AAPL 20JAN27 240/250 C`. */
const LONGEST_COMBO_NAME = 22

/** Creates a column with the distance between the last price and the price of an order. */
const distanceColumn = (
  id: string,
  title: string,
  unit: DistanceUnit,
  details: Partial<GridColumn<ConsoleOrder>> = {},
): GridColumn<ConsoleOrder> => ({
  id,
  title,
  width: 70,
  align: 'end',
  unsortable: true,
  cell: (order) => <DistanceCell order={order} unit={unit} />,
  text: (order) => distanceText(currentDistance(order), unit),
  tooltip: currentDistanceText,
  ...details,
})

const sizeText = (order: ConsoleOrder): string => (placedAmount(order) === undefined ? 'Unknown' : formatSize(order))

/** Text as wide as the indentation of an attached order. */
const INDENT = '000'

type Amount = 'filled' | 'remaining'

/** Formats an amount with its currency, if the order was placed by cash quantity. */
function amountText(order: ConsoleOrder, amount: Amount): string {
  const size = sizeOf(order)
  return size[amount] === undefined ? 'Unknown' : formatAmount(size[amount], size.currency)
}

/** Creates a column with a part of the size of an order. */
const sizeColumn = (
  id: string,
  title: string,
  amount: Amount,
  details: Partial<GridColumn<ConsoleOrder>> = {},
): GridColumn<ConsoleOrder> => ({
  ...numberColumn<ConsoleOrder>(id, title, (order) => sizeOf(order)[amount]),
  essential: true,
  text: (order) => amountText(order, amount),
  tooltip: (order) => amountText(order, amount),
  ...details,
})

/** All columns of the blotter in the default order. `DEFAULT_LAYOUT` and `optional` hide columns by default. */
export const ORDER_COLUMNS: readonly GridColumn<ConsoleOrder>[] = [
  timeColumn('time', 'Placed', 92, placedOf, { narrow: { below: NARROW, width: 76 } }),
  timeColumn('updated', 'Updated', 92, updatedOf, { optional: true }),
  textColumn('symbol', 'Symbol', 78, 'contractName', {
    // Two options of one underlying differ at the end of their names.
    fit: true,
    // The legs are below a combo, whose name would push the prices out of a small window.
    measured: ({ contractName, conidex, parentId }) =>
      `${inCapitals(contractName.slice(0, comboLegs(conidex) === undefined ? LONGEST_NAME : LONGEST_COMBO_NAME))}${parentId === undefined ? '' : INDENT}`,
    grow: 2,
    sticky: true,
    essential: true,
    cell: ({ contractName, description }) => (
      <span className="symbol-cell wrap full">
        <strong>{contractName || 'Unknown'}</strong> <span className="tertiary ellipsis">{description}</span>
      </span>
    ),
    tooltip: ({ contractName, description, contractDetails = '' }) =>
      [contractName || 'Unknown contract', description, contractDetails].filter(Boolean).join(' · '),
  }),
  textColumn('side', 'Side', 52, formatSide, {
    fit: true,
    measured: (order) => inCapitals(formatSide(order)),
    sticky: true,
    essential: true,
    cell: ({ side, otherSide }) => <Side side={side} otherSide={otherSide} />,
    tooltip: formatSide,
  }),
  textColumn('status', 'Status', 118, 'status', {
    compact: 116,
    essential: true,
    cell: (order) => <OrderStatusMark status={order.status} journaled={order.journaled} tone={orderTone(order)} />,
    tooltip: describeStatus,
    description: describeStatus,
  }),
  textColumn('type', 'Type', 60, 'orderType', { fit: true }),
  numberColumn('quantity', 'Qty', placedAmount, {
    essential: true,
    text: sizeText,
    tooltip: sizeText,
    editor: (order) => <RowEditor order={order} column="quantity" />,
  }),
  sizeColumn('filled', 'Filled', 'filled', {
    beside: 32,
    cell: (order) => (
      <span className="row spread">
        <FilledBar share={sizeOf(order).share} />
        {amountText(order, 'filled')}
      </span>
    ),
    tooltip: formatFilled,
  }),
  sizeColumn('remaining', 'Remaining', 'remaining'),
  numberColumn('limit', 'Limit', 'limitPrice', {
    essential: true,
    editor: (order) => <RowEditor order={order} column="limit" />,
  }),
  numberColumn('stop', 'Stop', 'stopPrice', {
    essential: true,
    editor: (order) => <RowEditor order={order} column="stop" />,
  }),
  {
    id: 'last',
    title: 'Last',
    width: 0,
    fit: true,
    measured: longestPrice,
    align: 'end',
    essential: true,
    unsortable: true,
    cell: (order) => <LastCell conid={quotedConid(order)} />,
    text: (order) => currentLast(quotedConid(order)),
    tooltip: (order) => describeQuote(quotedConid(order)),
    titleTooltip: 'Last price. Not sortable, because it is streamed only for visible rows.',
  },
  distanceColumn('distance', 'Distance', 'amount', {
    essential: true,
    width: 0,
    fit: true,
    measured: longestPrice,
    titleTooltip:
      'Distance from the last price to the limit or stop price of a working order, in the currency of the contract.',
  }),
  distanceColumn('distance-percent', 'Distance %', 'percent', { optional: true, width: 88 }),
  distanceColumn('distance-ticks', 'Ticks', 'ticks', { optional: true, titleTooltip: 'Distance in price increments.' }),
  numberColumn('average', 'Avg', 'averagePrice', {
    essential: true,
    narrow: { below: 1_000, width: 0 },
    titleTooltip: 'Average price of the fills.',
  }),
  textColumn('tif', 'TIF', 48, 'timeInForce', { muted: true, narrow: { below: 1_000, width: 0 } }),
  textColumn('reason', 'Reason', 120, reasonOf, {
    narrow: { below: NARROW, width: 80 },
    grow: 4,
    cell: (order) => <span data-tone={orderTone(order)}>{reasonOf(order)}</span>,
    titleTooltip: 'Why an order is not working: rejected, declined, or cancelled by IBKR.',
  }),
  textColumn('parent', 'Parent', 92, 'parentId', { muted: true, optional: true }),
  textColumn('oca', 'OCA group', 92, 'ocaGroup', { muted: true, optional: true }),
  textColumn('account', 'Account', 108, 'account', { muted: true }),
  textColumn('id', 'Order ID', 0, 'orderId', {
    fit: true,
    align: 'end',
    muted: true,
    sort: ({ orderId }) => Number(orderId),
  }),
  textColumn('reference', 'Reference', 92, 'orderReference', { muted: true }),
  textColumn('exchange', 'Exchange', 84, 'exchange', { muted: true }),
]

interface OrderStatusMarkProps {
  readonly status: OrderStatus
  /** False while the order is not journaled. */
  readonly journaled?: boolean | undefined
  /** Tone of the cell. Default: the tone of the status. */
  readonly tone?: Tone
}

export const OrderStatusMark = memo(function OrderStatusMark(props: OrderStatusMarkProps) {
  const { status, journaled, tone = describeOrderStatus(status).tone } = props
  return (
    <span className="order-status" data-tone={tone} data-unwritten={journaled === false || undefined}>
      <span className="dot" aria-hidden="true" />
      {status}
    </span>
  )
})

const FilledBar = memo(function FilledBar({ share }: { readonly share: number }) {
  return (
    <span className="filled-bar rigid track" aria-hidden="true" data-full={share >= 1}>
      <span style={{ transform: `scaleX(${share})` }} />
    </span>
  )
})

/** Returns the available columns. Essential columns come first if there is little space, such as beside a pane. */
export function useOrderColumns(orders: readonly ConsoleOrder[]): readonly GridColumn<ConsoleOrder>[] {
  const width = useBlotterWidth((data) => data.width)
  const hasAccounts = useSessionStore(
    ({ view }) => view?.state.kind === 'ready' && view.state.accounts.accounts.length > 1,
  )
  const showAccount = hasAccounts || orders.some(({ account }) => account !== orders[0]?.account)
  const first = width === 'narrow' ? 'essential' : width === 'medium' ? 'time' : undefined
  const hasReasons = orders.some((order) => reasonOf(order) !== undefined)
  return useMemo(() => columnsFor(first, showAccount, hasReasons), [first, showAccount, hasReasons])
}

/** Column for reasons while no order has one. It leaves its space to the names of the contracts. */
const EMPTY_REASON: Partial<GridColumn<ConsoleOrder>> = { width: 64, grow: 0 }

/** Returns the columns with the essential columns first. `time`: whether the time stays before them. */
export function columnsFor(
  first: 'essential' | 'time' | undefined,
  showAccount: boolean,
  hasReasons = true,
): readonly GridColumn<ConsoleOrder>[] {
  const columns = ORDER_COLUMNS.map((column) => {
    if (column.id === 'account') return { ...column, unavailable: !showAccount }
    return column.id === 'reason' && !hasReasons ? { ...column, ...EMPTY_REASON } : column
  })
  if (first === undefined) return columns
  const leads = ({ id, essential }: GridColumn<ConsoleOrder>): boolean =>
    essential === true || (first === 'time' && (id === 'time' || id === 'updated'))
  // The column Distance precedes Stop, because every working order has a distance.
  const isLate = ({ id }: GridColumn<ConsoleOrder>): boolean => first === 'essential' && id === 'stop'
  const leading = columns.filter(leads)
  return [
    ...leading.filter((column) => !isLate(column)),
    ...leading.filter(isLate),
    ...columns.filter((column) => !leads(column)),
  ]
}
