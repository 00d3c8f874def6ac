import type { OpenRequest } from '../../../../shared/contract/schemas.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import type { Link } from '../../../../shared/rpc/reconnecting-link.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { eachConnection } from '../../../platform/each-connection.ts'
import { recall, remember, tabStorage } from '../../../platform/local-memory.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { changeTab, type ExplorerTab, findTab, newTab, useExplorerStore } from '../explorer-store.ts'
import { findStoredResponse } from '../response/stored-response.ts'
import { contentOfDraft, draftOfSaved } from '../saved/saved-draft.ts'

/** Delay in ms after a change before the open requests are stored. */
const PAUSE_MS = 250
const ACTIVE = 'active-request'

const isText = (value: unknown): value is string => typeof value === 'string'

/** What is stored of each tab, by its id. Responses that are not loaded yet stay as they were stored. */
const stored = new Map<string, OpenRequest>()
let isRestored = false

/** Restores the open requests of the last start and stores their changes. Returns a function that stops this. */
export function keepTabs(link: Link): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let problem: string | undefined
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const change = changeSinceStored()
    if (!change) return
    try {
      await link.call('openRequests.save', change)
      for (const request of change.changed) stored.set(request.id, request)
      for (const id of change.closed) stored.delete(id)
      problem = undefined
    } catch (error) {
      const text = errorText(error)
      // The same problem is reported once, not after each key.
      if (text !== problem) showToast('bad', `Open requests are not stored: ${text}`)
      problem = text
    }
  }
  const onHide = (): void => void save()
  window.addEventListener('pagehide', onHide)
  const stops = [
    eachConnection(link, () => void untilProfileKnown().then(() => restore(link))),
    useExplorerStore.subscribe(({ tabs, activeId }, before) => {
      if (tabs === before.tabs && activeId === before.activeId) return
      remember(ACTIVE, activeId, tabStorage)
      if (activeId !== before.activeId) void restoreResponse(activeId)
      // A response is stored at once, because it may not be sent again.
      if (findTab(activeId)?.exchange !== before.tabs.find(({ id }) => id === activeId)?.exchange) void save()
      else timer ??= setTimeout(save, PAUSE_MS)
    }),
    () => window.removeEventListener('pagehide', onHide),
  ]
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** Resolves once the selected profile is known, because a request entered for another profile is marked. */
function untilProfileKnown(): Promise<void> {
  if (useSessionStore.getState().view) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = useSessionStore.subscribe(({ view }) => {
      if (!view) return
      stop()
      resolve()
    })
  })
}

async function restore(link: Link): Promise<void> {
  if (isRestored) return
  const list = await link.call('openRequests.list', {}).catch(() => undefined)
  if (!list || isRestored) return
  isRestored = true
  for (const request of list.requests) stored.set(request.id, request)
  const tabs = list.requests.map(tabOf)
  if (tabs.length === 0) return
  const { tabs: current } = useExplorerStore.getState()
  // Keeps what the user opened before the host responded.
  const opened = current.filter(({ draft, exchange }) => draft.path !== '' || exchange.kind !== 'idle')
  const wanted = recall(ACTIVE, isText, list.activeId, tabStorage)
  const active = opened.at(-1) ?? tabs.find(({ id }) => id === wanted) ?? (tabs[0] as ExplorerTab)
  useExplorerStore.setState({ tabs: [...tabs, ...opened], activeId: active.id })
  void restoreResponse(active.id)
}

function tabOf(request: OpenRequest): ExplorerTab {
  const { id, form, savedId, profile } = request
  const draft = draftOfSaved(request)
  const selected = useSessionStore.getState().view?.profile
  const writtenFor = profile && selected && profile.id !== selected.id ? profile : undefined
  // Another object than the draft, because a request of an earlier start is not replaced by the next one.
  return { ...newTab(draft, savedId), id, form, opened: { ...draft }, writtenFor }
}

/** Loads the response of a restored tab, once the tab is shown. */
async function restoreResponse(tabId: string): Promise<void> {
  const sent = stored.get(tabId)?.sent
  if (!sent || findTab(tabId)?.exchange.kind !== 'idle' || loading.has(tabId)) return
  loading.add(tabId)
  const exchange = await findStoredResponse(sent).catch(() => undefined)
  loading.delete(tabId)
  if (exchange && findTab(tabId)?.exchange.kind === 'idle') changeTab({ exchange }, tabId)
}

const loading = new Set<string>()

/** Returns the tabs that differ from what is stored; undefined if none do. */
function changeSinceStored() {
  if (!isRestored) return undefined
  const { tabs, activeId } = useExplorerStore.getState()
  const requests = tabs.filter(({ draft }) => draft.path !== '').map(requestOf)
  const changed = requests.filter((request) => JSON.stringify(request) !== JSON.stringify(stored.get(request.id)))
  const closed = [...stored.keys()].filter((id) => !requests.some((request) => request.id === id))
  return { changed, closed, order: tabs.map(({ id }) => id), activeId }
}

function requestOf(tab: ExplorerTab): OpenRequest {
  const { id, form, savedId, writtenFor, exchange } = tab
  const { method, path, rows, body } = contentOfDraft(tab.draft, '', '')
  const selected = useSessionStore.getState().view?.profile
  const profile = writtenFor ?? selected
  const last = exchange.kind === 'sending' ? exchange.previous : exchange
  const sent =
    last?.kind === 'received' && last.profileId !== undefined
      ? { method: last.head.method as HttpMethod, url: last.head.url, at: last.at, profileId: last.profileId }
      : stored.get(id)?.sent
  return {
    ...{ id, method, path, rows, body, form },
    ...(savedId !== undefined && { savedId }),
    ...(profile && { profile: { id: profile.id, name: profile.name } }),
    ...(sent && { sent }),
  }
}
