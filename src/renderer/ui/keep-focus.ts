import { type FocusEvent, useLayoutEffect, useRef } from 'react'

const CONTROL = 'input:not([type="checkbox"], [tabindex="-1"]), .select, textarea, [contenteditable="true"]'
const BUTTON = 'button:not(:disabled)'

/** Focuses the first input of a row, or the last button if the row has no input. */
function focusIn(row: Element | null): void {
  const control = row?.querySelector<HTMLElement>(CONTROL)
  const next = control ?? [...(row?.querySelectorAll<HTMLElement>(BUTTON) ?? [])].at(-1)
  next?.focus()
}

/** Focuses the input in an element's row. Used by buttons that then disappear. */
export const focusRowOf = (element: Element): void => focusIn(element.closest('[data-row]'))

/** Moves the focus to the same row, or to the row that replaces it, when the focused button disappears. */
export function useKeptFocus<Kind extends HTMLElement>() {
  const ref = useRef<Kind>(null)
  const last = useRef<{ readonly element: Element; readonly row: string; readonly at: number }>(undefined)
  const rowsOf = (): readonly HTMLElement[] => [...(ref.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]

  useLayoutEffect(() => {
    const before = last.current
    if (!before || before.element.isConnected || document.activeElement !== document.body) return
    const rows = rowsOf()
    const row =
      rows.find((each) => each.getAttribute('data-row') === before.row) ?? rows[Math.min(before.at, rows.length - 1)]
    focusIn(row ?? ref.current)
  })

  const onFocus = ({ target }: FocusEvent): void => {
    const row = target.closest<HTMLElement>('[data-row]')
    last.current = { element: target, row: row?.getAttribute('data-row') ?? '', at: row ? rowsOf().indexOf(row) : 0 }
  }
  return { ref, onFocus }
}
