import type { Database } from './database.ts'
import { formatCount, type SqlStatement } from './database-message.ts'

const DAY_MS = 86_400_000
export type RecordedTable = 'history' | 'journal'

/** A day whose entries were removed. */
export interface PrunedDay {
  readonly table: RecordedTable
  /** Number of later days that have entries. */
  readonly laterDays: number
  /** Start of the removed day, in UTC (ms since epoch). */
  readonly removed: number
}

/** Dependencies of the removal of old entries. */
export interface Retention {
  /** Whether a server has shown that the machine's clock is wrong. */
  readonly isClockWrong: () => boolean
  /** Called for each removed day. */
  readonly onPruned: (pruned: PrunedDay) => void
}

export interface RecordedDaysOptions extends Retention {
  readonly database: Database
  readonly table: RecordedTable
  /** Number of days to retain. */
  readonly days: number
}

/** Statements to add to the first write of a day. */
export interface FirstWriteOfDay {
  readonly statements: readonly SqlStatement[]
  /** Marks the day as recorded; called after the statements were written. */
  done(): void
}

/**
 * Limits old entries by the number of days with entries, never by their age: a clock that runs ahead makes no entry
 * old. Each new day removes at most one old day. While the clock is known to be wrong, no day is counted, so nothing is
 * removed; the entries of that time belong to the last day that was counted.
 */
export class RecordedDays {
  readonly #options: RecordedDaysOptions
  #day: number | undefined

  constructor(options: RecordedDaysOptions) {
    this.#options = options
  }

  /**
   * Returns the statements of a new day. Returns undefined for a day that already has entries, and while the clock is
   * wrong. `firstId` is the id of the entry that is about to be written.
   */
  async begin(now: number, firstId: number): Promise<FirstWriteOfDay | undefined> {
    const day = Math.floor(now / DAY_MS)
    const { database, table, days, isClockWrong, onPruned } = this.#options
    if (day === this.#day || isClockWrong()) return undefined
    const rows = await database.read(daysStatement(table, firstId))
    const known = rows.map((row) => Number(row['day']))
    const removed = !known.includes(day) && known.length >= days ? known[0] : undefined
    return {
      // The first day covers all existing entries.
      statements: beginStatements({ table, day, firstId: known.length === 0 ? 0 : firstId, removed }),
      done: () => {
        this.#day = day
        if (removed !== undefined) onPruned({ table, laterDays: known.length, removed: removed * DAY_MS })
      },
    }
  }
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

/** Describes the removal of a day, for the window and the log. */
export function describePrunedDay({ table, laterDays, removed }: PrunedDay): string {
  const name = table === 'journal' ? 'order journal' : 'history'
  const day = new Date(removed).toISOString().slice(0, 10)
  return `The entries of ${day} were removed from the ${name}, because ${formatCount(laterDays)} later days have entries.`
}
