import { create } from 'zustand'
import type { HistoryEntry, HistoryRow, HistoryStatus } from '../../../shared/contract/history-views.ts'
import type { HistoryQuery } from '../../../shared/contract/schemas.ts'
import { PAGE_ROWS, type PagedList } from '../../platform/paged-list.ts'
import type { ResponseContent } from '../explorer/index.ts'
import type { HistoryTimes, Moments } from './history-query.ts'

export interface HistoryHead {
  readonly newestId: number
  readonly total: number
  readonly more: boolean
}

export type HistoryList = PagedList<HistoryRow> & HistoryHead

/** What stands beside the list. */
export type HistoryPane =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly id: number }
  | { readonly kind: 'entry'; readonly entry: HistoryEntry; readonly content: ResponseContent }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** Two answers side by side, the older one first. */
  | { readonly kind: 'compare'; readonly ids: readonly [number, number] }

export interface HistoryData {
  /** As typed; part of the query once it was asked. */
  readonly text: string
  readonly query: HistoryQuery
  /** When it was sent, as it is chosen and typed; part of the query in the words of the host. */
  readonly times: HistoryTimes
  readonly between: Moments
  /** Undefined until the first page is there. */
  readonly list: HistoryList | undefined
  readonly failure: string | undefined
  readonly activeId: number | undefined
  /** Chosen for a comparison: two at most, the newer choice last. */
  readonly marked: readonly number[]
  readonly pane: HistoryPane
  readonly pulse: HistoryStatus
}

export const useHistoryStore = create<HistoryData>()(() => ({
  text: '',
  query: {},
  times: 'always',
  between: { from: '', to: '' },
  list: undefined,
  failure: undefined,
  activeId: undefined,
  marked: [],
  pane: { kind: 'none' },
  pulse: { newestId: 0, changes: 0 },
}))

/** The place of an entry among the pages that are there, or -1. */
export function indexOf(list: HistoryList, id: number): number {
  for (const [page, rows] of list.pages) {
    const at = rows.findIndex((row) => row.id === id)
    if (at >= 0) return page * PAGE_ROWS + at
  }
  return -1
}

/** Marks an entry for comparing, or takes its mark away. A third mark replaces the oldest. */
export function withMark(marked: readonly number[], id: number): readonly number[] {
  return marked.includes(id) ? marked.filter((each) => each !== id) : [...marked, id].slice(-2)
}
