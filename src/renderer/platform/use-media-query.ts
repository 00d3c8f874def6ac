import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** Reports whether the window matches a media query such as `(max-width: 720px)`. */
export function useMediaQuery(query: string): boolean {
  const media = useMemo(() => matchMedia(query), [query])
  const subscribe = useCallback(
    (notify: () => void) => {
      media.addEventListener('change', notify)
      return () => media.removeEventListener('change', notify)
    },
    [media],
  )
  return useSyncExternalStore(subscribe, () => media.matches)
}
