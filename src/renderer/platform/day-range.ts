/** Range of days for filtering a list. */
export type DayRange = 'always' | 'today' | 'yesterday' | 'week'

/** Returns the start and end of a day range in ms since epoch. Days start at local midnight. */
export function timesOfDays(days: DayRange, now: number): { readonly since?: number; readonly until?: number } {
  const midnight = (daysAgo: number): number => {
    const date = new Date(now)
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysAgo).getTime()
  }
  switch (days) {
    case 'always':
      return {}
    case 'today':
      return { since: midnight(0) }
    case 'yesterday':
      return { since: midnight(1), until: midnight(0) }
    case 'week':
      return { since: midnight(6) }
  }
}
