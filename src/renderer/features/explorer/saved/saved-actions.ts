import type { SavedRequest } from '../../../../shared/contract/saved-request-views.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { dismissToast, showToast, showUndo } from '../../../stores/toast-store.ts'
import { openTextFile, saveFile } from '../../files/index.ts'
import { activeTab, changeTab } from '../explorer-store.ts'
import { showDraft } from '../request/open-request.ts'
import { contentOfDraft, draftOfSaved, exportedText } from './saved-draft.ts'
import { useSavedStore } from './saved-store.ts'

export async function toggleFavourite(operationId: string): Promise<void> {
  const wanted = !useSavedStore.getState().favourites.has(operationId)
  await succeeds(() => hostLink().call('saved.favourite', { operationId, wanted }))
}

export function openSaved(request: SavedRequest): void {
  showDraft(draftOfSaved(request), request.id)
}

/** Saves the draft. `id`: id of the saved request to replace. */
export async function saveRequest(name: string, folder: string, id: string | undefined): Promise<void> {
  const content = contentOfDraft(activeTab().draft, name, folder)
  const saved = await hostLink().call('saved.put', { content, ...(id !== undefined && { id }) })
  changeTab({ savedId: saved.id })
  showToast('good', `Saved “${name}”${folder === '' ? '' : ` in ${folder}`}.`)
}

export const renameSaved = ({ id, ...content }: SavedRequest, name: string, folder: string): Promise<unknown> =>
  hostLink().call('saved.put', { id, content: { ...content, name, folder } })

/** Moves the requests of a folder to another folder. */
export const renameFolder = (folder: string, name: string): Promise<unknown> =>
  hostLink().call('saved.move', { ids: idsIn(folder), folder: name })

/** Sets a variable of a profile. Removes it if `value` is undefined. */
export async function saveVariable(profileId: string, name: string, value?: string): Promise<void> {
  await hostLink().call('saved.variable', { profileId, name, ...(value !== undefined && { value }) })
  const { variables } = useSavedStore.getState()
  // Waits for the update, because a request sent earlier would not have the value.
  if (variables[profileId]?.find((variable) => variable.name === name)?.value !== value) await nextUpdate()
}

const nextUpdate = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = useSavedStore.subscribe(() => {
      stop()
      resolve()
    })
  })

/** Removes a saved request without a confirmation, because the removal can be undone. */
export const removeSaved = ({ id, name }: SavedRequest): Promise<void> => remove([id], `Removed “${name}”.`)

export function removeFolder(folder: string): Promise<void> {
  const ids = idsIn(folder)
  const title = folder === '' ? 'the requests in no folder' : `“${folder}”`
  return remove(ids, `Removed ${title} with ${ids.length} ${ids.length === 1 ? 'request' : 'requests'}.`)
}

interface Removal {
  readonly ids: readonly string[]
  /** Resolves to false if the host has not removed the requests. */
  readonly isRemoved: Promise<boolean>
  /** Id of the toast; undefined until the host has responded. */
  toast?: number
  isUndone?: true
}

/** Last removal, which can be undone. */
let lastRemoval: Removal | undefined

async function remove(ids: readonly string[], text: string): Promise<void> {
  const removal: Removal = { ids, isRemoved: succeeds(() => hostLink().call('saved.remove', { ids: [...ids] })) }
  lastRemoval = removal
  const isRemoved = await removal.isRemoved
  if (isRemoved && !removal.isUndone) removal.toast = showUndo(text, () => undo(removal))
  if (!isRemoved && lastRemoval === removal) lastRemoval = undefined
}

function undo(removal: Removal): void {
  const { ids, isRemoved, toast } = removal
  removal.isUndone = true
  if (lastRemoval === removal) lastRemoval = undefined
  if (toast !== undefined) dismissToast(toast)
  void isRemoved.then((removed) => removed && succeeds(() => hostLink().call('saved.restore', { ids: [...ids] })))
}

/** Undoes the last removal. Returns false if there is nothing to undo. */
export function undoRemoval(): boolean {
  if (!lastRemoval) return false
  undo(lastRemoval)
  return true
}

const requestsIn = (folder: string): readonly SavedRequest[] =>
  useSavedStore.getState().requests.filter((request) => request.folder === folder)

const idsIn = (folder: string): string[] => requestsIn(folder).map(({ id }) => id)

/** Maximum size of a message to the host, in characters. */
const MAX_PIECE = 1_000_000

export async function exportFolder(folder: string): Promise<void> {
  const text = exportedText(requestsIn(folder))
  const pieces = Array.from({ length: Math.ceil(text.length / MAX_PIECE) }, (_, at) =>
    text.slice(at * MAX_PIECE, (at + 1) * MAX_PIECE),
  )
  await saveFile(`${folder || 'saved-requests'}.json`, { kind: 'pieces', pieces })
}

export async function importRequests(): Promise<void> {
  await succeeds(async () => {
    const file = await openTextFile()
    if (!file) return
    const { added, known } = await hostLink().call('saved.import', { text: file.text })
    const skipped = known === 0 ? '' : ` ${known} ${known === 1 ? 'was' : 'were'} saved already.`
    showToast('good', `Imported ${added} ${added === 1 ? 'request' : 'requests'} from ${file.name}.${skipped}`)
  })
}

/** Runs an action and shows any error as a toast. Returns whether the action succeeded. */
async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    showToast('bad', errorText(error))
    return false
  }
}
