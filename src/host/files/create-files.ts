import type { HandlersOf } from '../service-types.ts'
import type { FileDialogs } from '../shell-port.ts'
import { FilesService } from './files-service.ts'
import type { SavedResponseBodies } from './saved-response-bodies.ts'

export interface FilesNeeds {
  readonly bodies: SavedResponseBodies
  /** The dialogs of the system. Absent in browser mode. */
  readonly dialogs: FileDialogs | undefined
}

export interface FilesArea {
  readonly files: FilesService
  readonly handlers: HandlersOf<'files' | 'responses'>
}

/** Creates the files that the user saves and opens. */
export function createFiles({ bodies, dialogs }: FilesNeeds): FilesArea {
  const files = new FilesService(bodies, dialogs)
  return {
    files,
    handlers: {
      'responses.body': async ({ responseId }) => ({ output: null, body: files.response(responseId).pieces }),
      'files.save': (input) => files.save(input),
      'files.piece': async (input) => files.addPiece(input),
      'files.open': () => files.open(),
    },
  }
}
