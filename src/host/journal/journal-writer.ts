import type { JournalHealth } from '../../shared/contract/journal-views.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { JournalBook, JournalEntry } from './journal-entry.ts'
import { LATE_WORDS, notJournaledWords } from './journal-error.ts'
import {
  endStatement,
  forgetStatements,
  insertStatements,
  JOURNAL_BOUNDS,
  type JournalBounds,
  type PlacedEntry,
  pruneStatements,
} from './journal-statements.ts'

/** Ms between two batches: what comes meanwhile goes together. */
const PAUSE_MS = 20
/** Entries in one batch. */
const BATCH = 1_000
/** Ms after which what is not written yet is shown all the same. */
const LATE_MS = 1_000
/** Ms between two tries while nothing can be written. */
const RETRY_MS = 5_000
/** Entries that wait while nothing can be written, unless a test says otherwise; the oldest go first. */
const WAITING = 50_000
/** Entries between two looks at the bounds; the first look comes with the first entries. */
const PRUNED_EVERY = 1_000
/** Bytes of an entry beside its texts, about. */
const ENTRY_BYTES = 120

/** Entries that go together, and who waits for them. */
interface Group {
  readonly entries: readonly { readonly book: JournalBook; readonly entry: JournalEntry }[]
  onSettled: ((journaled: boolean) => void) | undefined
}

export interface JournalWriterOptions {
  readonly database: Database
  readonly clock: Clock
  readonly bounds?: JournalBounds
  /** Entries that may wait. Default 50,000. */
  readonly mostWaiting?: number
  /** Something was written, or can or cannot be written any more. */
  readonly onChange: () => void
}

/**
 * Writes entries in the order in which they came, in batches: at once when it is quiet, otherwise every 20 ms. Whoever brings
 * entries is told once they are on disk, or that they are not: after a failure, where the disk takes longer than a second, and where more
 * comes than it takes in, so that the queue is older than that.
 * What could not be written waits and is tried again, so that the journal is whole once there is room.
 */
export class JournalWriter {
  readonly #options: JournalWriterOptions
  #queue: Group[] = []
  /** Entries in queue and flight: counted, because it is asked for with every entry. */
  #waiting = 0
  /** On their way to the disk. */
  #flight: readonly Group[] = []
  /** Kept over a failure: what was written after all is not written twice. */
  readonly #placed = new WeakMap<JournalEntry, PlacedEntry>()
  #working = false
  #failure: { readonly since: number; readonly reason: string } | undefined
  /** The disk refuses or does not answer; a queue that is merely late goes on, and nothing of it is let go. */
  #stuck = false
  #lost: { readonly count: number; readonly from: number; readonly to: number; readonly book: JournalBook } | undefined
  /** Where the next entry goes; undefined before the first. */
  #end: { readonly id: number; readonly total: number } | undefined
  #newestId = 0
  #sincePruned = PRUNED_EVERY
  #settledListeners: (() => void)[] = []
  #cancelRetry: () => void = () => undefined
  /** The newest that waited when it was looked at; told by a timer, because the clock may jump. */
  #watched: { readonly group: Group; readonly cancel: () => void } | undefined

  constructor(options: JournalWriterOptions) {
    this.#options = options
  }

  /** The newest entry that was written since the start; 0 for none. */
  get newestId(): number {
    return this.#newestId
  }

