import type { CallInput } from '../../../shared/contract/inference.ts'
import { cleanFileName } from '../../../shared/domain/file-name.ts'
import { RpcError } from '../../../shared/rpc/rpc-error.ts'
import { download } from '../../platform/download.ts'
import { hostLink } from '../../platform/host-link.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { formatBytes } from '../../ui/format-number.ts'
import { wordsOf } from '../session/session-actions.ts'

export type FileContent = CallInput<'files.save'>['content']

/**
 * Saves what the host holds, or a text: in a dialog of the system where there is one, else as a download. Resolves to whether it was.
 * `shown`: whoever asked shows it where the person looks, and no toast does.
 */
export async function saveFile(
  suggestedName: string,
  content: FileContent,
  { shown = false }: { readonly shown?: boolean } = {},
): Promise<boolean> {
  const tell = (words: string): void => {
    if (!shown) showToast('good', words)
  }
  try {
    if (usePlatformStore.getState().capabilities?.saveFileDialog) {
      const { name, size } = await hostLink().call('files.save', { suggestedName, content })
      tell(`Saved ${name}, ${formatBytes(size)}.`)
    } else {
      const bytes = await bytesOf(content)
      const name = cleanFileName(suggestedName)
      download(name, bytes)
      tell(`Downloaded ${name}, ${formatBytes(bytes.byteLength)}.`)
    }
    return true
  } catch (error) {
    // Closing the dialog is an answer, not a failure.
    if (error instanceof RpcError && error.code === 'cancelled') return false
    showToast('bad', `Not saved: ${wordsOf(error)}`)
    return false
  }
}

async function bytesOf(content: FileContent): Promise<Uint8Array<ArrayBuffer>> {
  if (content.kind === 'text') return new TextEncoder().encode(content.text)
  const { body } = await hostLink().callBytes('answers.body', { answerId: content.answerId })
  return body as Uint8Array<ArrayBuffer>
}
