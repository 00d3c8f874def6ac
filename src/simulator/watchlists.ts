/** One row of a watchlist: an instrument, or a heading (empty for a blank line). */
export type WatchlistRow = { readonly conid: number } | { readonly heading: string }

/** A stored watchlist. It belongs to the username and survives sessions. */
export interface Watchlist {
  /** The id, digits that the client chose. */
  readonly id: string
  readonly name: string
  readonly rows: readonly WatchlistRow[]
  /** When the list was last changed, in simulator time. */
  readonly modified: number
}

/** The watchlists of the user. */
export interface Watchlists {
  /** All lists, in the order of their creation. */
  all(): readonly Watchlist[]
  find(id: string): Watchlist | undefined
  /** Creates a list, or overwrites the one with the same id. Returns false if there are too many. */
  save(list: Omit<Watchlist, 'modified'>): boolean
  /** Removes a list; returns false for an unknown id. */
  remove(id: string): boolean
}

/** Maximum number of lists: a limit of the simulator; IBKR publishes none. */
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
