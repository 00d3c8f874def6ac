import { DatabaseError } from '../database/database.ts'
import { HostError } from '../host-error.ts'

const NEWER = 'A newer version of the console wrote console.db: start that one, or move the file out of the way.'

export const JOURNAL_LATE = 'Updates arrive faster than the disk writes them. They are shown now and saved in order.'

/** Why changes of orders are not written down, and what to do about it. */
export function describeJournalFailure(error: unknown): string {
  if (!(error instanceof DatabaseError)) return 'The database does not answer. What happens is shown, and not kept yet.'
  switch (error.fault) {
    case 'disk-full':
      return 'The disk is full: make room. What happens is shown, and kept once there is some.'
    case 'not-permitted':
      return 'The system does not allow writing in the user data folder. What happens is shown, and not kept.'
    case 'newer':
      return NEWER
    case 'failed':
      return `The database answered: ${error.message}. What happens is shown, and not kept.`
  }
}

/** What a call about the journal rejects with. */
export function journalError(error: DatabaseError): HostError {
  const code = {
    'disk-full': 'disk-full',
    'not-permitted': 'not-permitted',
    newer: 'not-available',
    failed: 'file-failed',
  }
  const message = error.fault === 'newer' ? NEWER : `The journal of orders could not be read (${error.message}).`
  return new HostError(code[error.fault] as HostError['code'], message, { cause: error })
}
