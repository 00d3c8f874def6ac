import { useEffect, useRef, useState } from 'react'

/** Number of rows to load above and below the visible rows. */
const BEYOND = 40

/** Range of a long list, starting at row `from`. */
interface LoadedRows<Row> {
  readonly from: number
  readonly rows: readonly Row[]
  readonly version: unknown
}

interface LoadedRowsOptions<Row> {
  readonly first: number
  readonly last: number
  readonly count: number
  /** Changes when the rows change. The previous rows stay visible until the new rows are loaded. */
  readonly version: unknown
  readonly initial?: readonly Row[]
  /** Loads a range of rows. Rejects if the response was closed in the meantime. */
  readonly load: (from: number, to: number) => Promise<readonly Row[]>
}

/** Loads the visible rows with one request at a time. */
export function useLoadedRows<Row>(options: LoadedRowsOptions<Row>): LoadedRows<Row> {
  const { first, last, count, version, initial = [], load } = options
  const [loaded, setLoaded] = useState({ from: 0, to: initial.length, rows: initial, version })
  const isLoading = useRef(false)
  useEffect(() => {
    const isLoaded = loaded.version === version && loaded.from <= first && loaded.to >= Math.min(last, count)
    if (isLoaded || isLoading.current) return
    isLoading.current = true
    const from = Math.max(0, first - BEYOND)
    const to = Math.min(count, last + BEYOND)
    load(from, to)
      .finally(() => {
        isLoading.current = false
      })
      .then(
        // The result may have more or fewer rows than requested.
        (rows) => setLoaded({ from, to: Math.max(to, from + rows.length), rows, version }),
        () => undefined,
      )
  }, [first, last, count, version, load, loaded])
  return loaded
}
