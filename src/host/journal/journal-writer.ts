import type { JournalHealth } from '../../shared/contract/journal-views.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { type PrunedDay, RecordedDays } from '../database/recorded-days.ts'
import type { JournalBook, JournalEntry } from './journal-entry.ts'
import { describeJournalFailure, JOURNAL_LATE } from './journal-error.ts'
import {
  type EncodedEntry,
  encodeEntry,
  endStatement,
  forgetOrdersStatement,
  forgetStatements,
  insertStatements,
  JOURNAL_BOUNDS,
  type JournalBounds,
  type PlacedEntry,
  pruneStatements,
} from './journal-statements.ts'

/** Ms between two batches: what comes meanwhile goes together. */
const PAUSE_MS = 20
/** Entries in one batch, unless a test says otherwise. The larger, the less each of them costs: those of one order go to the same place. */
const BATCH = 4_000
/** Ms after which what is not written yet is shown all the same. */
const LATE_MS = 1_000
/** Ms between two tries while nothing can be written. */
const RETRY_MS = 5_000
/** Entries that wait while nothing can be written, unless a test says otherwise; the oldest go first. */
const WAITING = 50_000
/** Bytes of entries that wait, about, whatever they wait for, unless a test says otherwise; the oldest go first. */
const WAITING_BYTES = 64 * 1024 * 1024
/** Groups that are shown at one go: what else the host has to do does not wait for all of them. */
const SHOWN_AT_ONCE = 500
/** Entries between two looks at the bounds; the first look comes with the first entries of a start and of a day. */
const PRUNED_EVERY = 1_000
/** Bytes of an entry beside its texts, about. */
const ENTRY_BYTES = 120

/** Where an entry is written: kept over a failure, so that what was written after all is not written twice. */
type Place = Pick<PlacedEntry, 'id' | 'total'>

interface WaitingEntry extends EncodedEntry {
  place?: Place
}

/** Entries that go together, and who waits for them. */
interface Group {
  readonly entries: readonly WaitingEntry[]
  readonly bytes: number
  onSettled: ((journaled: boolean) => void) | undefined
}

export interface JournalWriterOptions {
  readonly database: Database
  readonly clock: Clock
  readonly bounds?: JournalBounds
  /** Entries that may wait. Default 50,000. */
  readonly mostWaiting?: number
  /** Bytes of entries that may wait. Default 64 MB. */
  readonly mostBytes?: number
  /** Entries in one transaction. Default 4,000. */
  readonly batch?: number
  /** Something was written, or can or cannot be written any more. */
  readonly onChange: () => void
  readonly onPruned?: (pruned: PrunedDay) => void
}

/**
 * Writes entries in the order in which they came, in batches: at once when it is quiet, otherwise every 20 ms. The callback
 * of the entries says that they are on disk, or that they are not: after a failure, where the disk takes longer than a second, and where more
 * comes than it takes in, so that the queue is older than that.
 * What could not be written waits and is tried again, so that the journal is whole once there is room. What waits is bounded: beyond it the oldest
 * goes, and an entry says how much.
 */
export class JournalWriter {
  readonly #options: JournalWriterOptions
  readonly #bounds: JournalBounds
  readonly #days: RecordedDays
  readonly #batch: number
  #queue: Group[] = []
  /** Entries in queue and flight: counted, because it is asked for with every entry. */
  #waiting = 0
  #waitingBytes = 0
  /** On their way to the disk. */
  #flight: readonly Group[] = []
  /** On the disk, and still to be shown. */
  #written: Group[] = []
  #working = false
  #failure: { readonly since: number; readonly reason: string } | undefined
  /** The disk refuses or does not answer; a queue that is merely late goes on, and nothing of it is dropped. */
  #stuck = false
  #lost: { readonly count: number; readonly from: number; readonly to: number; readonly book: JournalBook } | undefined
  /** Where the next entry goes; undefined before the first. */
  #end: Place | undefined
  #newestId = 0
  #sincePruned = PRUNED_EVERY
  #settledListeners: (() => void)[] = []
  #cancelRetry: () => void = () => undefined
  /** More is to be shown than goes at once. */
  #showsLater = false
  /** The newest group that waited; a timer measures its age, because the clock may jump. */
  #watched: { readonly group: Group; readonly cancel: () => void } | undefined

