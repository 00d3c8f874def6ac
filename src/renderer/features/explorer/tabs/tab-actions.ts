import { showToast } from '../../../stores/toast-store.ts'
import { isWaiting } from '../../waiting/index.ts'
import {
  activeTab,
  type ExplorerTab,
  findTab,
  NOTHING_SENT,
  newTab,
  showTab,
  useExplorerStore,
} from '../explorer-store.ts'
import type { Draft } from '../request/draft.ts'
import { cancelRequest } from '../request/send-request.ts'

/** Number of closed tabs that can be reopened. */
const CLOSED_LIMIT = 20

/** Maximum number of open requests. */
const MAX_TABS = 100

/** Reports whether another tab can be opened, and shows a message if not. */
function hasRoom(): boolean {
  if (useExplorerStore.getState().tabs.length < MAX_TABS) return true
  showToast('bad', `${MAX_TABS} requests are open, the maximum. Close some of them first.`)
  return false
}

/** Reports whether a tab has neither a response nor input, so that another request can replace it. */
const isUnused = ({ draft, opened, exchange }: ExplorerTab): boolean =>
  exchange.kind === 'idle' && (draft.path === '' || draft === opened)

/** Opens a request in a new tab beside the active one, or in the active tab if that is unused. */
export function openTab(draft: Draft, savedId?: string): void {
  const active = activeTab()
  if (!isUnused(active) && !hasRoom()) return
  const tab = newTab(draft, savedId)
  useExplorerStore.setState(({ tabs }) => ({
    tabs: isUnused(active)
      ? tabs.map((each) => (each === active ? tab : each))
      : tabs.toSpliced(tabs.indexOf(active) + 1, 0, tab),
    activeId: tab.id,
  }))
}

/** Opens an empty tab at the end. */
export function openEmptyTab(): void {
  if (!hasRoom()) return
  const tab = newTab()
  useExplorerStore.setState(({ tabs }) => ({ tabs: [...tabs, tab], activeId: tab.id }))
}

/**
 * Closes a tab, by default the active one, and cancels its request. A request with an effect that was sent already is
 * not cancelled: a message states its outcome. The last tab is replaced by an empty one.
 */
export function closeTab(tabId = activeTab().id): void {
  const tab = findTab(tabId)
  if (!tab) return
  const { exchange } = tab
  if (exchange.kind === 'sending' && (exchange.request.method === 'GET' || isWaiting(exchange.waitId)))
    cancelRequest(tabId)
  const { tabs, activeId, closed } = useExplorerStore.getState()
  const at = tabs.indexOf(tab)
  const rest = tabs.toSpliced(at, 1)
  const left = rest.length === 0 ? [newTab()] : rest
  const next = left[Math.min(at, left.length - 1)] as ExplorerTab
  const kept = tab.draft.path === '' ? closed : [...closed, { ...tab, exchange: NOTHING_SENT }].slice(-CLOSED_LIMIT)
  useExplorerStore.setState({ tabs: left, activeId: activeId === tabId ? next.id : activeId, closed: kept })
}

export function closeOtherTabs(tabId = activeTab().id): void {
  for (const { id } of useExplorerStore.getState().tabs) if (id !== tabId) closeTab(id)
}

/** Opens the tab that was closed last, without its response. Returns false if there is none. */
export function reopenTab(): boolean {
  const { tabs, closed } = useExplorerStore.getState()
  const tab = closed.at(-1)
  if (!tab) return false
  const active = activeTab()
  useExplorerStore.setState({
    tabs: active.draft.path === '' ? tabs.map((each) => (each === active ? tab : each)) : [...tabs, tab],
    closed: closed.slice(0, -1),
    activeId: tab.id,
  })
  return true
}

/** Shows the next tab, or the previous one for -1. After the last tab comes the first. */
export function showNextTab(step: 1 | -1): void {
  const { tabs } = useExplorerStore.getState()
  const at = (tabs.indexOf(activeTab()) + step + tabs.length) % tabs.length
  showTab(tabs[at]?.id ?? '')
}

/** Moves a tab to the position of another one. */
export function moveTab(tabId: string, to: number): void {
  const { tabs } = useExplorerStore.getState()
  const at = tabs.findIndex(({ id }) => id === tabId)
  const tab = tabs[at]
  if (!tab || to < 0 || to >= tabs.length || at === to) return
  useExplorerStore.setState({ tabs: tabs.toSpliced(at, 1).toSpliced(to, 0, tab) })
}
