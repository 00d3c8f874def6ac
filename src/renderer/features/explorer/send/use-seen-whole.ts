import { type RefObject, useEffect, useState } from 'react'

/**
 * Whether all of an element that scrolls was visible: it fits, or it was scrolled to its end. Where it does not fit, it gets the focus
 * when it appears, so that the arrow keys scroll it. True where there is no element.
 */
export function useSeenWhole(ref: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(true)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    let reachedEnd = false
    const check = (): void => {
      const { scrollTop, clientHeight, scrollHeight } = element
      const isAtEnd = scrollTop + clientHeight >= scrollHeight - 1
      if (isAtEnd && scrollTop > 0) reachedEnd = true
      setSeen(reachedEnd || isAtEnd)
    }
    check()
    if (element.clientHeight < element.scrollHeight - 1) element.focus()
    element.addEventListener('scroll', check)
    // Names of contracts arrive later and may take another line; a window may be made smaller.
    const observer = new ResizeObserver(check)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => {
      element.removeEventListener('scroll', check)
      observer.disconnect()
    }
  }, [ref])
  return seen
}
