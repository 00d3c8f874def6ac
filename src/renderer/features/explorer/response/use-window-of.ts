import { useEffect, useRef, useState } from 'react'

/** A range of a long list, starting at row `from`. */
export interface WindowOf<Row> {
  readonly from: number
  readonly rows: readonly Row[]
}

/** Rows loaded above and below the visible ones. */
const BEYOND = 40

interface WindowOptions<Row> {
  readonly first: number
  readonly last: number
  readonly count: number
  /** Changes when the rows change. The previous rows stay visible until the new ones are loaded. */
  readonly version: unknown
  readonly initial?: WindowOf<Row>
  /** Rejects if the response was closed meanwhile. */
  readonly load: (from: number, to: number) => Promise<readonly Row[]>
}

/**
 * Loads the visible rows from a worker. One request at a time: fast scrolling skips rows that are no longer visible.
 */
export function useWindowOf<Row>({
  first,
  last,
  count,
  version,
  initial,
  load,
}: WindowOptions<Row>): WindowOf<Row> & { readonly version: unknown } {
  const [held, setHeld] = useState<WindowOf<Row> & { readonly version: unknown }>(() => ({
    ...(initial ?? { from: 0, rows: [] }),
    version,
  }))
  const wish = useRef({ first, last, count, version, load })
  wish.current = { first, last, count, version, load }
  const asking = useRef(false)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect reads the latest values and runs again when one of these changes.
  useEffect(() => {
    const covers = (window: { from: number; rows: readonly Row[]; version: unknown }): boolean => {
      const { first, last, version } = wish.current
      return window.version === version && window.from <= first && window.from + window.rows.length >= last
    }
    const ask = async (): Promise<void> => {
      if (asking.current) return
      asking.current = true
      try {
        for (let window = held; !covers(window) && !gone.current; ) {
          const { first, last, count, version, load } = wish.current
          const from = Math.max(0, first - BEYOND)
          const rows = await load(from, Math.min(count, last + BEYOND))
          window = { from, rows, version }
          if (gone.current) return
          setHeld(window)
          // Fewer rows than expected: the next request has the correct count.
          if (from + rows.length < Math.min(last, count)) return
        }
      } catch {
        // The response was closed, and this view will be too.
      } finally {
        asking.current = false
      }
    }
    void ask()
  }, [first, last, count, version, held])

  return held
}
