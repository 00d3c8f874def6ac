/** The newest entries of a list, in constant time an entry and with a bounded number of them. */
export interface Ring<T> {
  add(entry: T): void
  /** Oldest first. */
  all(): readonly T[]
  clear(): void
}

/** Makes a ring that keeps the newest `limit` entries. */
export function createRing<T>(limit: number): Ring<T> {
  let entries: T[] = []
  // Where the oldest entry lies once the ring is full.
  let start = 0
  return {
    add: (entry) => {
      if (limit < 1) return
      if (entries.length < limit) {
        entries.push(entry)
        return
      }
      entries[start] = entry
      start = start + 1 === limit ? 0 : start + 1
    },
    all: () => [...entries.slice(start), ...entries.slice(0, start)],
    clear: () => {
      entries = []
      start = 0
    },
  }
}
