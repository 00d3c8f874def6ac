import { join } from 'node:path'
import { type HostContext, reportProblem } from '../host-context.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { ClockCheck } from './clock-check.ts'
import { Database, type DatabaseStarter } from './database.ts'
import { describeRecovery } from './database-message.ts'
import { describePrunedDay, type Retention } from './recorded-days.ts'

/** Rejects every request: opening the file would change files of a folder that this process must not change. */
const startReadOnly: DatabaseStarter = (_file, onReply) => ({
  post: ({ id }) =>
    queueMicrotask(() => onReply({ id, kind: 'fault', fault: 'not-permitted', message: 'the console runs read-only' })),
  end: () => undefined,
})

/** The opened database of one user data folder. Its recoveries are reported in the log and to the user. */
export interface OpenedDatabase {
  readonly database: Database
  /** Reports each removed day. */
  readonly retention: Retention
}

export function openDatabase(
  context: HostContext,
  start: DatabaseStarter,
): OpenedDatabase & { readonly clockCheck: ClockCheck } {
  const file = join(context.home, 'console.db')
  const clockCheck = new ClockCheck(context.clock)
  return {
    clockCheck,
    database: new Database(isWriteProtected(file) ? startReadOnly : start, file, (recovery) =>
      reportProblem(context, 'database-recovered', describeRecovery(recovery)),
    ),
    retention: {
      isClockWrong: () => clockCheck.result === 'wrong',
      onPruned(day) {
        const text = describePrunedDay(day)
        // With a clock that a server has confirmed, the removal is what the user expects.
        if (clockCheck.result === 'right') context.log.write('info', 'oldest-day-removed', text)
        else reportProblem(context, 'oldest-day-removed', `${text} ${CLOCK_NOT_CHECKED}`)
      },
    },
  }
}

const CLOCK_NOT_CHECKED =
  "No server has confirmed this computer's clock since the start. If the clock is wrong, correct it."
