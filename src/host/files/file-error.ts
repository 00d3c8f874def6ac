import { HostError } from '../host-error.ts'
import { saveJsonFile } from '../storage/json-file.ts'

/** Describes an error of the file system to the user, without a path. A HostError is returned as it is. */
export function fileError(error: unknown, doing: 'read' | 'write'): HostError {
  if (error instanceof HostError) return error
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new HostError('disk-full', 'The disk is full. No file was changed: make room, or choose another place.')
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new HostError(
        'not-permitted',
        doing === 'write'
          ? 'The system does not allow writing there. Choose another folder or name.'
          : 'The system does not allow reading that file. Choose another, or change its permissions.',
      )
    case 'ENOENT':
      return new HostError('file-failed', `${doing === 'write' ? 'The folder' : 'The file'} no longer exists.`)
    case 'EMFILE':
    case 'ENFILE':
      return new HostError(
        'file-failed',
        `Too many files and connections are open (${code}). No file was changed: close some programs or windows, then try again.`,
      )
    case 'not-a-file':
      return new HostError('file-failed', 'That is not a regular file. Choose another name.')
    default:
      return new HostError('file-failed', `The system could not ${doing} the file (${code}).`, { cause: error })
  }
}

/** Saves a JSON file of the console. @throws HostError */
export function storeJsonFile(path: string, value: unknown): void {
  try {
    saveJsonFile(path, value)
  } catch (error) {
    throw fileError(error, 'write')
  }
}
