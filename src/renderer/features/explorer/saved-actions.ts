import type { SavedRequest } from '../../../shared/contract/saved-views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { useSavedStore } from '../../stores/saved-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { openTextFile } from '../files/open-text-file.ts'
import { saveFile } from '../files/save-file.ts'
import { wordsOf } from '../session/session-actions.ts'
import { showDraft } from './explorer-actions.ts'
import { contentOfDraft, draftOfSaved, exportedText } from './saved-draft.ts'

export async function toggleFavourite(operationId: string): Promise<void> {
  const wanted = !useSavedStore.getState().favourites.has(operationId)
  await told(() => hostLink().call('saved.favourite', { operationId, wanted }))
}

export function openSaved(request: SavedRequest): void {
  showDraft(draftOfSaved(request))
  useExplorerStore.setState({ savedId: request.id })
}

/** Keeps what stands in the form; with an id in place of what was kept before. Answers why it was not. */
export async function saveRequest(name: string, folder: string, id: string | undefined): Promise<string | undefined> {
  const content = contentOfDraft(useExplorerStore.getState().draft, name, folder)
  try {
    const kept = await hostLink().call('saved.put', { content, ...(id !== undefined && { id }) })
    useExplorerStore.setState({ savedId: kept.id })
    showToast('good', `Saved “${name}”${folder === '' ? '' : ` in ${folder}`}.`)
    return undefined
  } catch (error) {
    return wordsOf(error)
  }
}

/** What was taken out comes back with one click, so nobody is asked before. */
export async function removeSaved(request: SavedRequest): Promise<void> {
  const { id, ...content } = request
  await told(async () => {
    await hostLink().call('saved.remove', { ids: [id] })
    showToast('idle', `Removed “${request.name}”.`, undefined, {
      label: 'Undo',
      run: () => void told(() => hostLink().call('saved.put', { content })),
    })
  })
}

export async function exportFolder(folder: string): Promise<void> {
  const requests = useSavedStore.getState().requests.filter((request) => request.folder === folder)
  await saveFile(`${folder || 'saved-requests'}.json`, { kind: 'text', text: exportedText(requests) })
}

export async function importRequests(): Promise<void> {
  await told(async () => {
    const file = await openTextFile()
    if (!file) return
    const { added } = await hostLink().call('saved.import', { text: file.text })
    showToast('good', `Took over ${added} ${added === 1 ? 'request' : 'requests'} from ${file.name}.`)
  })
}

async function told(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    showToast('bad', wordsOf(error))
  }
}
