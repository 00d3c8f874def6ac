import type { ContractErrorCode } from '../../../shared/contract/errors.ts'
import { MAX_BODY_CHARACTERS, MAX_BODY_FILE_BYTES } from '../../../shared/domain/requests.ts'
import { hasCode } from '../../../shared/rpc/rpc-error.ts'
import { chooseFile } from '../../platform/choose-file.ts'
import { hostLink } from '../../platform/host-link.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'

/**
 * Lets the user choose a text file for a request body. Returns undefined if the user cancels. Rejects if the file
 * cannot be used.
 */
export async function openTextFile(): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const chosen = usePlatformStore.getState().capabilities?.openFileDialog ? await fromHost() : await fromBrowser()
  return chosen && { name: chosen.name, text: readText(chosen.bytes, MAX_BODY_CHARACTERS) }
}

type ChosenFile = { readonly name: string; readonly bytes: Uint8Array } | undefined

async function fromHost(): Promise<ChosenFile> {
  try {
    const { output, body } = await hostLink().callBytes('files.open', {})
    return { name: output.name, bytes: body }
  } catch (error) {
    if (hasCode(error, 'cancelled')) return undefined
    throw error
  }
}

async function fromBrowser(): Promise<ChosenFile> {
  const file = await chooseFile('.json,.txt,application/json,text/plain')
  if (!file) return undefined
  if (file.size > MAX_BODY_FILE_BYTES) {
    throw new FileProblem('limit', `The file is larger than the limit of ${MAX_BODY_FILE_BYTES / 1e6} MB.`)
  }
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** NUL character, which occurs in binary files and UTF-16 but not in UTF-8 text. */
const NUL = '\0'

/** Decodes a UTF-8 file. Throws `not-text` if the file is not text, and `limit` if its text is too long. */
export function readText(bytes: Uint8Array, maxCharacters: number): string {
  const text = decode(bytes)
  if (text === undefined || text.includes(NUL)) {
    throw new FileProblem('not-text', 'The file is not UTF-8 text. Save it as UTF-8 and load it again.')
  }
  if (text.length > maxCharacters) {
    throw new FileProblem('limit', `The text is longer than ${maxCharacters.toLocaleString('en-GB')} characters.`)
  }
  return text
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Error for a file that cannot be used, with an error code of the contract or `not-text`. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem'
  readonly code: Extract<ContractErrorCode, 'limit'> | 'not-text'

  constructor(code: FileProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}
