import { useSyncExternalStore } from 'react'

/** Number of digits that are measured. The average of many contains the browser's rounding. */
const DIGITS = 40

let ruler: HTMLElement | undefined
let width = 0
const listeners = new Set<() => void>()

/** Returns the width of a digit in the text of a list, in px. Changes with the zoom and with the size of the text. */
export const useDigitWidth = (): number => useSyncExternalStore(subscribe, digitWidth)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function digitWidth(): number {
  if (ruler) return width
  ruler = Object.assign(document.createElement('span'), { className: 'digit-ruler', ariaHidden: 'true' })
  ruler.textContent = '0'.repeat(DIGITS)
  document.body.append(ruler)
  const measure = (element: HTMLElement): void => {
    width = element.getBoundingClientRect().width / DIGITS
  }
  measure(ruler)
  new ResizeObserver(([entry]) => {
    measure(entry?.target as HTMLElement)
    for (const listener of listeners) listener()
  }).observe(ruler)
  return width
}
