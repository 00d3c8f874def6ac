import type { Database } from './database.ts'
import { formatCount, type Statement } from './database-message.ts'

const DAY_MS = 86_400_000
export type RecordedTable = 'history' | 'journal'

/** The oldest recorded day was removed although the clock may have jumped: a weekday has no entries. */
export interface PrunedDay {
  readonly table: RecordedTable
  /** Days from the newest entry to the current time. */
  readonly daysAhead: number
  /** ms since epoch: start of the removed day, in UTC. */
  readonly removed: number
}

export interface RecordedDaysOptions {
  readonly database: Database
  readonly table: RecordedTable
  /** Days to retain. */
  readonly days: number
  readonly onPruned: (pruned: PrunedDay) => void
}

/** Additional statements for the first write of a day. */
export interface NewDay {
  readonly statements: readonly Statement[]
  /** Call once they are written. */
  done(): void
}

/**
 * Retention by recorded days, not by the clock: a clock that jumps ahead makes one more recorded day. Each new day removes
 * one old day at most, and never the newest one before it.
 */
export class RecordedDays {
  readonly #options: RecordedDaysOptions
  #day: number | undefined

  constructor(options: RecordedDaysOptions) {
    this.#options = options
  }

  /** Undefined on a day that already has entries. `firstId` is the id of the entry that is about to be written. */
  async begin(now: number, firstId: number): Promise<NewDay | undefined> {
    const day = Math.floor(now / DAY_MS)
    if (day === this.#day) return undefined
    const { database, table, days, onPruned } = this.#options
    const rows = await database.read(daysStatement(table, firstId))
    const known = rows.map((row) => Number(row['day']))
    const [oldest, newest = day] = [known[0], known.at(-1)]
    const isOld = oldest !== undefined && oldest !== newest && oldest < day - days
    const removed = !known.includes(day) && (isOld || known.length >= days) ? oldest : undefined
    return {
      // The first day covers all existing entries.
      statements: beginStatements({ table, day, firstId: known.length === 0 ? 0 : firstId, removed }),
      done: () => {
        this.#day = day
        const daysAhead = day - newest
        if (removed !== undefined && skipsWeekday(newest, day))
          onPruned({ table, daysAhead, removed: removed * DAY_MS })
      },
    }
  }
}

/** Whether a weekday lies between two days. A weekend without entries does not indicate a clock jump. */
function skipsWeekday(from: number, to: number): boolean {
  // Three days in a row include a weekday.
  const skipped = Array.from({ length: Math.min(Math.max(to - from - 1, 0), 3) }, (_, index) => from + 1 + index)
  return skipped.some((day) => new Date(day * DAY_MS).getUTCDay() % 6 !== 0)
}

/** SQL condition for entries of removed days. */
export const isOutdated = (table: RecordedTable): string =>
  `id < (SELECT min(first_id) FROM recorded_day WHERE table_name = '${table}')`

/** Days in the order of recording. Ids start again after everything was removed, so days with a later first id do not count. */
const daysStatement = (table: RecordedTable, firstId: number): Statement => ({
  sql: 'SELECT day FROM recorded_day WHERE table_name = ? AND first_id < ? ORDER BY first_id',
  parameters: [table, firstId],
})

interface BeginningDay {
  readonly table: RecordedTable
  readonly day: number
  readonly firstId: number
  readonly removed: number | undefined
}

function beginStatements({ table, day, firstId, removed }: BeginningDay): readonly Statement[] {
  const statements: Statement[] = [
    { sql: 'DELETE FROM recorded_day WHERE table_name = ? AND first_id >= ?', parameters: [table, firstId] },
    {
      sql: 'INSERT OR IGNORE INTO recorded_day (table_name, day, first_id) VALUES (?, ?, ?)',
      parameters: [table, day, firstId],
    },
  ]
  if (removed !== undefined) {
    statements.push({ sql: 'DELETE FROM recorded_day WHERE table_name = ? AND day = ?', parameters: [table, removed] })
  }
  return statements
}

/** Reports the removal of a day while the clock may be wrong, for the window and the log. */
export function describePrunedDay({ table, daysAhead, removed }: PrunedDay): string {
  const name = table === 'journal' ? 'order journal' : 'history'
  const day = new Date(removed).toISOString().slice(0, 10)
  return `The clock is ${formatCount(daysAhead)} days ahead of the newest entry of the ${name}. Only the entries of the oldest recorded day, ${day}, were removed. If the clock is wrong, correct it.`
}
