import type { Order } from '../../../shared/domain/orders.ts'
import { formatNumber, groupDigits } from '../../ui/format-number.ts'
import type { SortKey } from './sort-orders.ts'

export interface Column {
  readonly key: SortKey
  readonly title: string
  /** The least width, a CSS length. */
  readonly width: string
  /** Its share of the room that is left, in `fr`. */
  readonly grow?: number
  readonly numeric?: true
  /** A word after a figure: a little more room between them. */
  readonly spaced?: true
  /** Stays in sight when the table scrolls sideways, so that a price never stands without what it is about. */
  readonly sticky?: true
}

export interface Layout {
  readonly columns: readonly Column[]
  /** CSS grid tracks, shared by header and rows. */
  readonly tracks: string
  /** Width below which the table scrolls sideways, a CSS length. */
  readonly width: string
}

/** The texts of an order's figures, as the blotter shows them. */
export interface Figures {
  readonly quantity: string
  readonly filled: string
  readonly remaining: string
  readonly limit: string
  readonly stop: string
  readonly average: string
  readonly id: string
}

type FigureKey = keyof Figures

const TEXT_COLUMNS: readonly Column[] = [
  { key: 'time', title: 'Time', width: '92px' },
  { key: 'symbol', title: 'Symbol', width: '156px', grow: 2, sticky: true },
  { key: 'side', title: 'Side', width: '52px', sticky: true },
  { key: 'status', title: 'Status', width: '132px', grow: 1, spaced: true },
  { key: 'type', title: 'Type', width: '84px', spaced: true },
  { key: 'tif', title: 'TIF', width: '56px', spaced: true },
  { key: 'account', title: 'Account', width: '96px' },
]

const FIGURE_TITLES: Readonly<Record<FigureKey, string>> = {
  quantity: 'Quantity',
  filled: 'Filled',
  remaining: 'Remaining',
  limit: 'Limit',
  stop: 'Stop',
  average: 'Avg price',
  id: 'Order id',
}

const FIGURE_KEYS = Object.keys(FIGURE_TITLES) as readonly FigureKey[]

const WIDE: readonly SortKey[] = [
  'time',
  'symbol',
  'side',
  'status',
  'type',
  'quantity',
  'filled',
  'remaining',
  'limit',
  'stop',
  'average',
  'tif',
  'account',
  'id',
]

/** Where only a few columns have room: what an order is, how it stands and how much of it is done come first. */
const NARROW: readonly SortKey[] = [
  'symbol',
  'side',
  'status',
  'quantity',
  'filled',
  'remaining',
  'type',
  'limit',
  'stop',
  'average',
  'time',
  'tif',
  'account',
  'id',
]

/** Left and right of a cell's text, in px. */
const PADDING = 12
/** The bar beside what is filled and its distance, in px. */
const BAR = 44
/** The arrow of a sorted column, in characters. */
const ARROW = 2

const figuresOfOrders = new WeakMap<Order, Figures>()

/** Formatted once per order object: thousands of them are measured with every change of one. */
export function figuresOf(order: Order): Figures {
  const known = figuresOfOrders.get(order)
  if (known) return known
  const figures: Figures = {
    quantity: formatNumber(order.quantity),
    filled: formatNumber(order.filled),
    remaining: formatNumber(order.remaining),
    limit: groupDigits(order.limitPrice ?? ''),
    stop: groupDigits(order.stopPrice ?? ''),
    average: groupDigits(order.averagePrice ?? ''),
    id: order.orderId,
  }
  figuresOfOrders.set(order, figures)
  return figures
}

/** The longest text of every figure, in characters. A figure is never cut: a part of a number is another number. */
export function longestFigures(orders: Iterable<Order>): Readonly<Record<FigureKey, number>> {
  const longest = Object.fromEntries(FIGURE_KEYS.map((key) => [key, 0])) as Record<FigureKey, number>
  for (const order of orders) {
    const figures = figuresOf(order)
    for (const key of FIGURE_KEYS) if (figures[key].length > longest[key]) longest[key] = figures[key].length
  }
  return longest
}

/** The columns of the blotter, from left to right, each as wide as its longest figure. */
export function layOut(
  longest: Readonly<Record<FigureKey, number>>,
  { narrow, accounts }: { readonly narrow: boolean; readonly accounts: boolean },
): Layout {
  const figures = FIGURE_KEYS.map((key): Column => {
    const title = FIGURE_TITLES[key]
    const characters = Math.max(longest[key], title.length + ARROW)
    const extra = PADDING + (key === 'filled' ? BAR : 0)
    return { key, title, width: `${characters}ch + ${extra}px`, numeric: true }
  })
  const all = new Map([...TEXT_COLUMNS, ...figures].map((column) => [column.key, column]))
  const columns = (narrow ? NARROW : WIDE)
    .filter((key) => key !== 'account' || accounts)
    .map((key) => all.get(key))
    .filter((column) => column !== undefined)
    .map((column) => (narrow && column.key === 'symbol' ? { ...column, width: '84px' } : column))
  return {
    columns,
    tracks: columns.map(({ width, grow }) => (grow ? `minmax(${width}, ${grow}fr)` : `calc(${width})`)).join(' '),
    width: `calc(${columns.map((column) => column.width).join(' + ')} + 16px)`,
  }
}
