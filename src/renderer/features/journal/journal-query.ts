import type { JournalQuery } from '../../../shared/contract/schemas.ts'
import type { JournalChoice, JournalDays } from './journal-store.ts'

/** What was chosen, as the host is asked. `profileId`: the selected one. Days begin at local midnight. */
export function journalQuery(choice: JournalChoice, profileId: string | undefined, now: number): JournalQuery {
  const { text, status, orderId, everyProfile, everything } = choice
  return {
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(!everyProfile && profileId !== undefined && { profileId }),
    ...(status !== undefined && { status }),
    ...(orderId !== undefined && { orderId }),
    ...(everything && { everything }),
    ...daysOf(choice.days, now),
  }
}

/** Days begin at local midnight. */
export function daysOf(days: JournalDays, now: number): { readonly since?: number; readonly until?: number } {
  const midnight = (before: number): number => {
    const date = new Date(now)
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() - before).getTime()
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
