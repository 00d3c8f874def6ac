import { join } from 'node:path'
import { type HostContext, reportProblem } from '../host-context.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { Database, type DatabaseStarter } from './database.ts'
import { describeRecovery } from './database-message.ts'
import { describePrunedDay, type PrunedDay } from './recorded-days.ts'

/** Rejects every request: opening the file would change files of a folder that this process must not change. */
const startReadOnly: DatabaseStarter = (_file, onReply) => ({
  post: ({ id }) =>
    queueMicrotask(() => onReply({ id, kind: 'fault', fault: 'not-permitted', message: 'the console runs read-only' })),
  end: () => undefined,
})

/** The opened database of one user data folder. Its recoveries are reported in the log and to the user. */
export interface OpenedDatabase {
  readonly database: Database
  /** Reports that the entries of the oldest day were removed, although the clock may be wrong. */
  readonly onPruned: (day: PrunedDay) => void
}

export function openDatabase(context: HostContext, start: DatabaseStarter): OpenedDatabase {
  const file = join(context.home, 'console.db')
  return {
    database: new Database(isWriteProtected(file) ? startReadOnly : start, file, (recovery) =>
      reportProblem(context, 'database-recovered', describeRecovery(recovery)),
    ),
    onPruned: (day) => reportProblem(context, 'oldest-day-removed', describePrunedDay(day)),
  }
}
