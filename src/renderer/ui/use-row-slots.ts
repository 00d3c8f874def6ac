import { useRef } from 'react'

export interface SlottedRow {
  readonly index: number
  /** Its key for React: a row that comes into sight takes over the elements of one that has left. */
  readonly slot: number
}

/**
 * The rows from `first` to `last`, `last` excluded, each in one of so many slots. While they move they stand in the order of the slots,
 * so that no element is made or moved: they only change their words. At rest they stand in their own order, for who reads a page without
 * seeing it.
 */
export function slottedRows(first: number, last: number, slots: number, moving: boolean): readonly SlottedRow[] {
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset)
  const slotted = rows.map((index) => ({ index, slot: index % slots }))
  return moving ? slotted.sort((left, right) => left.slot - right.slot) : slotted
}

/** The same for a list of which only the rows in sight exist: as many slots as there ever were rows in sight. */
export function useRowSlots(first: number, last: number, moving: boolean): readonly SlottedRow[] {
  const slots = useRef(0)
  slots.current = Math.max(slots.current, last - first)
  return slottedRows(first, last, slots.current, moving)
}
