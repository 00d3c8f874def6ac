import { create } from 'zustand'
import type { ConnectionItem, ConnectionView } from '../../../shared/contract/connection-views.ts'

/** Maximum number of log entries, and of tickle round trips, as in the host. */
const ENTRIES_KEPT = 300
const PULSES_KEPT = 240

export const useConnectionStore = create<ConnectionView>()(() => ({ entries: [], pulses: [] }))

/** Applies a batch of updates in order. */
export function applyConnectionItems(data: ConnectionView, batch: readonly ConnectionItem[]): ConnectionView {
  let { entries, pulses } = data
  for (const item of batch) {
    if (item.kind === 'pulse') pulses = [...pulses, item.pulse].slice(-PULSES_KEPT)
    else entries = [...entries, item.entry].slice(-ENTRIES_KEPT)
  }
  return { entries, pulses }
}
