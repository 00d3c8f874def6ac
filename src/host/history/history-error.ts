import { DatabaseError } from '../database/database.ts'
import { HostError } from '../host-error.ts'

const NEWER =
  'A newer version of the console wrote the history: start that version, or move console.db to another folder.'

/** Describes to the user and the log why a request was not stored and what to do. */
export function describeHistoryFailure(error: unknown): string {
  if (!(error instanceof DatabaseError))
    return 'The last request was not saved: too many requests are waiting to be written.'
  const reason = {
    'disk-full': 'The disk is full. Free some space or clear the history.',
    'not-permitted': 'The system does not allow writing in the user data folder.',
    newer: NEWER,
    failed: `The database reported: ${error.message}`,
  }
  return `The last request was not saved. ${reason[error.fault]}`
}

/** Converts a database error to the error of a history call. */
export function toHistoryError(cause: DatabaseError): HostError {
  switch (cause.fault) {
    case 'disk-full':
      return new HostError('disk-full', 'The disk is full. Nothing was changed. Free some space first.', { cause })
    case 'not-permitted':
      return new HostError('not-permitted', 'The system does not allow the history to be read or written.', { cause })
    case 'newer':
      return new HostError('not-available', NEWER, { cause })
    case 'failed':
      return new HostError('file-failed', `The history could not be read or written (${cause.message}).`, { cause })
  }
}
