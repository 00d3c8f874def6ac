import { useEffect } from 'react'

/** The opener is gone, such as a deleted profile: focuses the layer below, or the opener's replacement. */
function focusReplacement(): void {
  const below = [...document.querySelectorAll('.dialog')].at(-1)
  const target = below
    ? below.querySelector<HTMLElement>('[data-initial-focus]')
    : (document.querySelector<HTMLElement>('main [data-in-its-place]') ??
      document.querySelector<HTMLElement>('main h2[tabindex="-1"]'))
  target?.focus()
}

/**
 * In a React Aria layer: returns the focus to the opener as soon as the layer closes. React Aria does so in the next frame, and on a
 * busy machine keys that are typed meanwhile are lost.
 */
export function ReturnFocus() {
  useEffect(() => {
    // In an effect: a dialog that replaces another one finds the opener of both here.
    const opener = document.activeElement
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus()
      else focusReplacement()
    }
  }, [])
  return null
}
