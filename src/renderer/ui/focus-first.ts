const FOCUSABLE =
  ':is(button, input, select, textarea):not(:disabled), [href], summary, [tabindex="0"], [contenteditable="true"]'

/** Focuses the control with the initial focus inside an element, or its first visible control. */
export function focusFirst(container: Element | null | undefined): void {
  const first = [...(container?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find((each) => each.checkVisibility())
  ;(container?.querySelector<HTMLElement>('[data-initial-focus]') ?? first)?.focus()
}
