import { MAX_DOCUMENT_BYTES } from '../../../shared/domain/requests.ts'
import { chooseFile } from '../../platform/choose-file.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { FileProblem } from '../files/file-problem.ts'

/** Where the host finds the document that the person chose. */
export type ChosenDocument =
  | { readonly from: 'dialog' }
  | { readonly from: 'bytes'; readonly name: string; readonly base64: string }

/** Undefined when none was chosen; rejects with why it cannot be used. */
export async function chooseDocument(): Promise<ChosenDocument | undefined> {
  if (usePlatformStore.getState().capabilities?.openFileDialog) return { from: 'dialog' }
  const file = await chooseFile('.json,application/json')
  if (!file) return undefined
  if (file.size > MAX_DOCUMENT_BYTES) {
    const most = MAX_DOCUMENT_BYTES / 1e6
    throw new FileProblem('limit', `The file is larger than ${most} MB, the most that is read.`)
  }
  return { from: 'bytes', name: file.name, base64: await base64Of(file) }
}

/** By the browser itself, off the thread that draws. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
    reader.onerror = () => reject(new Error(`${file.name} could not be read.`))
    reader.readAsDataURL(file)
  })
}
