/** Focuses the element when it appears. Used as a `ref`. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus()

/**
 * Focuses the element when it appears, if nothing else has the focus because the focused element was removed. Used as a
 * `ref`.
 */
export function focusWhereLost(element: HTMLElement | null): void {
  if (document.activeElement === null || document.activeElement === document.body) element?.focus()
}
