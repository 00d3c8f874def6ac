import type { SessionItem } from '../../shared/contract/views.ts'
import type { TimelineEntry } from '../../shared/domain/session.ts'

/** A timeline entry that the host itself adds. */
export type NewTimelineEntry = Omit<TimelineEntry, 'id' | 'at'>

const MAX_ENTRIES = 500

/** The newest timeline entries about a profile in use, across reconnects. */
export class SessionTimeline {
  #entries: readonly TimelineEntry[] = []
  #lastId = 0
  readonly #now: () => number
  readonly #publish: (item: SessionItem) => void

  constructor(now: () => number, publish: (item: SessionItem) => void) {
    this.#now = now
    this.#publish = publish
  }

  get entries(): readonly TimelineEntry[] {
    return this.#entries
  }

  note(note: NewTimelineEntry): void {
    this.add({ ...note, at: this.#now() })
  }

  /** Adds an entry with a new number: the numbers of a session start at 1 again after each login. */
  add(entry: Omit<TimelineEntry, 'id'>): void {
    this.#lastId += 1
    const numbered = { ...entry, id: this.#lastId }
    this.#entries = [...this.#entries, numbered].slice(-MAX_ENTRIES)
    this.#publish({ kind: 'timeline', entry: numbered })
  }
}
