import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { formatBytes } from '../../../ui/format-number.ts'
import { openTextFile } from '../../files/index.ts'
import { activeTab, changeDraft, changeTab } from '../explorer-store.ts'

/** Replaces the body with the text of a file. The editor can undo this. */
export async function loadBody(): Promise<void> {
  if (activeTab().draft.method === 'GET') {
    showToast('idle', 'A GET request has no body. Choose POST, PUT, PATCH or DELETE first.')
    return
  }
  try {
    const file = await openTextFile()
    if (!file) return
    changeDraft((draft) => ({ ...draft, body: file.text }))
    changeTab({ form: 'body' })
    showToast('good', `Loaded ${file.name}, ${formatBytes(new TextEncoder().encode(file.text).byteLength)}.`)
  } catch (error) {
    showToast('bad', `Not loaded: ${errorText(error)}`)
  }
}
