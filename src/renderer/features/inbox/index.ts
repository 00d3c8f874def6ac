import type { Link } from '../../../shared/rpc/reconnecting-link.ts'
import { openFeed, openNewest } from '../../stores/open-feed.ts'
import { laterPart } from '../../ui/later.tsx'
import { dropFills, newFills, showFills } from './fill-sign-store.ts'
import { applyInboxItems, inboxFromView, useInboxStore } from './inbox-store.ts'

export { FillSign } from './fill-sign.tsx'
export {
  closeInbox,
  INBOX_BUTTON,
  isInboxFocused,
  markRead,
  newAlert,
  newAlertFor,
  toggleInbox,
} from './inbox-actions.ts'
export { useInboxStore } from './inbox-store.ts'
export { useUnreadCount } from './use-kinds-settings.ts'

export const INBOX = laterPart(async () => (await import('./inbox-pane.tsx')).InboxPane)

/** Follows the inbox and the local alerts. Returns an unsubscribe function. */
export function followInbox(link: Link): () => void {
  const stops = [
    openFeed(link, 'inbox.feed', 'Inbox', {
      snapshot: (view) => useInboxStore.setState(inboxFromView(view)),
      items(batch) {
        const fills = newFills(useInboxStore.getState().entries, batch)
        useInboxStore.setState((data) => applyInboxItems(data, batch))
        showFills(fills)
      },
      ended: (failure) => useInboxStore.setState({ failure }),
    }),
    openNewest(link, 'localAlerts.feed', 'Local alerts', (alerts) => useInboxStore.setState({ alerts })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Clears the selection in the inbox of the previous profile. */
export function leaveInbox(): void {
  dropFills()
  useInboxStore.setState({
    activeId: undefined,
    activeAlertId: undefined,
    editedAlert: undefined,
    alertDraft: undefined,
  })
}
