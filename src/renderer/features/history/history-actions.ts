import type { HistoryEntry, HistoryRow } from '../../../shared/contract/history-views.ts'
import type { CallInput } from '../../../shared/contract/inferred-types.ts'
import type { HistoryQuery } from '../../../shared/contract/schemas.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { createPageReader } from '../../platform/paged-list.ts'
import { useNavigationStore } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import type { ActivatedBy } from '../../ui/grid/grid-props.ts'
import { closeContent, contentOf, newDocument, openSent, responseHeadOf, sendRequest } from '../explorer/index.ts'
import { saveExport, saveFile } from '../files/index.ts'
import { type TimeFilter, type TimeRange, timeQuery } from './history-query.ts'
import { type HistoryList, type HistoryPane, useHistoryStore, withMark } from './history-store.ts'
import { partialExportText } from './history-text.ts'

let opening: AbortController | undefined

export const historyReader = createPageReader<HistoryQuery, HistoryRow, HistoryList>({
  query: () => useHistoryStore.getState().query,
  list: () => useHistoryStore.getState().list,
  request: async (query, range) => {
    const { changes } = useHistoryStore.getState().pulse
    return { ...(await hostLink().call('history.page', { query, ...range })), changes }
  },
  show: (list) => useHistoryStore.setState({ list, failure: undefined }),
  fail: (error) => useHistoryStore.setState({ failure: errorText(error) }),
})

export const readHistory = historyReader.read

export function searchHistory(text: string): void {
  useHistoryStore.setState({ text })
  changeQuery({ text: text.trim() === '' ? undefined : text })
}

/** Changes part of the query. An undefined value removes a filter. */
export function changeQuery(change: HistoryQuery): void {
  filterHistory({ ...useHistoryStore.getState().query, ...change })
}

function filterHistory(query: HistoryQuery): void {
  // Clears the active request, which the new list may not contain.
  useHistoryStore.setState(({ pane, activeId }) => ({
    query,
    marked: [],
    activeId: pane.kind === 'none' ? undefined : activeId,
  }))
  void readHistory()
}

export function filterByTime(times: TimeFilter, between: TimeRange = useHistoryStore.getState().between): void {
  useHistoryStore.setState({ times, between })
  changeQuery({ since: undefined, until: undefined, ...timeQuery(times, between, Date.now()) })
}

export function showAllHistory(): void {
  useHistoryStore.setState({ text: '', times: 'always' })
  filterHistory({})
  focusHistorySearch()
}

/** Opens an entry beside the list and loads its response. */
export async function openEntry(id: number): Promise<void> {
  opening?.abort()
  const controller = new AbortController()
  opening = controller
  showPane({ kind: 'loading', id }, id)
  const document = newDocument()
  try {
    const { output: entry } = await hostLink().callBytes('history.entry', { id }, controller.signal, document)
    const content = await contentOf(responseHeadOf(entry), document)
    if (opening === controller) showPane({ kind: 'entry', entry, content }, id)
    else closeContent(content)
  } catch (error) {
    document.close()
    if (opening === controller) showPane({ kind: 'failed', id, message: errorText(error) }, id)
  }
}

export function closeEntry(): void {
  opening?.abort()
  opening = undefined
  showPane({ kind: 'none' })
  focusHistory()
}

/** Replaces the content of the pane and closes the previous reader. */
function showPane(pane: HistoryPane, activeId = useHistoryStore.getState().activeId): void {
  const { pane: before } = useHistoryStore.getState()
  if (before.kind === 'entry') closeContent(before.content)
  useHistoryStore.setState({ pane, activeId })
}

/** Saves the stored part of a response. */
export const saveStoredResponse = ({ id }: HistoryEntry): Promise<void> =>
  saveExport(hostLink().call('history.hold', { id }))

/** Opens a clicked entry. A cursor movement only replaces an open entry. */
export function activateEntry({ id }: HistoryRow, by: ActivatedBy): void {
  const { pane } = useHistoryStore.getState()
  if (by === 'key' && (pane.kind === 'none' || pane.kind === 'compare')) useHistoryStore.setState({ activeId: id })
  else void openEntry(id)
}

