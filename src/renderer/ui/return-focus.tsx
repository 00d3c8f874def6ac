import { useEffect } from 'react'

/** If the opener was removed, focuses the dialog below or the element that replaces the opener. */
function focusReplacement(): void {
  const below = [...document.querySelectorAll('.dialog')].at(-1)
  const target = below
    ? below.querySelector<HTMLElement>('[data-initial-focus]')
    : (document.querySelector<HTMLElement>('main [data-in-its-place]') ??
      document.querySelector<HTMLElement>('main h2[tabindex="-1"]'))
  target?.focus()
}

/**
 * Returns the focus to the opener immediately. React Aria does so only in the next frame, and earlier keys would be
 * lost.
 */
export function ReturnFocus() {
  useEffect(() => {
    // Runs after a replaced dialog has returned the focus to its opener.
    const opener = document.activeElement
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus()
      else focusReplacement()
    }
  }, [])
  return null
}
