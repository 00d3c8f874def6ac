import type { SortKey } from './sort-orders.ts'

export interface Column {
  readonly key: SortKey
  readonly title: string
  /** CSS grid track. */
  readonly width: string
  readonly numeric?: true
}

/** The columns of the blotter, from left to right: header and rows share these tracks. */
export const COLUMNS: readonly Column[] = [
  { key: 'time', title: 'Time', width: '112px' },
  { key: 'account', title: 'Account', width: '88px' },
  { key: 'symbol', title: 'Symbol', width: 'minmax(168px, 1.6fr)' },
  { key: 'side', title: 'Side', width: '56px' },
  { key: 'type', title: 'Type', width: '88px' },
  { key: 'quantity', title: 'Quantity', width: '84px', numeric: true },
  { key: 'filled', title: 'Filled', width: '112px', numeric: true },
  { key: 'remaining', title: 'Remaining', width: '92px', numeric: true },
  { key: 'limit', title: 'Limit', width: '80px', numeric: true },
  { key: 'stop', title: 'Stop', width: '80px', numeric: true },
  { key: 'average', title: 'Avg price', width: '84px', numeric: true },
  { key: 'tif', title: 'TIF', width: '52px' },
  { key: 'status', title: 'Status', width: 'minmax(124px, 1fr)' },
  { key: 'id', title: 'Order id', width: '104px', numeric: true },
]

export const COLUMN_TRACKS = COLUMNS.map((column) => column.width).join(' ')
