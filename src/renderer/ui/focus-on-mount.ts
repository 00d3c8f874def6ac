/** As a `ref`: focuses the element when it appears. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus()

/** As a `ref`: focuses the element when it appears, if the focused element is gone, such as the button that it replaces. */
export function focusWhereLost(element: HTMLElement | null): void {
  if (document.activeElement === null || document.activeElement === document.body) element?.focus()
}
