import { DatabaseError } from '../database/database.ts'
import { HostError } from '../host-error.ts'

const NEWER = 'A newer version of the console wrote the history: start that one, or move console.db out of the way.'

/** Why what was sent is not kept, for the list and the log. */
export function describeHistoryFailure(error: unknown): string {
  if (!(error instanceof DatabaseError)) return 'The last request was not kept: too much waits to be written.'
  switch (error.fault) {
    case 'disk-full':
      return 'The last request was not kept: the disk is full. Make room, or clear the history.'
    case 'not-permitted':
      return 'The last request was not kept: the system does not allow writing in the user data folder.'
    case 'newer':
      return `The last request was not kept. ${NEWER}`
    case 'failed':
      return `The last request was not kept: the database answered ${error.message}`
  }
}

/** What a call about the history rejects with. */
export function historyError(error: DatabaseError): HostError {
  switch (error.fault) {
    case 'disk-full':
      return new HostError('disk-full', 'The disk is full. Nothing was changed: make room first.', { cause: error })
    case 'not-permitted':
      return new HostError('not-permitted', 'The system does not allow the history to be read or written.', {
        cause: error,
      })
    case 'newer':
      return new HostError('not-available', NEWER, { cause: error })
    case 'failed':
      return new HostError('file-failed', `The history could not be read or written (${error.message}).`, {
        cause: error,
      })
  }
}
