import { useEquityStore } from './features/account/equity-store.ts'
import { useExplorerStore } from './features/explorer/index.ts'
import { useJournalStore } from './features/journal/journal-store.ts'
import { useBlotterStore } from './features/orders/blotter-store.ts'
import { forgetRun, stopRun } from './features/orders/cancel/cancel-run.ts'
import { useCancelRunStore } from './features/orders/cancel/cancel-run-store.ts'
import { switchDraft } from './features/orders/ticket/ticket-store.ts'
import { closeOverlay, useOverlayStore } from './stores/overlay-store.ts'
import { useSessionStore } from './stores/session-store.ts'
import { dismissToastsOfProfile, showToast } from './stores/toast-store.ts'

/** Takes what belongs to the profile before off the screen, whoever switched: this window, another, the host. Returns its end. */
export function followProfileSwitch(): () => void {
  return useSessionStore.subscribe(({ view }, before) => {
    if (!view || !before.view || view.profile.id === before.view.profile.id) return
    const { id, name } = before.view.profile
    useExplorerStore.setState(({ writtenFor = { id, name } }) => ({
      writtenFor: writtenFor.id === view.profile.id ? undefined : writtenFor,
    }))
    leaveProfile()
    switchDraft(id, view.profile.id)
    dismissToastsOfProfile()
    showToast('idle', `Switched to “${view.profile.name}”.`)
  })
}

/** An answer, an order under review, a question or a confirmation of one account must not be taken for another's. */
function leaveProfile(): void {
  // A request on its way ends with the session of the profile before, and says what that means for it.
  useExplorerStore.setState(({ exchange }) => (exchange.kind === 'sending' ? {} : { exchange: { kind: 'idle' } }))
  useBlotterStore.setState(({ pane }) => ({
    activeId: undefined,
    paused: undefined,
    ...(pane.kind === 'timeline' && { pane: { kind: 'none' } as const }),
  }))
  useEquityStore.setState({ curves: new Map() })
  useJournalStore.setState(({ choice }) => ({
    choice: { ...choice, orderId: undefined },
    list: undefined,
    activeId: undefined,
  }))
  if (useCancelRunStore.getState().run?.state === 'asking') forgetRun()
  else stopRun('Another profile was selected.')
  const { overlay } = useOverlayStore.getState()
  if (['take-over', 'cancel-order', 'cannot-change', 'certificate'].includes(overlay.kind)) closeOverlay()
}
