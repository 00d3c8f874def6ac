import { useMemo, useSyncExternalStore } from 'react'
import type { BlotterColumns } from '../../../../shared/domain/blotter-layout.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import type { BlotterRow } from './blotter-rows.ts'
import { type Column, type Longest, layOut, longestFigures, shownColumns, type Tracks } from './columns.ts'

const NARROW = '(max-width: 700px)'

export interface Layout extends Tracks {
  readonly columns: readonly Column[]
  readonly narrow: boolean
}

/** The columns for what is shown now. The same objects for as long as nothing about them changes: rows hang on them. */
export function useLayout(rows: readonly BlotterRow[], chosen: BlotterColumns): Layout {
  const narrow = useNarrow()
  const several = useSessionStore(({ view }) => view?.state.kind === 'ready' && view.state.accounts.accounts.length > 1)
  const orders = useMemo(() => rows.flatMap((row) => (row.kind === 'order' ? [row.order] : [])), [rows])
  const accounts = several || orders.some((order) => order.account !== orders[0]?.account)
  const longest = JSON.stringify(useMemo(() => longestFigures(orders), [orders]))
  const { order, hidden, widths } = chosen
  const columns = useMemo(
    () => shownColumns({ order, hidden, widths: {} }, { narrow, accounts }),
    [order, hidden, narrow, accounts],
  )
  return useMemo(
    () => ({ columns, narrow, ...layOut(columns, { longest: JSON.parse(longest) as Longest, widths, narrow }) }),
    [columns, narrow, longest, widths],
  )
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrowQuery().matches)

let query: MediaQueryList | undefined

/** Made once: it is asked with every row that changes. */
function narrowQuery(): MediaQueryList {
  query ??= matchMedia(NARROW)
  return query
}

function subscribe(listener: () => void): () => void {
  narrowQuery().addEventListener('change', listener)
  return () => narrowQuery().removeEventListener('change', listener)
}
