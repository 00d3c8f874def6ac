import type { Limit } from './limits.ts'

const keyLimit = 500

/** Calls of the recent past, by key. */
export interface Windows {
  /** Counts the call and says true, or says false where it would be one too many; a refused call is not counted. */
  admit(key: string, limits: readonly Limit[], at: number): boolean
}

/** Makes sliding windows; the keys that were longest idle are forgotten where there are too many. */
export function createWindows(): Windows {
  const seen = new Map<string, number[]>()
  return {
    admit: (key, limits, at) => {
      const longest = Math.max(...limits.map((limit) => limit.milliseconds))
      const times = (seen.get(key) ?? []).filter((time) => at - time < longest)
      const fits = limits.every(
        ({ calls, milliseconds }) => times.filter((time) => at - time < milliseconds).length < calls,
      )
      if (fits) times.push(at)
      seen.delete(key)
      seen.set(key, times)
      const [idlest] = seen.keys()
      if (seen.size > keyLimit && idlest !== undefined) seen.delete(idlest)
      return fits
    },
  }
}
