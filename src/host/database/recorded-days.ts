import type { Database } from './database.ts'
import type { Statement } from './statement.ts'

const DAY_MS = 86_400_000
export type RecordedTable = 'history' | 'journal'

/** The oldest recorded day was removed, and the clock may have jumped: a day was skipped that is not of a weekend. */
export interface PrunedDay {
  readonly table: RecordedTable
  /** Days from the newest entry to the clock's time. */
  readonly daysAhead: number
  /** ms since epoch: begin of the day whose entries were removed, in UTC. */
  readonly removed: number
}

export interface RecordedDaysOptions {
  readonly database: Database
  readonly table: RecordedTable
  /** Days that are kept. */
  readonly days: number
  readonly onPruned: (pruned: PrunedDay) => void
}

/** What a write on a new day has to do besides. */
export interface BegunDay {
  readonly statements: readonly Statement[]
  /** To be called once they are written. */
  done(): void
}

/**
 * The days on which something was recorded, and which of them are kept. A clock that jumps ahead makes one more recorded day: so each day
 * that begins removes one old day at most, and never the newest one before it.
 */
export class RecordedDays {
  readonly #options: RecordedDaysOptions
  #day: number | undefined

  constructor(options: RecordedDaysOptions) {
    this.#options = options
  }

  /** Undefined on a day that has begun already. `firstId` is the id of the first entry that is about to be written. */
  async begin(now: number, firstId: number): Promise<BegunDay | undefined> {
    const day = Math.floor(now / DAY_MS)
    if (day === this.#day) return undefined
    const { database, table, days, onPruned } = this.#options
    const rows = await database.read(daysStatement(table, firstId))
    const known = rows.map((row) => Number(row['day']))
    const [oldest, newest = day] = [known[0], known.at(-1)]
    const isOld = oldest !== undefined && oldest !== newest && oldest < day - days
    const removed = !known.includes(day) && (isOld || known.length >= days) ? oldest : undefined
    return {
      // The first day covers whatever is there already.
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
  // Three days in a row are more than a weekend.
  const skipped = Array.from({ length: Math.min(Math.max(to - from - 1, 0), 3) }, (_, index) => from + 1 + index)
  return skipped.some((day) => new Date(day * DAY_MS).getUTCDay() % 6 !== 0)
}

/** A condition for entries of days that are not kept any more. */
export const isOutdated = (table: RecordedTable): string =>
  `id < (SELECT min(first_id) FROM recorded_day WHERE table_name = '${table}')`

/** In the order in which they were recorded. Ids begin anew after everything was removed: days of entries that are gone do not count. */
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
