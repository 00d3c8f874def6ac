import { create } from 'zustand'

export interface EquityPoint {
  /** ms since epoch */
  readonly at: number
  readonly value: number
}

/** Net liquidation by account, oldest first, for as long as it was looked at in this window. */
export const useEquityStore = create<{ readonly curves: ReadonlyMap<string, readonly EquityPoint[]> }>()(() => ({
  curves: new Map(),
}))
