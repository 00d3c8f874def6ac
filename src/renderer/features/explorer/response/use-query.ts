import { useEffect, useState } from 'react'

/** The result of `load`, which must be stable: undefined until it is loaded, and if that fails. */
export function useLoaded<Result>(load: () => Promise<Result>): Result | undefined {
  const [loaded, setLoaded] = useState<{ readonly by: unknown; readonly result: Result }>()
  useEffect(() => {
    load().then(
      (result) => setLoaded({ by: load, result }),
      () => undefined,
    )
  }, [load])
  return loaded?.by === load ? loaded.result : undefined
}

/**
 * Runs a query after a delay, and again when `run` changes, which must be stable. The signal is then aborted. Errors are
 * ignored: a newer query or the end of the response has cancelled this one.
 */
export function useDelayedQuery(run: (signal: AbortSignal) => Promise<void>, delayMs: number): void {
  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => run(controller.signal).catch(() => undefined), delayMs)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [run, delayMs])
}
