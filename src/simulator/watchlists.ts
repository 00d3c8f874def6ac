/** One row: an instrument, or a heading (empty for a blank line). */
export type WatchlistRow = { readonly conid: number } | { readonly heading: string }

/** A stored watchlist. It belongs to the username and survives sessions. */
export interface Watchlist {
  /** Digits, chosen by the client. */
  readonly id: string
  readonly name: string
  readonly rows: readonly WatchlistRow[]
  /** Simulator time of the last change. */
  readonly modified: number
}

/** The lists of the user. */
export interface Watchlists {
  /** In the order in which they were made. */
  all(): readonly Watchlist[]
  find(id: string): Watchlist | undefined
  /** Creates a list, or overwrites the one with the same id. False if there are too many. */
  save(list: Omit<Watchlist, 'modified'>): boolean
  /** False for an unknown id. */
  remove(id: string): boolean
}

/** Limit of the simulator; IBKR publishes none. */
const maxLists = 1000

export function createWatchlists(now: () => number): Watchlists {
  const lists = new Map<string, Watchlist>()
  return {
    all: () => [...lists.values()],
    find: (id) => lists.get(id),
    save: (list) => {
      if (lists.size >= maxLists && !lists.has(list.id)) return false
      lists.set(list.id, { ...list, modified: now() })
      return true
    },
    remove: (id) => lists.delete(id),
  }
}
