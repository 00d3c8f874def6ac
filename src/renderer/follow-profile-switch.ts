import { useExplorerStore } from './features/explorer/index.ts'
import { leaveInbox } from './features/inbox/index.ts'
import { leaveJournal } from './features/journal/index.ts'
import { switchOrders } from './features/orders/index.ts'
import { closeOverlay, useOverlayStore } from './stores/overlay-store.ts'
import { useSessionStore } from './stores/session-store.ts'
import { dismissToastsOfProfile, showToast } from './stores/toast-store.ts'

/** Clears the data of the previous profile after a profile switch. Returns an unsubscribe function. */
export function followProfileSwitch(): () => void {
  return useSessionStore.subscribe(({ view }, before) => {
    if (!view || !before.view || view.profile.id === before.view.profile.id) return
    const { id, name } = before.view.profile
    leaveExplorer({ id, name }, view.profile.id)
    leaveInbox()
    leaveJournal()
    switchOrders(id, view.profile.id)
    const { overlay } = useOverlayStore.getState()
    if (['take-over', 'cancel-order', 'cannot-change', 'replace-ticket', 'certificate'].includes(overlay.kind))
      closeOverlay()
    dismissToastsOfProfile()
    showToast('idle', `Switched to “${view.profile.name}”.`)
  })
}

/** Notes for which profile each draft was entered. A response is shown only with its own profile. */
function leaveExplorer(before: { readonly id: string; readonly name: string }, now: string): void {
  useExplorerStore.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => {
      const { writtenFor = before } = tab
      return { ...tab, writtenFor: writtenFor.id === now ? undefined : writtenFor }
    }),
  }))
}
