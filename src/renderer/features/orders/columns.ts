import type { SortKey } from './sort-orders.ts'

export interface Column {
  readonly key: SortKey
  readonly title: string
  /** CSS grid track. */
  readonly width: string
  readonly numeric?: true
  /** A word after a figure: a little more room between them. */
  readonly spaced?: true
}

/** The columns of the blotter, from left to right; header and rows share these tracks. With a pane open the status stays in sight. */
export const COLUMNS: readonly Column[] = [
  { key: 'time', title: 'Time', width: '92px' },
  { key: 'account', title: 'Account', width: '90px' },
  { key: 'symbol', title: 'Symbol', width: 'minmax(156px, 2fr)' },
  { key: 'side', title: 'Side', width: '52px' },
  { key: 'type', title: 'Type', width: '78px' },
  { key: 'quantity', title: 'Quantity', width: '76px', numeric: true },
  { key: 'filled', title: 'Filled', width: '100px', numeric: true },
  { key: 'remaining', title: 'Remaining', width: '84px', numeric: true },
  { key: 'status', title: 'Status', width: 'minmax(132px, 1fr)', spaced: true },
  { key: 'limit', title: 'Limit', width: '78px', numeric: true },
  { key: 'stop', title: 'Stop', width: '78px', numeric: true },
  { key: 'average', title: 'Avg price', width: '82px', numeric: true },
  { key: 'tif', title: 'TIF', width: '56px', spaced: true },
  { key: 'id', title: 'Order id', width: '100px', numeric: true },
]

export const COLUMN_TRACKS = COLUMNS.map((column) => column.width).join(' ')
