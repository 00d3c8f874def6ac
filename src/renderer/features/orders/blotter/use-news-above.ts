import { useEffect, useRef } from 'react'
import type { BlotterRow } from './blotter-rows.ts'

/**
 * How many of the orders above those in sight are new, or changed, since the list was at its top. At the top there are none: there the
 * news are what is being read.
 */
export function useNewsAbove(rows: readonly BlotterRow[], firstInSight: number): number {
  const seen = useRef({ rows, set: undefined as ReadonlySet<BlotterRow> | undefined })
  useEffect(() => {
    if (firstInSight === 0) seen.current = { rows, set: undefined }
  })
  if (firstInSight === 0 || seen.current.rows === rows) return 0
  seen.current.set ??= new Set(seen.current.rows)
  return countNews(seen.current.set, rows, firstInSight)
}

export function countNews(seen: ReadonlySet<BlotterRow>, rows: readonly BlotterRow[], firstInSight: number): number {
  let news = 0
  for (let index = 0; index < firstInSight; index += 1) {
    const row = rows[index]
    if (row?.kind === 'order' && !seen.has(row)) news += 1
  }
  return news
}
