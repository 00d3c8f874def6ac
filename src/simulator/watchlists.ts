/** One row of a watchlist: an instrument, or a heading (empty for a blank line). */
export type WatchlistRow = { readonly conid: number } | { readonly heading: string }

/** A stored watchlist. It belongs to the username and is kept after a session. */
export interface Watchlist {
  /** The id, which consists of digits that the client chose. */
  readonly id: string
  readonly name: string
  readonly rows: readonly WatchlistRow[]
  /** Time of the last change of the list, in simulator time. */
  readonly modified: number
}

/** The watchlists of the user. */
export interface Watchlists {
  /** Returns all lists in the order of their creation. */
  all(): readonly Watchlist[]
  find(id: string): Watchlist | undefined
  /**
   * Creates a list, or overwrites the list with the same id. Returns false if the maximum number of lists is reached.
   */
  save(list: Omit<Watchlist, 'modified'>): boolean
  /** Removes a list. Returns false for an unknown id. */
  remove(id: string): boolean
}

/** Maximum number of lists. The limit is the simulator's own: IBKR publishes none. */
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
