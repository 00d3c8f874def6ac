import { randomUUID } from 'node:crypto'
import type { Clock } from '../../client/index.ts'
import type { InboxItem, InboxStatus, InboxView } from '../../shared/contract/inbox-views.ts'
import type { InboxEntry } from '../../shared/domain/inbox.ts'
import type { Database } from '../database/database.ts'
import { DatabaseError } from '../database/database.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { createLoadStatement, createSaveStatements, readEntries, type UnsavedEntry } from './inbox-statements.ts'
import { type InboxEvent, type RecordedEntry, recordEvent } from './record-event.ts'

/** Delay in ms in which changes are collected before they are published and saved. */
const COLLECT_MS = 200
/** Delay in ms before changes that could not be saved are saved again. */
const RETRY_MS = 5_000
/** Maximum number of changes that wait to be saved. Beyond it, removals are dropped. */
const MAX_UNSAVED = 2_000
/** Maximum number of events that are buffered until the entries of earlier runs are loaded. */
const MAX_EARLY = 1_000

export interface InboxServiceOptions {
  readonly clock: Clock
  readonly database: Pick<Database, 'read' | 'write'>
  readonly profileId: string
  /** Returns the scope within which order ids of the current session are unique. */
  readonly orderScope: () => string
}

/**
 * The inbox of a profile in use: events that the user may have missed, with their read state. Windows share it. The
 * database keeps the entries of all profiles.
 */
export class InboxService {
  readonly feed: Feed<InboxView, InboxItem>
  readonly #options: InboxServiceOptions
  /** Entries in the order in which they were recorded. */
  #entries = new Map<string, RecordedEntry>()
  #status: InboxStatus = { loading: true }
  /** Events that are buffered until the entries of earlier runs are loaded, because they may repeat an entry. */
  #early: (() => void)[] = []
  /** Ids of the entries that must be sent to the windows. */
  readonly #changed = new Set<string>()
  #unsaved = new Map<string, UnsavedEntry>()
  #cancel: (() => void) | undefined
  #saving: Promise<void> = Promise.resolve()
  readonly #loaded: Promise<void>

