import { laterPart } from '../../ui/later.tsx'

export { followNotifications } from './follow-notifications.ts'
export { KINDS, NOTIFICATION_KINDS } from './notification-kinds.ts'
export { muteKind, useNotificationsStore } from './notifications-store.ts'

export const NOTIFICATIONS_DIALOG = laterPart(
  async () => (await import('./notifications-dialog.tsx')).NotificationsDialog,
)
