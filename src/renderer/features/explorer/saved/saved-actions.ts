import type { SavedRequest } from '../../../../shared/contract/saved-views.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { dismissToast, showToast, showUndo } from '../../../stores/toast-store.ts'
import { openTextFile, saveFile } from '../../files/index.ts'
import { useExplorerStore } from '../explorer-store.ts'
import { showDraft } from '../request/open-request.ts'
import { contentOfDraft, draftOfSaved, exportedText } from './saved-draft.ts'
import { type SavedData, useSavedStore } from './saved-store.ts'

export async function toggleFavourite(operationId: string): Promise<void> {
  const wanted = !useSavedStore.getState().favourites.has(operationId)
  await reportFailure(() => hostLink().call('saved.favourite', { operationId, wanted }))
}

export function openSaved(request: SavedRequest): void {
  showDraft(draftOfSaved(request), request.id)
}

/** Keeps what stands in the form; with an id in place of what was kept before. Answers why it was not. */
export async function saveRequest(name: string, folder: string, id: string | undefined): Promise<string | undefined> {
  const content = contentOfDraft(useExplorerStore.getState().draft, name, folder)
  return refusal(async () => {
    const kept = await hostLink().call('saved.put', { content, ...(id !== undefined && { id }) })
    useExplorerStore.setState({ savedId: kept.id })
    showToast('good', `Saved “${name}”${folder === '' ? '' : ` in ${folder}`}.`)
  })
}

/** Another name or folder; what was saved stays. Answers why it was not done. */
export async function renameSaved(request: SavedRequest, name: string, folder: string): Promise<string | undefined> {
  const { id, ...content } = request
  return refusal(() => hostLink().call('saved.put', { id, content: { ...content, name, folder } }))
}

/** Moves what lies in a folder into another, which there may be already. Answers why it was not done. */
export async function renameFolder(folder: string, name: string): Promise<string | undefined> {
  return refusal(() => hostLink().call('saved.move', { ids: idsIn(folder), folder: name }))
}

/** Gives a variable of a profile its value; without one it goes. This window knows it when that is done. Answers why it was not. */
export function keepVariable(profileId: string, name: string, value?: string): Promise<string | undefined> {
  return refusal(async () => {
    await hostLink().call('saved.variable', { profileId, name, ...(value !== undefined && { value }) })
    const isKnown = ({ variables }: SavedData): boolean =>
      variables[profileId]?.find((variable) => variable.name === name)?.value === value
    // The news of it comes behind the response: what is sent in between would still miss it.
    if (!isKnown(useSavedStore.getState())) await nextNews()
  })
}

/** Whatever comes after the response to a change has that change in it. */
const nextNews = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = useSavedStore.subscribe(() => {
      stop()
      resolve()
    })
  })

/** What was taken out comes back with one click, so nobody is asked before. */
export const removeSaved = ({ id, name }: SavedRequest): Promise<void> => remove([id], `Removed “${name}”.`)

export function removeFolder(folder: string): Promise<void> {
  const ids = idsIn(folder)
  const title = folder === '' ? 'the requests in no folder' : `“${folder}”`
  return remove(ids, `Removed ${title} with ${ids.length} ${ids.length === 1 ? 'request' : 'requests'}.`)
}

interface Removal {
  readonly ids: readonly string[]
  /** What says so; undefined until the host has answered, which may be after the row has gone. */
  toast?: number
  /** Asked back before that. */
  undone?: true
}

/** What was removed last, while it can be brought back. */
let lastRemoved: Removal | undefined

async function remove(ids: readonly string[], words: string): Promise<void> {
  const removal: Removal = { ids }
  lastRemoved = removal
  await reportFailure(async () => {
    await hostLink().call('saved.remove', { ids: [...ids] })
    if (removal.undone) restore(ids)
    else removal.toast = showUndo(words, () => restore(ids))
  })
  if (removal.toast === undefined && lastRemoved === removal) lastRemoved = undefined
}

function restore(ids: readonly string[]): void {
  if (lastRemoved?.ids === ids) lastRemoved = undefined
  void reportFailure(() => hostLink().call('saved.restore', { ids: [...ids] }))
}

/** Brings back what was removed last; false where there is nothing. */
export function undoRemoval(): boolean {
  const removal = lastRemoved
  if (!removal || removal.undone) return false
  if (removal.toast === undefined) {
    removal.undone = true
    return true
  }
  dismissToast(removal.toast)
  restore(removal.ids)
  return true
}

const requestsIn = (folder: string): readonly SavedRequest[] =>
  useSavedStore.getState().requests.filter((request) => request.folder === folder)

const idsIn = (folder: string): string[] => requestsIn(folder).map(({ id }) => id)

/** The most that goes into one message, in characters. */
const PIECE = 1_000_000

export async function exportFolder(folder: string): Promise<void> {
  const text = exportedText(requestsIn(folder))
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, at) =>
    text.slice(at * PIECE, (at + 1) * PIECE),
  )
  await saveFile(`${folder || 'saved-requests'}.json`, { kind: 'pieces', pieces })
}

export async function importRequests(): Promise<void> {
  await reportFailure(async () => {
    const file = await openTextFile()
    if (!file) return
    const { added, known } = await hostLink().call('saved.import', { text: file.text })
    const there = known === 0 ? '' : ` ${known} ${known === 1 ? 'was' : 'were'} saved already.`
    showToast('good', `Imported ${added} ${added === 1 ? 'request' : 'requests'} from ${file.name}.${there}`)
  })
}

async function refusal(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

async function reportFailure(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    showToast('bad', errorText(error))
  }
}
