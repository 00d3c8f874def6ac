import { join } from 'node:path'
import { type HostContext, reportProblem } from '../host-context.ts'
import { Database, type DatabaseStarter } from './database.ts'
import { describeRecovery } from './database-message.ts'
import { describePrunedDay, type PrunedDay } from './recorded-days.ts'

/** The opened database of one user data folder. Its recoveries are reported in the log and to the user. */
export interface OpenedDatabase {
  readonly database: Database
  /** Reports that the entries of the oldest day were removed, although the clock may be wrong. */
  readonly onPruned: (day: PrunedDay) => void
}

export function openDatabase(context: HostContext, start: DatabaseStarter): OpenedDatabase {
  return {
    database: new Database(start, join(context.home, 'console.db'), (recovery) =>
      reportProblem(context, 'database-recovered', describeRecovery(recovery)),
    ),
    onPruned: (day) => reportProblem(context, 'oldest-day-removed', describePrunedDay(day)),
  }
}
