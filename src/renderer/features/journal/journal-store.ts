import { create } from 'zustand'
import type { JournalRow, JournalStatus } from '../../../shared/contract/journal-views.ts'
import type { JournalQuery } from '../../../shared/contract/schemas.ts'
import type { PagedList } from '../../platform/paged-list.ts'

export interface JournalHead {
  readonly newestId: number
  readonly total: number
}

export type JournalList = PagedList<JournalRow> & JournalHead

/** From when on; `always` does not narrow. */
export type JournalDays = 'always' | 'today' | 'yesterday' | 'week'

/** What is asked for, as it is chosen. */
export interface JournalChoice {
  readonly text: string
  readonly days: JournalDays
  readonly status: string | undefined
  /** Of one order alone. */
  readonly orderId: string | undefined
  readonly everyProfile: boolean
  /** What IBKR told without saying anything new, too. */
  readonly everything: boolean
}

export interface JournalData {
  readonly choice: JournalChoice
  /** What the list shows; the choice in the words of the host. */
  readonly query: JournalQuery
  /** Undefined until the first page is there. */
  readonly list: JournalList | undefined
  readonly failure: string | undefined
  readonly activeId: number | undefined
  readonly pulse: JournalStatus | undefined
}

export const ALL_ENTRIES: JournalChoice = {
  text: '',
  days: 'always',
  status: undefined,
  orderId: undefined,
  everyProfile: false,
  everything: false,
}

export const useJournalStore = create<JournalData>()(() => ({
  choice: ALL_ENTRIES,
  query: {},
  list: undefined,
  failure: undefined,
  activeId: undefined,
  pulse: undefined,
}))
