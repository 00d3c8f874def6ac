/**
 * Focuses a button that the user presses, as Chromium does. On a Mac, Firefox and Safari leave the focus nowhere, so
 * that Escape would not reach the panel that the button opens. A press that keeps the focus in a field is left alone.
 */
export function focusPressedButtons(): void {
  const focus = ({ target }: MouseEvent): void => {
    if (document.activeElement !== document.body || !(target instanceof Element)) return
    target.closest<HTMLElement>('button, input, [tabindex]')?.focus({ preventScroll: true })
  }
  window.addEventListener('click', focus, true)
}
