import { MAX_BODY_CHARACTERS, MAX_BODY_FILE_BYTES } from '../../../shared/domain/requests.ts'
import { RpcError } from '../../../shared/rpc/rpc-error.ts'
import { chooseFile } from '../../platform/choose-file.ts'
import { hostLink } from '../../platform/host-link.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { FileProblem } from './file-problem.ts'
import { readText } from './read-text.ts'

export interface TextFile {
  readonly name: string
  readonly text: string
}

/** Lets the person choose a text for a body. Undefined when none was chosen; rejects with why it cannot be used. */
export async function openTextFile(): Promise<TextFile | undefined> {
  const chosen = usePlatformStore.getState().capabilities?.openFileDialog ? await fromHost() : await fromBrowser()
  return chosen && { name: chosen.name, text: readText(chosen.bytes, MAX_BODY_CHARACTERS) }
}

type ChosenFile = { readonly name: string; readonly bytes: Uint8Array } | undefined

async function fromHost(): Promise<ChosenFile> {
  try {
    const { output, body } = await hostLink().callBytes('files.open', {})
    return { name: output.name, bytes: body }
  } catch (error) {
    if (error instanceof RpcError && error.code === 'cancelled') return undefined
    throw error
  }
}

async function fromBrowser(): Promise<ChosenFile> {
  const file = await chooseFile('.json,.txt,application/json,text/plain')
  if (!file) return undefined
  if (file.size > MAX_BODY_FILE_BYTES) {
    throw new FileProblem('limit', `The file is larger than ${MAX_BODY_FILE_BYTES / 1e6} MB, the most that is loaded.`)
  }
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}
