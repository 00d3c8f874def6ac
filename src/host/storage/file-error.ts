import type { ContractErrorCode } from '../../shared/contract/errors.ts'
import { HostError } from '../host-error.ts'

/** Describes a file system error to the user, without a path. Returns a HostError unchanged. */
export function toFileError(error: unknown, operation: 'read' | 'write'): HostError {
  if (error instanceof HostError) return error
  const isWrite = operation === 'write'
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
  const failure = (hostCode: ContractErrorCode, message: string) => new HostError(hostCode, message, { cause: error })
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('disk-full', 'The disk is full. No file was changed. Free some space or choose another location.')
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failure(
        'not-permitted',
        isWrite
          ? 'The system does not allow writing there. Choose another folder or name.'
          : 'The system does not allow reading that file. Choose another, or change its permissions.',
      )
    case 'ENOENT':
      return failure('file-failed', `${isWrite ? 'The folder' : 'The file'} no longer exists.`)
    case 'EMFILE':
    case 'ENFILE':
      return failure(
        'file-failed',
        `Too many files and connections are open (${code}). No file was changed. Close some programs or windows, then try again.`,
      )
    case 'not-a-file':
      return failure('file-failed', 'That is not a regular file. Choose another name.')
    default:
      return failure('file-failed', `The system could not ${operation} the file (${code}).`)
  }
}