  constructor(options: JournalWriterOptions) {
    this.#options = options
    const { database, bounds = JOURNAL_BOUNDS, onPruned = () => undefined } = options
    this.#bounds = bounds
    this.#days = new RecordedDays({ database, table: 'journal', days: bounds.days, onPruned })
    this.#batch = options.batch ?? BATCH
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
    const group = groupOf(
      entries.map((entry) => encodeEntry(book, entry)),
      onSettled,
    )
    const before = this.#queue.at(-1) ?? this.#flight.at(-1) ?? this.#written.at(-1)
    this.#add(group)
    const fits = this.#bound()
    if (this.#failure && (this.#stuck || this.#waiting > this.#batch)) {
      if (before?.onSettled) this.#show()
      else settle(group, false)
      return
    }
    if (!fits) this.#fail(JOURNAL_LATE)
    if (!this.#working) void this.#work()
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
      if (this.#settledListeners.length === 0 && this.#queue.length < this.#batch) await this.#pause()
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
      const day = await this.#days.begin(clock.now(), placed[0]?.id ?? 0)
      const since = this.#sincePruned + placed.length
      const prunes = day !== undefined || since >= PRUNED_EVERY
      await database.write([
        ...insertStatements(placed),
        ...(day ? [...day.statements, forgetOrdersStatement] : []),
        ...(prunes ? [...pruneStatements(this.#bounds), ...forgetStatements] : []),
      ])
      day?.done()
      this.#sincePruned = prunes ? 0 : since
      this.#newestId = placed.at(-1)?.id ?? this.#newestId
      this.#flight = []
      this.#arrive(groups)
      this.#show()
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
      if (group.onSettled) this.#fail(JOURNAL_LATE)
    })
    this.#watched = { group, cancel }
  }

  /** Whole groups, up to the size of a batch. */
  #take(): readonly Group[] {
    let [count, size] = [0, 0]
    for (const { entries } of this.#queue) {
      if (count > 0 && size + entries.length > this.#batch) break
      count += 1
      size += entries.length
    }
    return this.#queue.splice(0, count)
  }

  async #readEnd(): Promise<Place> {
    const [row] = await this.#options.database.read(endStatement)
    return { id: Number(row?.['id'] ?? 0), total: Number(row?.['total'] ?? 0) }
  }

  #place(groups: readonly Group[]): PlacedEntry[] {
    const placed: PlacedEntry[] = []
    let end = this.#end ?? { id: 0, total: 0 }
    for (const { entries } of groups) {
      for (const waiting of entries) {
        waiting.place ??= end = { id: end.id + 1, total: end.total + bytesOf(waiting) }
        const { book, entry, columns, said, place } = waiting
        placed.push({ book, entry, columns, said, id: place.id, total: place.total })
      }
    }
    this.#end = end
    return placed
  }

  #stick(error: unknown): void {
    this.#stuck = true
    this.#fail(describeJournalFailure(error))
  }

  /** Settles everything that waits; its entries are tried again later. */
  #fail(reason: string): void {
    this.#failure = { since: this.#failure?.since ?? this.#options.clock.now(), reason }
    this.#show()
    this.#bound()
    this.#options.onChange()
  }

  /** In their order, some at a time: what is on the disk, and while that fails all that waits for it. */
  #show(): void {
    if (this.#showsLater) return
    const written = this.#written.splice(0, SHOWN_AT_ONCE)
    for (const group of written) this.#showWritten(group)
    let left = SHOWN_AT_ONCE - written.length
    if (this.#written.length > 0) {
      this.#showLater()
      return
    }
    if (!this.#failure) return
    for (const groups of [this.#flight, this.#queue]) {
      for (const group of groups) {
        if (!group.onSettled) continue
        if (left === 0) {
          this.#showLater()
          return
        }
        left -= 1
        settle(group, false)
      }
    }
  }

  #showLater(): void {
    this.#showsLater = true
    this.#options.clock.after(0, () => {
      this.#showsLater = false
      this.#show()
      if (this.#working || this.#stuck || !this.#failure) return
      this.#recover()
      this.#options.onChange()
    })
  }

  #showWritten(group: Group): void {
    this.#waitingBytes -= group.bytes
    settle(group, true)
  }

  #add(group: Group, first = false): void {
    if (first) this.#queue.unshift(group)
    else this.#queue.push(group)
    this.#waiting += group.entries.length
    this.#waitingBytes += group.bytes
  }

  /** They are on the disk. What is still to be shown takes room until it is. */
  #arrive(groups: readonly Group[]): void {
    for (const group of groups) {
      this.#waiting -= group.entries.length
      if (group.onSettled) this.#written.push(group)
      else this.#waitingBytes -= group.bytes
    }
  }

  #leave({ entries, bytes }: Group): void {
    this.#waiting -= entries.length
    this.#waitingBytes -= bytes
  }

  /** Nothing is said to be written as long as something is shown that is not. */
  #recover(): void {
    this.#stuck = false
    const [next] = this.#queue
    if (!this.#showsLater && (!next || next.onSettled)) this.#failure = undefined
    const lost = this.#lost
    if (!lost) return
    this.#lost = undefined
    const { count, from, to, book } = lost
    const text = count === 1 ? 'One change could not be written.' : `${count} changes could not be written.`
    const nothing = { account: '', orderId: '', symbol: '', status: '' }
    const at = this.#options.clock.now()
    const entry: JournalEntry = { kind: 'lost', at, ...nothing, text, isEvent: true, from, to }
    this.#add(groupOf([encodeEntry(book, entry)], undefined), true)
  }

  /** False where more waits than there is room for in memory; a queue of a disk that answers is bounded by that alone. */
  #bound(): boolean {
    const { mostWaiting = WAITING, mostBytes = WAITING_BYTES } = this.#options
    const isOver = (): boolean => this.#waitingBytes > mostBytes || (this.#stuck && this.#waiting > mostWaiting)
    const fits = this.#waitingBytes <= mostBytes
    while (isOver()) {
      const gone = this.#queue.shift()
      if (!gone) break
      // Shown at the latest now, after what is older.
      if (gone.onSettled) {
        for (const group of this.#written.splice(0)) this.#showWritten(group)
        for (const group of [...this.#flight, gone]) settle(group, false)
      }
      this.#leave(gone)
      for (const { book, entry } of gone.entries) {
        this.#lost = { count: (this.#lost?.count ?? 0) + 1, from: this.#lost?.from ?? entry.at, to: entry.at, book }
      }
    }
    return fits
  }
}

const bytesOf = ({ entry, said }: EncodedEntry): number => ENTRY_BYTES + entry.text.length + (said?.length ?? 0)

function groupOf(entries: readonly WaitingEntry[], onSettled: Group['onSettled']): Group {
  return { entries, bytes: entries.reduce((sum, one) => sum + bytesOf(one), 0), onSettled }
}

function settle(group: Group, journaled: boolean): void {
  const { onSettled } = group
  group.onSettled = undefined
  onSettled?.(journaled)
}
