import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

const CONTROL = 'input:not([type="checkbox"], [tabindex="-1"]), .select, textarea, [contenteditable="true"]'
const BUTTON = 'button:not(:disabled)'

/** Gives the keyboard to the first control of a row, or to its last button. */
function focusIn(row: Element | null): void {
  const control = row?.querySelector<HTMLElement>(CONTROL)
  const next = control ?? [...(row?.querySelectorAll<HTMLElement>(BUTTON) ?? [])].at(-1)
  next?.focus()
}

/** Gives the keyboard to the control of the row that an element stands in: for a button that goes with what it mends. */
export const focusRowOf = (element: Element): void => focusIn(element.closest('[data-row]'))

/**
 * Keeps the keyboard where it was when the button that had it is taken away by what it did ("Add", "Leave out"): it goes on in the
 * same row, or in the one that took its place. Rows are elements with a `data-row`, each with a name of its own.
 */
export function useKeptFocus<Kind extends HTMLElement>(): {
  readonly ref: RefObject<Kind | null>
  readonly onFocus: (event: FocusEvent) => void
} {
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
