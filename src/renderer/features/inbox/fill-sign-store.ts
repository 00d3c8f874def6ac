import { create } from 'zustand'
import type { InboxItem } from '../../../shared/contract/inbox-views.ts'
import { INBOX_GROUP_OF, type InboxEntry } from '../../../shared/domain/inbox.ts'
import { useNotificationsStore } from '../notifications/index.ts'
import { useInboxStore } from './inbox-store.ts'

/** Display time in ms after the newest fill. */
const SHOWN_MS = 12_000
/** Time in ms during which further fills are collected, so that the sign stays calm while many orders fill. */
const COLLECT_MS = 3_000
/** Maximum number of fills that the sign counts. */
const MAX_FILLS = 100

/** Unread fills that the title bar shows for a while, newest first. */
export const useFillSignStore = create<{ readonly fills: readonly InboxEntry[] }>()(() => ({ fills: [] }))

type Timer = ReturnType<typeof setTimeout> | undefined
let arrived: readonly InboxEntry[] = []
let collecting: Timer
let expiring: Timer
let isHeld = false

/** Returns the fills of a batch that were not known before, newest first. A changed read state is no fill. */
export function newFills(known: ReadonlyMap<string, InboxEntry>, batch: readonly InboxItem[]): readonly InboxEntry[] {
  return batch
    .flatMap((item) => (item.kind === 'entry' ? [item.entry] : []))
    .filter(
      ({ id, kind, unread, title }) => INBOX_GROUP_OF[kind] === 'fills' && unread && known.get(id)?.title !== title,
    )
    .reverse()
}

/** Shows fills: the first one at once, further ones together. */
export function showFills(fills: readonly InboxEntry[]): void {
  if (fills.length === 0) return
  arrived = [...fills, ...arrived]
  if (collecting === undefined) publish()
}

function publish(): void {
  collecting = undefined
  if (arrived.length === 0) return
  collecting = setTimeout(publish, COLLECT_MS)
  // The text stays as it is while the pointer or the focus is on it.
  if (isHeld) return
  const { entries } = useInboxStore.getState()
  const kinds = useNotificationsStore.getState().view?.settings.kinds
  const all = new Map([...arrived, ...useFillSignStore.getState().fills].map(({ id }) => [id, entries.get(id)]))
  arrived = []
  // A further fill of an order replaces the entry of its earlier fills.
  const fills = [...all.values()].filter((entry) => entry?.unread === true && kinds?.[entry.kind].muted !== true)
  useFillSignStore.setState({ fills: fills.flatMap((entry) => entry ?? []).slice(0, MAX_FILLS) })
  expireLater()
}

function expireLater(): void {
  clearTimeout(expiring)
  if (!isHeld) expiring = setTimeout(hideFills, SHOWN_MS)
}

/** Keeps the sign while the pointer or the focus is on it. */
export function holdFills(held: boolean): void {
  if (isHeld === held) return
  isHeld = held
  expireLater()
}

export function hideFills(): void {
  clearTimeout(expiring)
  isHeld = false
  if (useFillSignStore.getState().fills.length > 0) useFillSignStore.setState({ fills: [] })
}

/** Hides the fills of the previous profile, and drops those that wait. */
export function dropFills(): void {
  clearTimeout(collecting)
  collecting = undefined
  arrived = []
  hideFills()
}
