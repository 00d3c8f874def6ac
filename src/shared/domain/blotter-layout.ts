import type { Side } from './orders.ts'

/** Groups of orders. Every order belongs to `all` and to exactly one other group. */
export const ORDER_STATUS_GROUPS = ['all', 'working', 'filled', 'cancelled', 'failed'] as const

export type OrderStatusGroup = (typeof ORDER_STATUS_GROUPS)[number]

/** Selects the orders that are shown. An absent property does not filter. */
export interface BlotterFilter {
  readonly part: OrderStatusGroup
  /** Words that must all occur in the row. */
  readonly text: string
  readonly side?: Side | undefined
  readonly account?: string | undefined
  readonly orderType?: string | undefined
  readonly timeInForce?: string | undefined
}

export interface OrderSort {
  /** Id of the sorted column. */
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

/** Columns by id. The window ignores ids that it does not have. */
export interface BlotterColumns {
  /**
   * Order of the columns; absent for the default order of the window's width. Columns that are not listed come last.
   */
  readonly order?: readonly string[] | undefined
  readonly hidden: readonly string[]
  /** Optional columns that the user has shown. Absent in layouts of version 0.1.0, which had no optional columns. */
  readonly shown?: readonly string[] | undefined
  /** Widths that the user chose, in px. */
  readonly widths: Readonly<Record<string, number>>
}

/** The filter, sort and columns of the blotter. */
export interface BlotterLayout {
  readonly filter: BlotterFilter
  readonly sort: OrderSort
  readonly columns: BlotterColumns
}

/** A saved view: a layout with a name. */
export interface NamedLayout {
  readonly name: string
  readonly layout: BlotterLayout
}

export const DEFAULT_LAYOUT: BlotterLayout = {
  filter: { part: 'all', text: '' },
  sort: { key: 'time', direction: 'descending' },
  columns: { hidden: ['remaining', 'id', 'reference', 'exchange'], widths: {} },
}

/** Maximum number of saved views per profile. */
export const MAX_NAMED_LAYOUTS = 50
