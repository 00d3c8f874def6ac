/** Ids of JWTs that were seen and have not expired. */
export interface UsedIds {
  /** False where the id was used before; otherwise remembers it until `expiresAt`, milliseconds since the epoch. */
  use(id: string, expiresAt: number): boolean
}

const idLimit = 10_000

/** Makes a memory of at most 10,000 ids. */
export function createUsedIds(now: () => number): UsedIds {
  const expiries = new Map<string, number>()
  return {
    use: (id, expiresAt) => {
      if ((expiries.get(id) ?? 0) > now()) return false
      expiries.set(id, expiresAt)
      const [oldest] = expiries.keys()
      if (expiries.size > idLimit && oldest !== undefined) expiries.delete(oldest)
      return true
    },
  }
}
