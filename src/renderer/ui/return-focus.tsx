import { useEffect } from 'react'

/**
 * If the opener no longer exists (such as a deleted profile), focuses the dialog below or the element that replaces the
 * opener.
 */
function focusReplacement(): void {
  const below = [...document.querySelectorAll('.dialog')].at(-1)
  const target = below
    ? below.querySelector<HTMLElement>('[data-initial-focus]')
    : (document.querySelector<HTMLElement>('main [data-in-its-place]') ??
      document.querySelector<HTMLElement>('main h2[tabindex="-1"]'))
  target?.focus()
}

/**
 * Returns the focus to the opener as soon as a React Aria layer closes. React Aria waits for the next frame. On a busy
 * machine, keys pressed before that frame would be lost.
 */
export function ReturnFocus() {
  useEffect(() => {
    // Runs in an effect, after a replaced dialog has returned the focus. The active element is then the opener of that
    // dialog.
    const opener = document.activeElement
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus()
      else focusReplacement()
    }
  }, [])
  return null
}
