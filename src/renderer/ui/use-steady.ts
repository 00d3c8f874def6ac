import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * The same function at each drawing, which does what the last one given does: for a child that is drawn again only when what it
 * shows has changed. Not to be called while drawing.
 */
export function useSteady<Arguments extends readonly unknown[], Result>(
  act: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...given: Arguments) => latest.current(...given), [])
}
