import { laterPart } from '../../ui/later.tsx'

export { followNotifications } from './follow-notifications.ts'

export const NOTIFICATIONS_DIALOG = laterPart(
  async () => (await import('./notifications-dialog.tsx')).NotificationsDialog,
)
