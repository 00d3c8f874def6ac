import type { Database } from './database.ts'
import { formatCount, type SqlStatement } from './database-message.ts'

const DAY_MS = 86_400_000
export type RecordedTable = 'history' | 'journal'

/** Entries of a day that were removed although the clock may have jumped: no later weekday has entries. */
export interface PrunedDay {
  readonly table: RecordedTable
  /** Number of days from the newest entry to the current time. */
  readonly daysAhead: number
  /** Start of the removed day, in UTC (ms since epoch). */
  readonly removed: number
}

export interface RecordedDaysOptions {
  readonly database: Database
  readonly table: RecordedTable
  /** Number of days to retain. */
  readonly days: number
  readonly onPruned: (pruned: PrunedDay) => void
}

/** Statements to add to the first write of a day. */
export interface FirstWriteOfDay {
  readonly statements: readonly SqlStatement[]
  /** Marks the day as recorded; called after the statements were written. */
  done(): void
}

/**
 * Limits old entries by the number of recorded days instead of by age: if the clock jumps ahead, only one recorded day
 * is added. Each new day removes at most one old day, and never the newest day before it.
 */
export class RecordedDays {
  readonly #options: RecordedDaysOptions
  #day: number | undefined

  constructor(options: RecordedDaysOptions) {
    this.#options = options
  }

  /**
   * Returns the statements of a new day, undefined for a day that already has entries. `firstId` is the id of the entry
   * that is about to be written.
   */
  async begin(now: number, firstId: number): Promise<FirstWriteOfDay | undefined> {
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

/** Reports whether a weekday lies between two days. A weekend without entries does not indicate a clock jump. */
function skipsWeekday(from: number, to: number): boolean {
  // Any three days in a row include a weekday.
  const skipped = Array.from({ length: Math.min(Math.max(to - from - 1, 0), 3) }, (_, index) => from + 1 + index)
  return skipped.some((day) => new Date(day * DAY_MS).getUTCDay() % 6 !== 0)
}

/** Returns the SQL condition that selects entries of removed days. */
export const createRemovedDaysCondition = (table: RecordedTable): string =>
  `id < (SELECT min(first_id) FROM recorded_day WHERE table_name = '${table}')`

/**
 * Reads the days in the order of recording. Ids restart at 1 after all entries were removed, so days with a later first
 * id are ignored.
 */
const daysStatement = (table: RecordedTable, firstId: number): SqlStatement => ({
  sql: 'SELECT day FROM recorded_day WHERE table_name = ? AND first_id < ? ORDER BY first_id',
  parameters: [table, firstId],
})

interface BeginningDay {
  readonly table: RecordedTable
  readonly day: number
  readonly firstId: number
  readonly removed: number | undefined
}

function beginStatements({ table, day, firstId, removed }: BeginningDay): readonly SqlStatement[] {
  const statements: SqlStatement[] = [
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

/** Describes the removal of a day while the clock may be wrong, for the window and the log. */
export function describePrunedDay({ table, daysAhead, removed }: PrunedDay): string {
  const name = table === 'journal' ? 'order journal' : 'history'
  const day = new Date(removed).toISOString().slice(0, 10)
  return `The clock is ${formatCount(daysAhead)} days ahead of the newest entry of the ${name}. Only the entries of the oldest recorded day, ${day}, were removed. If the clock is wrong, correct it.`
}
