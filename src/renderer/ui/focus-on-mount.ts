/** As a `ref`: the element takes the focus when it appears, because the person just asked for it. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus()
