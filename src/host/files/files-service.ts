import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { OpenedFile, SavedFile } from '../../shared/contract/views.ts'
import { cleanFileName } from '../../shared/domain/file-name.ts'
import { MAX_BODY_FILE_BYTES, MAX_DOCUMENT_BYTES } from '../../shared/domain/requests.ts'
import { HostError } from '../host-error.ts'
import type { FileDialogs, OpenFilePurpose } from '../shell-port.ts'
import { toFileError } from '../storage/file-error.ts'
import { NotAFileError, replaceFile } from '../storage/replace-file.ts'
import { createSinglePieceBody, type ResponseBody, type SavedResponseBodies } from './saved-response-bodies.ts'

/**
 * Maximum number of characters of text in one saved file. This is enough for any table of the largest response that a
 * window shows.
 */
const MAX_CHARACTERS = 64_000_000

/**
 * File content that arrives in several pieces before it is saved. Only one file is pending: new content replaces
 * incomplete content.
 */
class PendingText {
  #id: string | undefined
  #pieces: string[] = []
  #length = 0

  add(id: string, text: string): void {
    if (id !== this.#id) this.#reset(id)
    this.#length += text.length
    if (this.#length > MAX_CHARACTERS) {
      this.#reset(undefined)
      throw new HostError('limit', 'The text is larger than 64 MB, the maximum size. Choose fewer rows or columns.')
    }
    this.#pieces.push(text)
  }

  /** Removes the complete text from memory and returns it. */
  take(id: string): Uint8Array {
    if (id !== this.#id) throw new HostError('not-found', 'The text is no longer available. Save it again.')
    const bytes = Buffer.concat(this.#pieces.map((piece) => Buffer.from(piece)))
    this.#reset(undefined)
    return bytes
  }

  #reset(id: string | undefined): void {
    this.#id = id
    this.#pieces = []
    this.#length = 0
  }
}

/** Reads and writes files that the user chooses in a system dialog. Windows never send or receive paths. */
export class FilesService {
  readonly #bodies: SavedResponseBodies
  readonly #dialogs: FileDialogs | undefined
  readonly #pending = new PendingText()
  #isDialogOpen = false

  constructor(bodies: SavedResponseBodies, dialogs: FileDialogs | undefined) {
    this.#bodies = bodies
    this.#dialogs = dialogs
  }

  response(responseId: string): ResponseBody {
    const body = this.#bodies.find(responseId)
    if (body) return body
    throw new HostError('not-found', 'This response is no longer in memory. Send the request again.')
  }

  /** Whether system dialogs are available. Browser mode does not have them. */
  get hasDialogs(): boolean {
    return this.#dialogs !== undefined
  }

  /**
   * Shows a dialog that selects key files.
   * @throws HostError `cancelled` if the user closed the dialog
   */
  chooseKeyFiles(): Promise<readonly string[]> {
    return this.#showDialog(async (dialogs) => {
      const paths = await dialogs.chooseKeyFiles()
      return paths.length === 0 ? undefined : paths
    })
  }

  /**
   * Shows a dialog that selects the path to write to.
   * @throws HostError `cancelled` if the user closed the dialog
   */
  chooseWhereToSave(name: string): Promise<string> {
    return this.#showDialog((dialogs) => dialogs.chooseWhereToSave(name))
  }

  async save({ suggestedName, content }: ParsedInput<'files.save'>): Promise<SavedFile> {
    // Read the content before the dialog opens, because the content may be removed meanwhile.
    const body = this.#bodyOf(content)
    const path = await this.chooseWhereToSave(cleanFileName(suggestedName))
    try {
      await replaceFile(path, body.pieces)
    } catch (error) {
      throw toFileError(error, 'write')
    }
    return { name: basename(path), size: body.byteLength }
  }

  addPiece({ textId, text }: ParsedInput<'files.piece'>): void {
    this.#pending.add(textId, text)
  }

  #bodyOf(content: ParsedInput<'files.save'>['content']): ResponseBody {
    switch (content.kind) {
      case 'response':
        return this.response(content.responseId)
      case 'text':
        return createSinglePieceBody(Buffer.from(content.text))
      case 'pieces':
        return createSinglePieceBody(this.#pending.take(content.textId))
    }
  }

  async open(): Promise<{ readonly output: OpenedFile; readonly body: Uint8Array }> {
    const { name, bytes } = await this.#read('body', MAX_BODY_FILE_BYTES)
    return { output: { name }, body: bytes }
  }

  /** Lets the user choose and open an OpenAPI document. */
  openDocument(): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    return this.#read('document', MAX_DOCUMENT_BYTES)
  }

  async #read(what: OpenFilePurpose, most: number): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const path = await this.#showDialog((dialogs) => dialogs.chooseWhatToOpen(what))
    try {
      const found = await stat(path)
      if (!found.isFile()) throw new NotAFileError(`${path} is not a regular file`)
      const bytes = found.size > most ? undefined : await readFile(path)
      // The file may have grown between the size check and the read.
      if (bytes && bytes.byteLength <= most) return { name: basename(path), bytes }
    } catch (error) {
      throw toFileError(error, 'read')
    }
    throw new HostError('limit', `The file is larger than the limit of ${most / 1e6} MB.`)
  }

  /** Allows one dialog at a time: a faulty page must not cover the screen with dialogs. */
  async #showDialog<T>(choose: (dialogs: FileDialogs) => Promise<T | undefined>): Promise<T> {
    if (!this.#dialogs) throw new HostError('not-available', 'File dialogs are available in the desktop window only.')
    if (this.#isDialogOpen) throw new HostError('limit', 'Another file dialog is already open. Close it first.')
    this.#isDialogOpen = true
    try {
      const chosen = await choose(this.#dialogs)
      if (chosen === undefined) throw new HostError('cancelled', 'No file was chosen.')
      return chosen
    } finally {
      this.#isDialogOpen = false
    }
  }
}
