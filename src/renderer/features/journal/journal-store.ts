import { create } from 'zustand'
import type { JournalRow, JournalStatus } from '../../../shared/contract/journal-views.ts'
import type { JournalQuery } from '../../../shared/contract/schemas.ts'
import { type DayRange, timesOfDays } from '../../platform/day-range.ts'
import type { PagedList } from '../../platform/paged-list.ts'

export type JournalList = PagedList<JournalRow>

/** Filter that the user chose. */
export interface JournalFilter {
  readonly text: string
  readonly days: DayRange
  readonly status: string | undefined
  readonly orderId: string | undefined
  readonly everyProfile: boolean
  /** Whether to include updates that do not change the order. */
  readonly everything: boolean
}

export interface JournalData {
  readonly filter: JournalFilter
  /** The filter as the host expects it. */
  readonly query: JournalQuery
  /** Loaded list; undefined until the first page is loaded. */
  readonly list: JournalList | undefined
  readonly failure: string | undefined
  readonly activeId: number | undefined
  readonly pulse: JournalStatus | undefined
}

export const ALL_ENTRIES: JournalFilter = {
  text: '',
  days: 'always',
  status: undefined,
  orderId: undefined,
  everyProfile: false,
  everything: false,
}

export const useJournalStore = create<JournalData>()(() => ({
  filter: ALL_ENTRIES,
  query: {},
  list: undefined,
  failure: undefined,
  activeId: undefined,
  pulse: undefined,
}))

/** Builds the query for the host. `profileId`: the selected profile. */
export function journalQuery(filter: JournalFilter, profileId: string | undefined, now: number): JournalQuery {
  const { text, days, status, orderId, everyProfile, everything } = filter
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(!everyProfile && profileId !== undefined && { profileId }),
    ...(status !== undefined && { status }),
    ...(orderId !== undefined && { orderId }),
    ...(everything && { everything }),
    ...timesOfDays(days, now),
  }
}

/** Clears the entries of the previous profile and the filter by order. */
export function leaveJournal(): void {
  useJournalStore.setState(({ filter }) => ({
    filter: { ...filter, orderId: undefined },
    list: undefined,
    activeId: undefined,
  }))
}
