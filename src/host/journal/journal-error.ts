import { DatabaseError } from '../database/database.ts'
import { HostError } from '../host-error.ts'

const NEWER = 'A newer version of the console wrote console.db: start that version, or move the file to another folder.'

export const JOURNAL_DELAYED_TEXT =
  'Updates arrive faster than the disk writes them. They are shown now and saved in order.'

export const NOT_PERMITTED_TEXT =
  'The system does not allow writing in the user data folder. Updates are shown but not saved.'

/** Describes to the user why order updates are not journaled and what to do. */
export function describeJournalFailure(error: unknown): string {
  if (!(error instanceof DatabaseError)) return 'The database does not respond. Updates are shown but not saved yet.'
  switch (error.fault) {
    case 'disk-full':
      return 'The disk is full. Free some space. Updates are shown now and saved once there is space.'
    case 'not-permitted':
      return NOT_PERMITTED_TEXT
    case 'newer':
      return NEWER
    case 'failed':
      return `The database failed: ${error.message}. Updates are shown but not saved.`
  }
}

/** Converts a database error to the error of a journal call. */
export function toJournalError(error: DatabaseError): HostError {
  const code = {
    'disk-full': 'disk-full',
    'not-permitted': 'not-permitted',
    newer: 'not-available',
    failed: 'file-failed',
  }
  const message = error.fault === 'newer' ? NEWER : `The order journal could not be read (${error.message}).`
  return new HostError(code[error.fault] as HostError['code'], message, { cause: error })
}
