import { create } from 'zustand'

type BlotterWidth = 'narrow' | 'medium' | 'wide'

/** Width of the order list, which a pane beside it reduces. Only three values, because a new one renders the list. */
export const useBlotterWidth = create<{ readonly width: BlotterWidth }>()(() => ({ width: 'wide' }))

/** Widths in px below which the time, or only columns that are not essential, do not fit. */
const NARROW_BELOW = 735
const MEDIUM_BELOW = 830

/** Ref of the element that contains the order list. */
export function followBlotterWidth(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined
  const observer = new ResizeObserver(() => {
    const { clientWidth } = element
    const width = clientWidth < NARROW_BELOW ? 'narrow' : clientWidth < MEDIUM_BELOW ? 'medium' : 'wide'
    if (clientWidth > 0 && useBlotterWidth.getState().width !== width) useBlotterWidth.setState({ width })
  })
  observer.observe(element)
  return () => observer.disconnect()
}
