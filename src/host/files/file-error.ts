import { HostError } from '../host-error.ts'

/** An error of the file system as an expected failure, with a sentence that says what to do. Never with a path. */
export function fileError(error: unknown, doing: 'read' | 'write'): HostError {
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
      return new HostError('file-failed', `${doing === 'write' ? 'The folder' : 'The file'} is not there any more.`)
    case 'EMFILE':
    case 'ENFILE':
      return new HostError(
        'file-failed',
        `Too many files and connections are open (${code}). No file was changed: close some programs or windows, then try again.`,
      )
    case 'not-a-file':
      return new HostError('file-failed', 'That is no ordinary file. Choose another name.')
    default:
      return new HostError('file-failed', `The system could not ${doing} the file (${code}).`, { cause: error })
  }
}
