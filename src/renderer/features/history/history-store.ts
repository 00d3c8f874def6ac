import { create } from 'zustand'
import type { HistoryEntry, HistoryRow, HistoryStatus } from '../../../shared/contract/history-views.ts'
import type { HistoryQuery } from '../../../shared/contract/schemas.ts'
import type { PagedList } from '../../platform/paged-list.ts'
import type { ResponseContent } from '../explorer/index.ts'
import type { TimeFilter, TimeRange } from './history-query.ts'

export type HistoryList = PagedList<HistoryRow> & {
  readonly more: boolean
  /** Number of changes of the history before the list was read. */
  readonly changes: number
}

/** Content of the pane beside the list. */
export type HistoryPane =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly id: number }
  | { readonly kind: 'entry'; readonly entry: HistoryEntry; readonly content: ResponseContent }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** Two responses to compare, the older response first. */
  | { readonly kind: 'compare'; readonly ids: readonly [number, number] }

export interface HistoryData {
  /** Search text as entered. */
  readonly text: string
  readonly query: HistoryQuery
  /** Selected time filter. The query contains its timestamps. */
  readonly times: TimeFilter
  readonly between: TimeRange
  /** Loaded list; undefined until the first page is loaded. */
  readonly list: HistoryList | undefined
  readonly failure: string | undefined
  readonly activeId: number | undefined
  /** Ids of up to two entries selected for comparison, the last selected one last. */
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

export const historyKey = ({ id }: HistoryRow): string => String(id)

/** Reports whether a request of the list may have got its outcome since the list was read. */
export function hasNewOutcome({ pages, changes }: HistoryList, pulse: HistoryStatus): boolean {
  return changes !== pulse.changes && [...pages.values()].flat().some(({ outcome }) => outcome === 'pending')
}

/** Toggles the comparison mark of an entry. A third mark replaces the oldest. */
export function withMark(marked: readonly number[], id: number): readonly number[] {
  return marked.includes(id) ? marked.filter((each) => each !== id) : [...marked, id].slice(-2)
}
