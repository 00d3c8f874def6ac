/** Focuses the element when it appears. Used as a `ref`. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus()

/** Focuses the element when it appears, unless another element has the focus. Used as a `ref`. */
export function focusWhereLost(element: HTMLElement | null): void {
  if (document.activeElement === null || document.activeElement === document.body) element?.focus()
}
