import { useMemo, useSyncExternalStore } from 'react'
import { useSessionStore } from '../../stores/session-store.ts'
import type { BlotterRow } from './blotter-rows.ts'
import { type Layout, layOut, longestFigures } from './columns.ts'

const NARROW = '(max-width: 700px)'

/** The columns for what is shown now. The same object for as long as nothing about them changes. */
export function useLayout(rows: readonly BlotterRow[]): Layout {
  const narrow = useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches)
  const several = useSessionStore(({ view }) => view?.state.kind === 'ready' && view.state.accounts.accounts.length > 1)
  const orders = useMemo(() => rows.flatMap((row) => (row.kind === 'order' ? [row.order] : [])), [rows])
  const accounts = several || orders.some((order) => order.account !== orders[0]?.account)
  const longest = JSON.stringify(useMemo(() => longestFigures(orders), [orders]))
  return useMemo(() => layOut(JSON.parse(longest), { narrow, accounts }), [longest, narrow, accounts])
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
