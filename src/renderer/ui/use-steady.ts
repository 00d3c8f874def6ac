import { useCallback, useLayoutEffect, useRef } from 'react'

/** A function of stable identity that calls the newest `act`, for memoised children. Not to be called while rendering. */
export function useSteady<Arguments extends readonly unknown[], Result>(
  act: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...given: Arguments) => latest.current(...given), [])
}
