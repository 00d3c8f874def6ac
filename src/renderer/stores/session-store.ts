import { create } from 'zustand'
import type { PacingView, SessionItem, SessionSnapshot, SessionView } from '../../shared/contract/views.ts'
import type { TimelineEntry } from '../../shared/domain/session.ts'

/** Maximum number of timeline entries in the window. */
export const TIMELINE_LIMIT = 500

export interface SessionData {
  /** State of the session; undefined until received. */
  readonly view: SessionView | undefined
  /** Timeline entries, oldest first. */
  readonly timeline: readonly TimelineEntry[]
}

export const useSessionStore = create<SessionData>()(() => ({ view: undefined, timeline: [] }))

/** Whether orders of the list can be cancelled now. Most profiles need no arming for that. */
export const mayCancel = ({ view }: SessionData): boolean =>
  view !== undefined && (view.arming.kind === 'armed' || !view.cancelsNeedArming)

/** Remaining rate limits; undefined until received. */
export const usePacingStore = create<{ readonly pacing: PacingView | undefined }>()(() => ({ pacing: undefined }))

export function sessionFromSnapshot(snapshot: SessionSnapshot): SessionData {
  return { view: snapshot.view, timeline: snapshot.timeline.slice(-TIMELINE_LIMIT) }
}

/** Applies a batch of updates. Merges timeline entries by id. */
export function applySessionItems(data: SessionData, batch: readonly SessionItem[]): SessionData {
  let { view } = data
  const { timeline } = data
  const entries = new Map<number, TimelineEntry>()
  for (const item of batch) {
    if (item.kind === 'view') view = item.view
    else entries.set(item.entry.id, item.entry)
  }
  if (entries.size === 0) return { view, timeline }
  const merged = [...timeline.filter((entry) => !entries.has(entry.id)), ...entries.values()]
  merged.sort((left, right) => left.id - right.id)
  return { view, timeline: merged.slice(-TIMELINE_LIMIT) }
}

/** Returns the id of the selected profile. Each request contains it, so that the host never uses another profile. */
export const profileIdInUse = (): string | undefined => useSessionStore.getState().view?.profile.id

/** The profile in use as an option of `requests.send`; empty before it is known. */
export function forProfileInUse(): { readonly profileId?: string } {
  const profileId = profileIdInUse()
  return profileId === undefined ? {} : { profileId }
}