  get health(): JournalHealth {
    const failure = this.#failure
    return failure
      ? { kind: 'failing', ...failure, waiting: this.#waiting, lost: this.#lost?.count ?? 0 }
      : { kind: 'writing' }
  }

  /** `onSettled` is called once, in the order of the entries: true when they are on disk, false when they are to be shown without. */
  append(book: JournalBook, entries: readonly JournalEntry[], onSettled: (journaled: boolean) => void): void {
    const group: Group = { entries: entries.map((entry) => ({ book, entry })), onSettled }
    const before = this.#queue.at(-1) ?? this.#flight.at(-1)
    this.#queue.push(group)
    this.#waiting += entries.length
    if (this.#failure && (this.#stuck || this.#waiting > BATCH)) {
      if (before?.onSettled) this.#showWaiting()
      settle(group, false)
      this.#bound()
    } else if (!this.#working) void this.#work()
  }

  /** Entries of an order that are shown already, and not written. */
  unwritten(bookId: string, orderId: string): readonly JournalEntry[] {
    return [...this.#flight, ...this.#queue]
      .filter(({ onSettled }) => onSettled === undefined)
      .flatMap(({ entries }) => entries)
      .filter(({ book, entry }) => book.id === bookId && entry.orderId === orderId)
      .map(({ entry }) => entry)
  }

  /** Resolves when everything that was brought before is written, or cannot be. */
  settled(): Promise<void> {
    if (!this.#working || this.#stuck) return Promise.resolve()
    return new Promise((resolve) => this.#settledListeners.push(resolve))
  }

  /** Tries what waits once more, whatever the pause; resolves as `settled`. */
  async close(): Promise<void> {
    this.#cancelRetry()
    if (this.#failure && !this.#working) await this.#work()
    await this.settled()
    this.#cancelRetry()
  }

  async #work(): Promise<void> {
    this.#working = true
    while (this.#queue.length > 0 && (await this.#writeBatch())) {
      if (this.#queue.length === 0) this.#tellSettled()
      // What comes meanwhile goes together; nobody who waits for the end waits for that.
      if (this.#settledListeners.length === 0 && this.#queue.length < BATCH) await this.#pause()
    }
    this.#working = false
    this.#watched?.cancel()
    this.#watched = undefined
    this.#tellSettled()
  }

  #tellSettled(): void {
    for (const resolve of this.#settledListeners.splice(0)) resolve()
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(PAUSE_MS, resolve)
    })
  }

  /** False when it failed. */
  async #writeBatch(): Promise<boolean> {
    const { database, clock, onChange } = this.#options
    this.#watchAge()
    const groups = this.#take()
    this.#flight = groups
    const cancelLate = clock.after(LATE_MS, () => this.#stick(undefined))
    try {
      this.#end ??= await this.#readEnd()
      const placed = this.#place(groups)
      const prunes = this.#sincePruned >= PRUNED_EVERY
      await database.write([...insertStatements(placed), ...(prunes ? this.#pruning() : [])])
      this.#sincePruned = prunes ? 0 : this.#sincePruned + placed.length
      this.#newestId = placed.at(-1)?.id ?? this.#newestId
      this.#flight = []
      this.#waiting -= placed.length
      for (const group of groups) settle(group, true)
      this.#recover()
      onChange()
      return true
    } catch (error) {
      this.#flight = []
      this.#queue = [...groups, ...this.#queue]
      this.#stick(error)
      this.#cancelRetry = clock.after(RETRY_MS, () => void this.#work())
      return false
    } finally {
      cancelLate()
    }
  }

  /** What waits is shown without the disk after a second, or two where it came while another was watched. */
  #watchAge(): void {
    const group = this.#queue.at(-1)
    if (!group?.onSettled || this.#watched?.group.onSettled) return
    this.#watched?.cancel()
    const cancel = this.#options.clock.after(LATE_MS, () => {
      if (group.onSettled) this.#fail(LATE_WORDS)
    })
    this.#watched = { group, cancel }
  }

  /** Whole groups, up to the size of a batch. */
  #take(): readonly Group[] {
    let [count, size] = [0, 0]
    for (const { entries } of this.#queue) {
      if (count > 0 && size + entries.length > BATCH) break
      count += 1
      size += entries.length
    }
    return this.#queue.splice(0, count)
  }

  async #readEnd(): Promise<{ readonly id: number; readonly total: number }> {
    const [row] = await this.#options.database.read(endStatement)
    return { id: Number(row?.['id'] ?? 0), total: Number(row?.['total'] ?? 0) }
  }

  #place(groups: readonly Group[]): PlacedEntry[] {
    return groups.flatMap(({ entries }) =>
      entries.map(({ book, entry }) => {
        const known = this.#placed.get(entry)
        if (known) return known
        const said = entry.said === undefined ? undefined : JSON.stringify(entry.said)
        const { id, total } = this.#end ?? { id: 0, total: 0 }
        const size = ENTRY_BYTES + entry.text.length + (said?.length ?? 0)
        const placed = { id: id + 1, total: total + size, book, entry, said }
        this.#end = placed
        this.#placed.set(entry, placed)
        return placed
      }),
    )
  }

  #pruning() {
    const { bounds = JOURNAL_BOUNDS, clock } = this.#options
    return [...pruneStatements(bounds, clock.now()), ...forgetStatements(bounds, clock.now())]
  }

  #stick(error: unknown): void {
    this.#stuck = true
    this.#fail(notJournaledWords(error))
  }

  /** Everybody who waits is told; what waits is tried again later. */
  #fail(reason: string): void {
    this.#failure = { since: this.#failure?.since ?? this.#options.clock.now(), reason }
    this.#showWaiting()
    this.#bound()
    this.#options.onChange()
  }

  #showWaiting(): void {
    for (const group of [...this.#flight, ...this.#queue]) settle(group, false)
  }

  /** Nothing is said to be written as long as something is shown that is not. */
  #recover(): void {
    this.#stuck = false
    const [next] = this.#queue
    if (!next || next.onSettled) this.#failure = undefined
    const lost = this.#lost
    if (!lost) return
    this.#lost = undefined
    const { count, from, to, book } = lost
    const text = count === 1 ? 'One change could not be written.' : `${count} changes could not be written.`
    const nothing = { account: '', orderId: '', symbol: '', status: '' }
    const at = this.#options.clock.now()
    const entry: JournalEntry = { kind: 'lost', at, ...nothing, text, isEvent: true, from, to }
    this.#queue.unshift({ entries: [{ book, entry }], onSettled: undefined })
    this.#waiting += 1
  }

  #bound(): void {
    if (!this.#stuck) return
    const { mostWaiting = WAITING } = this.#options
    while (this.#waiting > mostWaiting) {
      const gone = this.#queue.shift()
      if (!gone) return
      this.#waiting -= gone.entries.length
      for (const { book, entry } of gone.entries) {
        this.#lost = { count: (this.#lost?.count ?? 0) + 1, from: this.#lost?.from ?? entry.at, to: entry.at, book }
      }
    }
  }
}

function settle(group: Group, journaled: boolean): void {
  const { onSettled } = group
  group.onSettled = undefined
  onSettled?.(journaled)
}
