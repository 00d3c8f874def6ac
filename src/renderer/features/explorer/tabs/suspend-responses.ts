import { type ExplorerTab, useExplorerStore } from '../explorer-store.ts'
import type { ResponseDocument } from '../response/response-document.ts'

/** Number of tabs whose responses keep their worker, those that were shown last. */
const PARSED_TABS = 4

/** Suspends the responses of tabs that were not shown for some time. Returns a function that stops this. */
export function suspendResponses(): () => void {
  /** Ids of the tabs, the one that was shown last first. */
  let recent: readonly string[] = []
  return useExplorerStore.subscribe(({ tabs, activeId }, before) => {
    if (activeId === before.activeId) return
    recent = [activeId, ...recent.filter((id) => id !== activeId && tabs.some((tab) => tab.id === id))]
    const parsed = recent.slice(0, PARSED_TABS)
    for (const tab of tabs) {
      if (tab.id === activeId) void documentOf(tab)?.resume()
      else if (!parsed.includes(tab.id)) void documentOf(tab)?.suspend()
    }
  })
}

function documentOf({ exchange }: ExplorerTab): ResponseDocument | undefined {
  return exchange.kind === 'received' && exchange.body.kind === 'parsed' ? exchange.body.document : undefined
}
