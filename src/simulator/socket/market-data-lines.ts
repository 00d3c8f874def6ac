/** The market data lines of the user: each stream of any socket takes one. */
export interface MarketDataLines {
  /** False where none is free. */
  take(): boolean
  free(): void
}

/** Makes so many lines, all free. */
export function createMarketDataLines(limit: number): MarketDataLines {
  let taken = 0
  return {
    take: () => {
      if (taken >= limit) return false
      taken += 1
      return true
    },
    free: () => {
      taken -= 1
    },
  }
}
