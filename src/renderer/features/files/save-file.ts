import type { CallInput } from '../../../shared/contract/inferred-types.ts'
import { cleanFileName } from '../../../shared/domain/file-name.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { download } from '../../platform/download.ts'
import { hostLink } from '../../platform/host-link.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { reportFailure, showToast } from '../../stores/toast-store.ts'
import { formatBytes } from '../../ui/format-number.ts'

type FileContent =
  | Exclude<CallInput<'files.save'>['content'], { kind: 'pieces' }>
  /** Text that is too long for one message, split into pieces. */
  | { readonly kind: 'pieces'; readonly pieces: readonly string[] }

/**
 * Saves text or a stored response through the system's file dialog or as a download. Resolves to whether the file was
 * saved. `shown`: the caller reports success.
 */
export async function saveFile(
  suggestedName: string,
  content: FileContent,
  { shown = false }: { readonly shown?: boolean } = {},
): Promise<boolean> {
  const report = (text: string): void => {
    if (!shown) showToast('good', text)
  }
  try {
    if (usePlatformStore.getState().capabilities?.saveFileDialog) {
      const uploaded = content.kind === 'pieces' ? await upload(content.pieces) : content
      const { name, size } = await hostLink().call('files.save', { suggestedName, content: uploaded })
      report(`Saved ${name}, ${formatBytes(size)}.`)
    } else {
      const file = await blobOf(content)
      const name = cleanFileName(suggestedName)
      download(name, file)
      report(`Downloaded ${name}, ${formatBytes(file.size)}.`)
    }
    return true
  } catch (error) {
    if (!hasCode(error, 'cancelled')) showToast('bad', `Not saved: ${errorText(error)}`)
    return false
  }
}

/** Saves a list as CSV. `noun`: what the rows are, in the plural. */
export async function saveCsv(noun: string, text: string, rows: number): Promise<void> {
  if (rows === 0) {
    showToast('idle', `No ${noun} to export.`)
    return
  }
  const day = new Date().toISOString().slice(0, 10)
  await saveFile(`ibkr-${noun}-${day}.csv`, { kind: 'text', text })
}

export const saveExport = (
  prepared: Promise<{ readonly suggestedName: string; readonly responseId: string }>,
): Promise<void> =>
  reportFailure('Not saved', async () => {
    const { suggestedName, responseId } = await prepared
    await saveFile(suggestedName, { kind: 'response', responseId })
  })

/** Sends the pieces to the host one by one, because a long message would block both sides. */
async function upload(pieces: readonly string[]): Promise<{ kind: 'pieces'; textId: string }> {
  const textId = crypto.randomUUID()
  for (const text of pieces) await hostLink().call('files.piece', { textId, text })
  return { kind: 'pieces', textId }
}

async function blobOf(content: FileContent): Promise<Blob> {
  if (content.kind === 'text') return new Blob([content.text])
  if (content.kind === 'pieces') return new Blob([...content.pieces])
  // Each chunk becomes a blob, which the browser may keep on disk.
  const parts: Blob[] = []
  await hostLink().callBytes('responses.body', { responseId: content.responseId }, undefined, {
    begin: () => undefined,
    take: (data) => parts.push(new Blob([data as Uint8Array<ArrayBuffer>])),
    end: () => undefined,
  })
  return new Blob(parts)
}
