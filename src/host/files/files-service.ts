import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { OpenedFile, SavedFile } from '../../shared/contract/views.ts'
import { cleanFileName } from '../../shared/domain/file-name.ts'
import { MAX_BODY_FILE_BYTES, MAX_DOCUMENT_BYTES } from '../../shared/domain/requests.ts'
import { HostError } from '../host-error.ts'
import { type AnswerBody, bodyOfOne } from '../requests/answer-body.ts'
import type { HeldAnswers } from '../requests/held-answers.ts'
import type { FileDialogs, WhatToOpen } from '../shell/shell-port.ts'
import { NotAFileError, replaceFile } from '../storage/replace-file.ts'
import { fileError } from './file-error.ts'
import { PendingText } from './pending-text.ts'

/** Files that the person chooses in a dialog of the system. No path comes from a window, and none goes there. */
export class FilesService {
  readonly #answers: HeldAnswers
  readonly #dialogs: FileDialogs | undefined
  readonly #pending = new PendingText()
  #asking = false

  constructor(answers: HeldAnswers, dialogs: FileDialogs | undefined) {
    this.#answers = answers
    this.#dialogs = dialogs
  }

  answer(answerId: string): AnswerBody {
    const body = this.#answers.find(answerId)
    if (body) return body
    throw new HostError('not-found', 'The console does not hold this answer any more. Send the request again.')
  }

  /** Whether the person can be asked for files here. */
  get hasDialogs(): boolean {
    return this.#dialogs !== undefined
  }

  /** Paths that the person chose. `cancelled` when there are none. */
  askForKeyFiles(): Promise<readonly string[]> {
    return this.#ask(async (dialogs) => {
      const paths = await dialogs.chooseKeyFiles()
      return paths.length === 0 ? undefined : paths
    })
  }

  /** A path that the person chose to write to. */
  askWhereToSave(name: string): Promise<string> {
    return this.#ask((dialogs) => dialogs.chooseWhereToSave(name))
  }

  async save({ suggestedName, content }: ParsedInput<'files.save'>): Promise<SavedFile> {
    // Looked for before the person is asked anything.
    const body = this.#bodyOf(content)
    const path = await this.askWhereToSave(cleanFileName(suggestedName))
    try {
      await replaceFile(path, body.pieces)
    } catch (error) {
      throw fileError(error, 'write')
    }
    return { name: basename(path), size: body.byteLength }
  }

  addPiece({ textId, text }: ParsedInput<'files.piece'>): void {
    this.#pending.add(textId, text)
  }

  #bodyOf(content: ParsedInput<'files.save'>['content']): AnswerBody {
    switch (content.kind) {
      case 'answer':
        return this.answer(content.answerId)
      case 'text':
        return bodyOfOne(Buffer.from(content.text))
      case 'pieces':
        return bodyOfOne(this.#pending.take(content.textId))
    }
  }

  async open(): Promise<{ readonly output: OpenedFile; readonly body: Uint8Array }> {
    const { name, bytes } = await this.#read('body', MAX_BODY_FILE_BYTES)
    return { output: { name }, body: bytes }
  }

  /** An OpenAPI document that the person chose. */
  openDocument(): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    return this.#read('document', MAX_DOCUMENT_BYTES)
  }

  async #read(what: WhatToOpen, most: number): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const path = await this.#ask((dialogs) => dialogs.chooseWhatToOpen(what))
    try {
      const found = await stat(path)
      if (!found.isFile()) throw new NotAFileError(`${path} is no ordinary file`)
      const bytes = found.size > most ? undefined : await readFile(path)
      // A file may grow between the two.
      if (bytes && bytes.byteLength <= most) return { name: basename(path), bytes }
    } catch (error) {
      throw fileError(error, 'read')
    }
    throw new HostError('limit', `The file is larger than ${most / 1e6} MB, the most that is loaded.`)
  }

  /** One dialog at a time: a page that goes wrong must not cover the screen. */
  async #ask<T>(choose: (dialogs: FileDialogs) => Promise<T | undefined>): Promise<T> {
    if (!this.#dialogs) throw new HostError('not-available', 'There are no file dialogs here.')
    if (this.#asking) throw new HostError('limit', 'A file dialog is open already. Answer that one first.')
    this.#asking = true
    try {
      const chosen = await choose(this.#dialogs)
      if (chosen === undefined) throw new HostError('cancelled', 'The dialog was closed without a choice.')
      return chosen
    } finally {
      this.#asking = false
    }
  }
}
