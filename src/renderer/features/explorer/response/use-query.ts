import { useEffect, useState } from 'react'

/**
 * The last result of `load`, which must be stable: that of the previous `load` until the new one is loaded, undefined until
 * the first one is.
 */
export function useLoaded<Result>(load: () => Promise<Result>): Result | undefined {
  const [result, setResult] = useState<Result>()
  useEffect(() => {
    let isCurrent = true
    load().then(
      (loaded) => isCurrent && setResult(() => loaded),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [load])
  return result
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
