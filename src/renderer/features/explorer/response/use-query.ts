import { useEffect, useEffectEvent, useState } from 'react'

/** Returns the last result of `load`; undefined until the first load completes. `load` must be memoised. */
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

/** Calls the memoised `run` after a delay, and again when `run` changes. A change aborts the previous signal. */
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
