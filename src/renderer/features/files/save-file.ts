import type { CallInput } from '../../../shared/contract/inference.ts'
import { cleanFileName } from '../../../shared/domain/file-name.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import { download } from '../../platform/download.ts'
import { hostLink } from '../../platform/host-link.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { formatBytes } from '../../ui/format-number.ts'

type FileContent =
  | Exclude<CallInput<'files.save'>['content'], { kind: 'pieces' }>
  /** A text that is too long for one message. */
  | { readonly kind: 'pieces'; readonly pieces: readonly string[] }

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
      const handedOver = content.kind === 'pieces' ? await handOver(content.pieces) : content
      const { name, size } = await hostLink().call('files.save', { suggestedName, content: handedOver })
      tell(`Saved ${name}, ${formatBytes(size)}.`)
    } else {
      const file = await blobOf(content)
      const name = cleanFileName(suggestedName)
      download(name, file)
      tell(`Downloaded ${name}, ${formatBytes(file.size)}.`)
    }
    return true
  } catch (error) {
    // Closing the dialog is an answer, not a failure.
    if (error instanceof RpcError && error.code === 'cancelled') return false
    showToast('bad', `Not saved: ${errorText(error)}`)
    return false
  }
}

/** Saves a file that the host is preparing. */
export async function saveExport(
  prepared: Promise<{ readonly suggestedName: string; readonly responseId: string }>,
): Promise<void> {
  try {
    const { suggestedName, responseId } = await prepared
    await saveFile(suggestedName, { kind: 'response', responseId })
  } catch (error) {
    showToast('bad', `Not saved: ${errorText(error)}`)
  }
}

/** The pieces go to the host one by one: none is large enough to hold up either side. */
async function handOver(pieces: readonly string[]): Promise<{ kind: 'pieces'; textId: string }> {
  const textId = crypto.randomUUID()
  for (const text of pieces) await hostLink().call('files.piece', { textId, text })
  return { kind: 'pieces', textId }
}

async function blobOf(content: FileContent): Promise<Blob> {
  if (content.kind === 'text') return new Blob([content.text])
  if (content.kind === 'pieces') return new Blob([...content.pieces])
  // Each chunk leaves the memory of the page for that of the browser, which may put it on the disk.
  const parts: Blob[] = []
  await hostLink().callBytes('responses.body', { responseId: content.responseId }, undefined, {
    begin: () => undefined,
    take: (data) => parts.push(new Blob([data as Uint8Array<ArrayBuffer>])),
    end: () => undefined,
  })
  return new Blob(parts)
}
