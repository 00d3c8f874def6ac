import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Returns the last result of `load`: undefined until the first load completes, and the previous result while a new load
 * is running. `load` must keep a stable reference.
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
 * Calls `run` after a delay, and again whenever `run` changes, so `run` must be memoised. A change or an unmount aborts
 * the previous signal. `onFailed` is called if the query fails, but not if a newer query cancelled it.
 */
export function useDelayedQuery(
  run: (signal: AbortSignal) => Promise<void>,
  delayMs: number,
  onFailed: () => void,
): void {
  const failed = useEffectEvent(onFailed)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const timer = setTimeout(() => run(signal).catch(() => signal.aborted || failed()), delayMs)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [run, delayMs])
}
