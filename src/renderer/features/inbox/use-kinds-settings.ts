import type { InboxGroup } from '../../../shared/domain/inbox.ts'
import { useNotificationsStore } from '../notifications/index.ts'
import { countUnread, type KindsSettings, useInboxStore } from './inbox-store.ts'

export const useKindsSettings = (): KindsSettings => useNotificationsStore((data) => data.view?.settings.kinds)

/** Number of unread events of kinds that are not muted, or only of one group. */
export function useUnreadCount(group?: InboxGroup): number {
  const kinds = useKindsSettings()
  return useInboxStore((data) => countUnread(data.entries, kinds, group))
}
