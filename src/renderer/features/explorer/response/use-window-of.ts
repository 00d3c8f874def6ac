import { useEffect, useRef, useState } from 'react'

/** A stretch of something long: the rows from `from` on. */
export interface WindowOf<Row> {
  readonly from: number
  readonly rows: readonly Row[]
}

/** Rows that are asked for beyond those in sight, above and below. */
const BEYOND = 40

interface WindowOptions<Row> {
  readonly first: number
  readonly last: number
  readonly count: number
  /** Another value: the rows are others now. Those of before stay in sight until the new ones are there. */
  readonly version: unknown
  readonly initial?: WindowOf<Row>
  /** Rejects where the response was closed meanwhile. */
  readonly load: (from: number, to: number) => Promise<readonly Row[]>
}

/** Keeps the rows in sight at hand, which a worker makes. One question at a time: scrolling fast skips what was passed. */
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads them where they are newest, and looks again when one changes.
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
          // Fewer rows than there should be: what asks next time will know better.
          if (from + rows.length < Math.min(last, count)) return
        }
      } catch {
        // The response was closed; so is this view in a moment.
      } finally {
        asking.current = false
      }
    }
    void ask()
  }, [first, last, count, version, held])

  return held
}
