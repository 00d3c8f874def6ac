import { DatabaseError } from '../database/database.ts'
import { HostError } from '../host-error.ts'

const NEWER = 'A newer version of the console wrote the history: start that one, or move console.db out of the way.'

/** Describes why a request is not stored and what to do, for the history view and the log. */
export function describeHistoryFailure(error: unknown): string {
  if (!(error instanceof DatabaseError)) return 'The last request was not kept: too much waits to be written.'
  const reason = {
    'disk-full': 'The disk is full. Make room, or clear the history.',
    'not-permitted': 'The system does not allow writing in the user data folder.',
    newer: NEWER,
    failed: `The database reported: ${error.message}`,
  }
  return `The last request was not kept. ${reason[error.fault]}`
}

/** Maps a database error to the error of a history call. */
export function historyError(cause: DatabaseError): HostError {
  switch (cause.fault) {
    case 'disk-full':
      return new HostError('disk-full', 'The disk is full. Nothing was changed: make room first.', { cause })
    case 'not-permitted':
      return new HostError('not-permitted', 'The system does not allow the history to be read or written.', { cause })
    case 'newer':
      return new HostError('not-available', NEWER, { cause })
    case 'failed':
      return new HostError('file-failed', `The history could not be read or written (${cause.message}).`, { cause })
  }
}
