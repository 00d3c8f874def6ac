import { create } from 'zustand'
import type { InboxItem, InboxStatus, InboxView } from '../../../shared/contract/inbox-views.ts'
import type { LocalAlertsView } from '../../../shared/contract/local-alert-views.ts'
import { INBOX_GROUP_OF, INBOX_GROUPS, type InboxEntry, type InboxGroup } from '../../../shared/domain/inbox.ts'
import type { LocalAlert } from '../../../shared/domain/local-alerts.ts'
import type { NotificationKind, NotificationSettings } from '../../../shared/domain/notifications.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import type { AlertDraft } from './alert-draft.ts'

export type InboxFilter = 'all' | 'unread' | InboxGroup | 'muted'

export const INBOX_FILTERS: readonly InboxFilter[] = ['all', 'unread', ...INBOX_GROUPS, 'muted']

/** Settings of each kind; undefined before the first report of the host. */
export type KindsSettings = NotificationSettings['kinds'] | undefined

export interface InboxData {
  /** Profile of the entries; undefined before the first snapshot. */
  readonly profileId: string | undefined
  /** Entries by id. An unchanged entry remains the same object and does not render again. */
  readonly entries: ReadonlyMap<string, InboxEntry>
  readonly status: InboxStatus
  /** Reason why the feed ended. */
  readonly failure: string | undefined
  readonly alerts: LocalAlertsView | undefined
  readonly isOpen: boolean
  readonly tab: 'events' | 'alerts'
  readonly filter: InboxFilter
  readonly activeId: string | undefined
  readonly activeAlertId: string | undefined
  /** Alert in the form; undefined while the list is shown. */
  readonly editedAlert: LocalAlert | 'new' | undefined
  /** Input of the form after the first change. It remains while another tab is shown or the inbox is closed. */
  readonly alertDraft: AlertDraft | undefined
}

const STORAGE_KEY = 'inbox-open'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

export const useInboxStore = create<InboxData>()(() => ({
  profileId: undefined,
  entries: new Map(),
  status: { loading: true },
  failure: undefined,
  alerts: undefined,
  isOpen: recall(STORAGE_KEY, isBoolean, false),
  tab: 'events',
  filter: 'all',
  activeId: undefined,
  activeAlertId: undefined,
  editedAlert: undefined,
  alertDraft: undefined,
}))

export function setInboxOpen(isOpen: boolean): void {
  remember(STORAGE_KEY, isOpen)
  useInboxStore.setState({ isOpen })
}

export function inboxFromView(view: InboxView): Partial<InboxData> {
  const entries = new Map(view.entries.map((entry) => [entry.id, entry]))
  return { profileId: view.profileId, entries, status: view.status, failure: undefined }
}

export function applyInboxItems(data: InboxData, batch: readonly InboxItem[]): Partial<InboxData> {
  let { profileId, entries, status } = data
  const changed = (): Map<string, InboxEntry> => {
    const copy = entries === data.entries ? new Map(entries) : (entries as Map<string, InboxEntry>)
    entries = copy
    return copy
  }
  for (const item of batch) {
    switch (item.kind) {
      case 'view':
        profileId = item.view.profileId
        entries = new Map(item.view.entries.map((entry) => [entry.id, entry]))
        status = item.view.status
        break
      case 'entry':
        changed().set(item.entry.id, item.entry)
        break
      case 'removed':
        changed().delete(item.id)
        break
      case 'status':
        status = item.status
    }
  }
  return { profileId, entries, status }
}

/** Counts the unread entries of kinds that are not muted, or only those of one group. */
export function countUnread(
  entries: ReadonlyMap<string, InboxEntry>,
  kinds: KindsSettings,
  group?: InboxGroup,
): number {
  let count = 0
  for (const { kind, unread } of entries.values()) {
    if (unread && !isMuted(kind, kinds) && (group === undefined || INBOX_GROUP_OF[kind] === group)) count += 1
  }
  return count
}

const isMuted = (kind: NotificationKind, kinds: KindsSettings): boolean => kinds?.[kind].muted === true

/**
 * Returns the entries that match the filter, newest first. The unread filter keeps the active entry. A muted kind is
 * left out unless the filter names it.
 */
export function filterEntries(
  { entries, filter, activeId }: Pick<InboxData, 'entries' | 'filter' | 'activeId'>,
  kinds: KindsSettings,
): readonly InboxEntry[] {
  const matches = ({ id, kind, unread }: InboxEntry): boolean => {
    switch (filter) {
      case 'all':
        return !isMuted(kind, kinds)
      case 'unread':
        return (unread && !isMuted(kind, kinds)) || id === activeId
      case 'muted':
        return isMuted(kind, kinds)
      default:
        return INBOX_GROUP_OF[kind] === filter
    }
  }
  return [...entries.values()]
    .reverse()
    .filter(matches)
    .sort((left, right) => right.at - left.at)
}
