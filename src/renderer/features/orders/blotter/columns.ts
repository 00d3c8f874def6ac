import type { BlotterColumn, BlotterColumns } from '../../../../shared/domain/blotter-layout.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { formatNumber, groupDigits } from '../../../ui/format-number.ts'
import { orderOfColumns } from './column-choice.ts'

export interface Column {
  readonly key: BlotterColumn
  readonly title: string
  readonly numeric?: true
  /** A word after a figure: a little more room between them. */
  readonly spaced?: true
  /** Stays in sight when the table scrolls sideways, so that a price never stands without what it is about. */
  readonly sticky?: true
}

export interface Tracks {
  /** CSS grid tracks, shared by header and rows. */
  readonly tracks: string
  /** Width below which the table scrolls sideways, a CSS length. */
  readonly width: string
  /** Where the columns stay that stay in sight, CSS lengths. */
  readonly lefts: Readonly<Partial<Record<BlotterColumn, string>>>
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

export type FigureKey = keyof Figures
export type Longest = Readonly<Record<FigureKey, number>>

interface TextColumn {
  /** The least width, in px. */
  readonly width: number
  /** Its share of the room that is left, in `fr`. */
  readonly grow?: number
}

const COLUMNS: Readonly<Record<BlotterColumn, Omit<Column, 'key'>>> = {
  time: { title: 'Time' },
  symbol: { title: 'Symbol', sticky: true },
  side: { title: 'Side', sticky: true },
  status: { title: 'Status', spaced: true },
  type: { title: 'Type', spaced: true },
  tif: { title: 'TIF', spaced: true },
  account: { title: 'Account' },
  reference: { title: 'Reference' },
  exchange: { title: 'Exchange' },
  quantity: { title: 'Quantity', numeric: true },
  filled: { title: 'Filled', numeric: true },
  remaining: { title: 'Remaining', numeric: true },
  limit: { title: 'Limit', numeric: true },
  stop: { title: 'Stop', numeric: true },
  average: { title: 'Avg price', numeric: true },
  id: { title: 'Order id', numeric: true },
}

export const columnTitle = (key: BlotterColumn): string => COLUMNS[key].title

const TEXT_WIDTHS: Readonly<Record<Exclude<BlotterColumn, FigureKey>, TextColumn>> = {
  time: { width: 92 },
  symbol: { width: 156, grow: 2 },
  side: { width: 52 },
  status: { width: 132, grow: 1 },
  type: { width: 84 },
  tif: { width: 56 },
  account: { width: 96 },
  reference: { width: 92 },
  exchange: { width: 84 },
}

const NARROW_SYMBOL: TextColumn = { width: 84, grow: 2 }

const FIGURE_KEYS: readonly FigureKey[] = ['quantity', 'filled', 'remaining', 'limit', 'stop', 'average', 'id']

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
export function longestFigures(orders: Iterable<Order>): Longest {
  const longest = Object.fromEntries(FIGURE_KEYS.map((key) => [key, 0])) as Record<FigureKey, number>
  for (const order of orders) {
    const figures = figuresOf(order)
    for (const key of FIGURE_KEYS) if (figures[key].length > longest[key]) longest[key] = figures[key].length
  }
  return longest
}

/** The columns that are shown, from left to right. The account only where there are several. */
export function shownColumns(
  chosen: BlotterColumns,
  { narrow, accounts }: { readonly narrow: boolean; readonly accounts: boolean },
): readonly Column[] {
  return orderOfColumns(chosen, narrow)
    .filter((key) => !chosen.hidden.includes(key) && (key !== 'account' || accounts))
    .map((key) => ({ key, ...COLUMNS[key] }))
}

/** How wide they are: as a person chose, else as their text needs. A figure is never narrower than it is long. */
export function layOut(
  columns: readonly Column[],
  { longest, widths, narrow }: { longest: Longest; widths: BlotterColumns['widths']; narrow: boolean },
): Tracks {
  const sized = columns.map(({ key, title, sticky }) => {
    const chosen = widths[key]
    if (isFigure(key)) {
      const needed = `${Math.max(longest[key], title.length + ARROW)}ch + ${PADDING + (key === 'filled' ? BAR : 0)}px`
      return { key, sticky, least: chosen === undefined ? needed : `max(${chosen}px, ${needed})`, grow: undefined }
    }
    const usual = narrow && key === 'symbol' ? NARROW_SYMBOL : TEXT_WIDTHS[key]
    return { key, sticky, least: `${chosen ?? usual.width}px`, grow: chosen === undefined ? usual.grow : undefined }
  })
  const lefts: Partial<Record<BlotterColumn, string>> = {}
  let left = '0px'
  for (const { key, sticky, least } of sized) {
    if (!sticky) continue
    lefts[key] = left
    left = `${left} + ${least}`
  }
  return {
    tracks: sized.map(({ least, grow }) => (grow ? `minmax(${least}, ${grow}fr)` : `calc(${least})`)).join(' '),
    width: `calc(${sized.map(({ least }) => least).join(' + ')} + 16px)`,
    lefts,
  }
}

const isFigure = (key: BlotterColumn): key is FigureKey => (FIGURE_KEYS as readonly string[]).includes(key)