export const toggleMark = (id: number): void =>
  useHistoryStore.setState(({ marked }) => ({ marked: withMark(marked, id) }))

export function compareMarked(): void {
  const [first, second] = [...useHistoryStore.getState().marked].sort((left, right) => left - right)
  if (first === undefined || second === undefined) {
    showToast('idle', 'Mark two requests with Space first.')
    return
  }
  showPane({ kind: 'compare', ids: [first, second] })
}

/** Copies a request from the history to the explorer. Only a read request is sent immediately. */
export async function sendAgain(id: number): Promise<void> {
  const entry = await findEntry(id)
  if (!entry) return
  const { hadSecrets } = openSent(entry)
  if (hadSecrets) showToast('idle', 'Secrets were removed from this request. Enter them again before you send it.')
  else if (entry.effect === 'read') await sendRequest()
  else if (entry.outcome === 'unknown' || entry.outcome === 'pending')
    showToast(
      'bad',
      'The outcome of this request is unknown. Check its effect, such as the order list, before you send it again.',
    )
  else showToast('idle', 'This is not a read request. Review it before you send it.')
}

export async function openInExplorer(id: number): Promise<void> {
  const entry = await findEntry(id)
  if (entry) openSent(entry)
}

async function findEntry(id: number) {
  const { pane } = useHistoryStore.getState()
  if (pane.kind === 'entry' && pane.entry.id === id) return pane.entry
  try {
    const { output } = await hostLink().callBytes('history.entry', { id })
    // Ignores the entry if the user has left the view in the meantime.
    return useNavigationStore.getState().view === 'history' ? output : undefined
  } catch (error) {
    showToast('bad', errorText(error))
    return undefined
  }
}

export async function togglePin({ id, pinned }: Pick<HistoryRow, 'id' | 'pinned'>): Promise<void> {
  await change(() => hostLink().call('history.pin', { id, pinned: !pinned }))
  const { pane } = useHistoryStore.getState()
  if (pane.kind !== 'entry' || pane.entry.id !== id) return
  useHistoryStore.setState({ pane: { ...pane, entry: { ...pane.entry, pinned: !pinned } } })
}

export async function pinActive(): Promise<void> {
  const { list, activeId } = useHistoryStore.getState()
  if (!list || activeId === undefined) return
  const row = [...list.pages.values()].flat().find(({ id }) => id === activeId)
  if (row) await togglePin(row)
}

export async function removeEntry(id: number): Promise<void> {
  await change(() => hostLink().call('history.remove', { ids: [id] }))
  const { pane } = useHistoryStore.getState()
  if (pane.kind === 'entry' && pane.entry.id === id) closeEntry()
}

export const askToClearHistory = (): void => openOverlay({ kind: 'clear-history' })

export async function clearHistory(): Promise<void> {
  await change(() => hostLink().call('history.clear', {}))
  showPane({ kind: 'none' })
  useHistoryStore.setState({ activeId: undefined, marked: [] })
}

export type HistoryFormat = CallInput<'history.export'>['format']

export const askToExportHistory = (): void => openOverlay({ kind: 'export-history' })

/** Exports the listed requests. Saves nothing if `close` returns false, because the user closed the dialog. */
export async function exportHistory(format: HistoryFormat, close: () => boolean): Promise<undefined> {
  const { query } = useHistoryStore.getState()
  const file = await hostLink().call('history.export', { query, format })
  if (!close()) return
  const saved = await saveFile(file.suggestedName, { kind: 'response', responseId: file.responseId })
  if (saved && file.leftOut > 0) showToast('idle', partialExportText(file))
}

async function change(call: () => Promise<null>): Promise<void> {
  try {
    await call()
    await readHistory()
  } catch (error) {
    showToast('bad', errorText(error))
  }
}

export const HISTORY_LIST = 'history-list'
export const HISTORY_SEARCH = 'history-search'
export const focusHistory = (): void => document.getElementById(HISTORY_LIST)?.focus()

export const focusHistorySearch = (): void => document.getElementById(HISTORY_SEARCH)?.focus()
