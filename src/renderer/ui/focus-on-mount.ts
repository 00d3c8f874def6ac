/** As a `ref`: the element takes the focus when it appears, because the person just asked for it. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus()

/** As a `ref`: the element takes the focus when it appears and what had it is gone, such as the button that it took the place of. */
export function focusWhereLost(element: HTMLElement | null): void {
  if (document.activeElement === null || document.activeElement === document.body) element?.focus()
}
