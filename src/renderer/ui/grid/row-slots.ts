import { useLayoutEffect, useRef } from 'react'

/** Slot number of each rendered row, by key. A new row reuses a free slot and its element. */
export type RowSlots = ReadonlyMap<string, number>

const NO_SLOTS: RowSlots = new Map()

/** Assigns the lowest free slots. Uses as many slots as there are rows. */
export function assignSlots(before: RowSlots, rows: readonly { readonly key: string }[]): RowSlots {
  const slots = new Map<string, number>()
  const used = new Set<number>()
  for (const { key } of rows) {
    const slot = before.get(key)
    if (slot === undefined || slot >= rows.length) continue
    slots.set(key, slot)
    used.add(slot)
  }
  let free = 0
  for (const { key } of rows) {
    if (slots.has(key)) continue
    while (used.has(free)) free += 1
    slots.set(key, free)
    free += 1
  }
  return slots
}

/** Returns the slots of the rendered rows. When `order` changes, assigns all slots again from top to bottom. */
export function useRowSlots(rows: readonly { readonly key: string }[], order: unknown): RowSlots {
  const last = useRef({ slots: NO_SLOTS, order })
  const slots = assignSlots(Object.is(last.current.order, order) ? last.current.slots : NO_SLOTS, rows)
  useLayoutEffect(() => {
    last.current = { slots, order }
  })
  return slots
}