  constructor(options: InboxServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.view())
    this.#loaded = this.#load()
  }

  view(): InboxView {
    const entries = [...this.#entries.values()].flatMap((entry) => (entry.hidden ? [] : this.#shown(entry)))
    return { profileId: this.#options.profileId, entries, status: this.#status }
  }

  /** Records an event of the profile. `onRecorded` is called unless the event is a repeated notice. */
  record(event: InboxEvent, onRecorded?: () => void): void {
    const { clock, orderScope } = this.#options
    const now = clock.now()
    const scope = orderScope()
    this.#whenLoaded(() => {
      const { remove, put } = recordEvent([...this.#entries.values()], event, { now, newId: randomUUID, scope })
      for (const id of remove) this.#remove(id)
      if (!put) return
      this.#put(put)
      onRecorded?.()
    })
  }

  #whenLoaded(run: () => void): void {
    if (!this.#status.loading) run()
    else if (this.#early.length < MAX_EARLY) this.#early.push(run)
  }

  /** @throws HostError `other-profile` */
  markRead(profileId: string, ids: readonly string[] | 'all', read: boolean): void {
    this.#check(profileId)
    const wanted = ids === 'all' ? undefined : new Set(ids)
    for (const entry of this.#entries.values()) {
      if (entry.unread !== read || (wanted && !wanted.has(entry.id))) continue
      this.#put({ ...entry, unread: !read })
    }
    this.#flush()
  }

  /**
   * Removes entries. Entries of IBKR's notices stay in the database, so that a later read does not add them again.
   * @throws HostError `other-profile`
   */
  clear(profileId: string, ids: readonly string[] | 'all'): void {
    this.#check(profileId)
    const wanted = ids === 'all' ? undefined : new Set(ids)
    for (const entry of this.#entries.values()) {
      if (wanted && !wanted.has(entry.id)) continue
      if (entry.source === undefined) this.#remove(entry.id)
      else this.#put({ ...entry, hidden: true, unread: false })
    }
    this.#flush()
  }

  /** Removes entries with order ids that are no longer valid, because their server was replaced. */
  removeWhere(isGone: (entry: RecordedEntry) => boolean): void {
    this.#whenLoaded(() => {
      for (const entry of this.#entries.values()) if (isGone(entry)) this.#remove(entry.id)
    })
  }

  /** Reports the last read of IBKR's notifications, or why it failed. */
  reportNotices(notices: Pick<InboxStatus, 'noticesProblem' | 'noticesReadAt'>): void {
    const { loading, problem } = this.#status
    this.#setStatus({ loading, ...(problem !== undefined && { problem }), ...notices })
  }

  #setStatus(status: InboxStatus): void {
    this.#status = status
    this.feed.push([{ kind: 'status', status }])
  }

  /** Resolves when the entries are saved, or could not be saved. */
  async saved(): Promise<void> {
    await this.#loaded
    this.#flush()
    await this.#saving
  }

  #check(profileId: string): void {
    if (profileId === this.#options.profileId) return
    throw new HostError('other-profile', 'Not changed: the window shows another profile now.')
  }

  #put(entry: RecordedEntry): void {
    this.#entries.set(entry.id, entry)
    this.#noteChange(entry.id)
  }

  #remove(id: string): void {
    this.#entries.delete(id)
    this.#noteChange(id)
  }

  #noteChange(id: string): void {
    this.#changed.add(id)
    this.#unsaved.set(id, { profileId: this.#options.profileId, entry: this.#entries.get(id) })
    this.#cancel ??= this.#options.clock.after(COLLECT_MS, () => this.#flush())
  }

  /** Publishes and saves the collected changes. */
  #flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    const items = [...this.#changed].map((id): InboxItem => {
      const entry = this.#entries.get(id)
      return entry && !entry.hidden ? { kind: 'entry', entry: this.#shown(entry) } : { kind: 'removed', id }
    })
    this.#changed.clear()
    this.feed.push(items)
    this.#saving = this.#saving.then(() => this.#save())
  }

  async #save(): Promise<void> {
    if (this.#unsaved.size === 0) return
    const saved = this.#unsaved
    this.#unsaved = new Map()
    try {
      await this.#options.database.write(createSaveStatements(saved))
      if (this.#status.problem !== undefined) {
        const { problem: _, ...status } = this.#status
        this.#setStatus(status)
      }
    } catch (error) {
      // Unsaved changes are newer than the changes that could not be saved.
      const all = [...saved, ...this.#unsaved]
      this.#unsaved = new Map(all.length > MAX_UNSAVED ? all.filter(([, { entry }]) => entry) : all)
      const problem = `New entries are not saved: ${reasonOf(error)} They are lost when the console stops.`
      this.#setStatus({ ...this.#status, problem })
      this.#cancel ??= this.#options.clock.after(RETRY_MS, () => this.#flush())
    }
  }

  #runEarly(): void {
    this.#status = { ...this.#status, loading: false }
    for (const run of this.#early.splice(0)) run()
  }

  async #load(): Promise<void> {
    const { profileId } = this.#options
    const { rows, problem } = await this.#options.database.read(createLoadStatement(profileId)).then(
      (read) => ({ rows: read, problem: undefined }),
      (error: unknown) => ({ rows: [], problem: `Earlier entries are missing: ${reasonOf(error)}` }),
    )
    this.#entries = new Map(readEntries(rows).map((entry) => [entry.id, entry]))
    if (problem !== undefined) this.#status = { ...this.#status, problem }
    this.#runEarly()
    // The view already contains the buffered events.
    this.#changed.clear()
    this.feed.push([{ kind: 'view', view: this.view() }])
  }

  /** Returns the entry for windows. An order id from an earlier scope would identify another order. */
  #shown(recorded: RecordedEntry): InboxEntry {
    const { scope, source: _, hidden: __, digest: ___, drops: ____, isCorrection: _____, ...entry } = recorded
    const { link } = entry
    if (link?.kind !== 'order' || scope === this.#options.orderScope()) return entry
    return { ...entry, link: { kind: 'journal', orderId: link.orderId } }
  }
}

function reasonOf(error: unknown): string {
  const fault = error instanceof DatabaseError ? error.fault : 'failed'
  switch (fault) {
    case 'disk-full':
      return 'the disk is full.'
    case 'not-permitted':
      return 'console.db cannot be written by this user.'
    case 'newer':
      return 'a newer version of the console changed console.db.'
    case 'failed':
      return 'console.db could not be used.'
  }
}
