import type { Clock } from '../../client/index.ts'
import type { JournalHealth } from '../../shared/contract/journal-views.ts'
import { formatNumber } from '../../shared/domain/format-number.ts'
import type { Database } from '../database/database.ts'
import { RecordedDays, type Retention } from '../database/recorded-days.ts'
import type { JournalEntry, OrderOwnerScope } from './journal-entry.ts'
import { describeJournalFailure, JOURNAL_DELAYED_TEXT } from './journal-error.ts'
import { JournalQueue, type JournalQueueLimits } from './journal-queue.ts'
import {
  createInsertStatements,
  createPruneStatements,
  encodeJournalEntry,
  JOURNAL_BOUNDS,
  type JournalBounds,
  type JournalPosition,
  lastPositionStatement,
  type PositionedEntry,
  pruneOrdersStatements,
  removeOrphanedOrdersStatement,
} from './journal-statements.ts'

/** Pause in ms between two batches. Entries that arrive in the pause are written together. */
const PAUSE_MS = 20
/**
 * Maximum number of entries per batch. A larger batch takes less time per entry, because entries of one order share a
 * page. But building 4,000 entries and copying them to the database thread would block the host for 40 ms.
 */
const BATCH = 1_000
/** Time in ms after which unwritten entries are published. */
const LATE_MS = 1_000
/** Pause in ms between two attempts while writing fails. */
const RETRY_MS = 5_000
/** Number of entries between two prunings. The first entries after a start and of each day also cause a pruning. */
const PRUNED_EVERY = 2_000
const LIMITS: JournalQueueLimits = { entries: 50_000, bytes: 64 * 1024 * 1024 }

export interface JournalWriterOptions {
  readonly database: Database
  readonly clock: Clock
  readonly bounds?: JournalBounds
  /** Limits of the queue. Default 50,000 entries and 64 MB. */
  readonly limits?: Partial<JournalQueueLimits>
  /** Maximum number of entries in one transaction. Default 4,000. */
  readonly batch?: number
  /** Called when entries were written or the health changed. */
  readonly onChange: () => void
  readonly retention: Retention
}

/**
 * Writes entries in order and in batches: immediately when few entries arrive, otherwise every 20 ms. The callback of
 * the entries reports whether they are on disk. The callback reports false after a failure, or if a write or the wait
 * for it takes longer than a second. Failed writes are retried, so that the journal is complete when the disk has space
 * again.
 */
export class JournalWriter {
  /** Id of the newest entry written since the start, 0 before the first write. */
  newestId = 0
  readonly #options: JournalWriterOptions
  readonly #bounds: JournalBounds
  readonly #days: RecordedDays
  readonly #batch: number
  readonly #queue: JournalQueue
  #isWorking = false
  #failure: { readonly since: number; readonly reason: string } | undefined
  /** Whether writes fail or time out. A queue that is only late is not stuck and drops no entries. */
  #isStuck = false
  /** The position of the newest entry; undefined before the first write. */
  #end: JournalPosition | undefined
  #sincePruned = PRUNED_EVERY
  #settledListeners: (() => void)[] = []
  #cancelRetry: () => void = () => undefined
  /** Whether some callbacks are postponed, because only a limited number run in a row. */
  #settlesLater = false

  constructor(options: JournalWriterOptions) {
    this.#options = options
    const { database, bounds = JOURNAL_BOUNDS, retention } = options
    this.#bounds = bounds
    this.#days = new RecordedDays({ database, table: 'journal', days: bounds.days, ...retention })
    this.#batch = options.batch ?? BATCH
    this.#queue = new JournalQueue({ ...LIMITS, ...options.limits })
  }

  get health(): JournalHealth {
    if (!this.#failure) return { kind: 'writing' }
    return { kind: 'failing', ...this.#failure, waiting: this.#queue.waiting, lost: this.#queue.dropped?.count ?? 0 }
  }

  /**
   * Appends entries. `onSettled` is called once, in the order of the entries: with true when they are on disk, with
   * false when they are published unwritten.
   */
  append(scope: OrderOwnerScope, entries: readonly JournalEntry[], onSettled: (journaled: boolean) => void): void {
    const encoded = entries.map((entry) => encodeJournalEntry(scope, entry))
    const fits = this.#queue.append(encoded, this.#options.clock.monotonic(), onSettled)
    if (this.#isStuck) this.#queue.trim(true)
    if (this.#failure && (this.#isStuck || this.#queue.waiting > this.#batch)) {
      this.#settle()
      return
    }
    if (!fits) this.#fail(JOURNAL_DELAYED_TEXT)
    if (!this.#isWorking) void this.#work()
  }

  /** Returns the entries of an order that are published but not written. */
  unwritten(scopeId: string, orderId: string): readonly JournalEntry[] {
    return this.#queue.unwritten(scopeId, orderId)
  }

  /** Resolves when everything appended so far is written or has failed. */
  settled(): Promise<void> {
    if (!this.#isWorking || this.#isStuck) return Promise.resolve()
    return new Promise((resolve) => this.#settledListeners.push(resolve))
  }

  /** Tries to write once more without a pause, then closes. Resolves like `settled`. */
  async close(): Promise<void> {
    this.#cancelRetry()
    if (this.#failure && !this.#isWorking) await this.#work()
    await this.settled()
    this.#cancelRetry()
  }

  async #work(): Promise<void> {
    this.#isWorking = true
    while (this.#queue.waiting > 0 && (await this.#writeBatch())) {
      if (this.#queue.waiting === 0) this.#notifySettled()
      // Skip the pause if a caller waits in `settled`, which does not include entries that arrive later.
      if (this.#settledListeners.length > 0) continue
      // A full batch follows after other work of the host.
      const pause = this.#queue.waiting < this.#batch ? PAUSE_MS : 0
      await new Promise<void>((resolve) => this.#options.clock.after(pause, resolve))
    }
    this.#isWorking = false
    this.#notifySettled()
  }

  #notifySettled(): void {
    for (const resolve of this.#settledListeners.splice(0)) resolve()
  }

  /** Writes a batch. Returns false if it failed. */
  async #writeBatch(): Promise<boolean> {
    const { database, clock, onChange } = this.#options
    if (this.#queue.isLate(clock.monotonic() - LATE_MS)) this.#fail(JOURNAL_DELAYED_TEXT)
    const entries = this.#queue.take(this.#batch)
    const cancelLate = clock.after(LATE_MS, () => this.#stick(undefined))
    try {
      let end = this.#end ?? (await this.#readEnd())
      // Keep the position of an entry after a failure, so that an entry that was written despite the error is not
      // written twice.
      for (const entry of entries) entry.place ??= end = { id: end.id + 1, total: end.total + entry.bytes }
      this.#end = end
      const placed = entries as readonly PositionedEntry[]
      const day = await this.#days.begin(clock.now(), placed[0]?.place.id ?? 0)
      const since = this.#sincePruned + placed.length
      const prunes = day !== undefined || since >= PRUNED_EVERY
      await database.write([
        ...createInsertStatements(placed),
        ...(day ? [...day.statements, removeOrphanedOrdersStatement] : []),
        ...(prunes ? [...createPruneStatements(this.#bounds), ...pruneOrdersStatements] : []),
      ])
      day?.done()
      this.#sincePruned = prunes ? 0 : since
      this.newestId = placed.at(-1)?.place.id ?? this.newestId
      this.#queue.confirm()
      this.#settle()
      if (this.#failure || this.#queue.dropped) this.#recover()
      onChange()
      return true
    } catch (error) {
      this.#queue.restore()
      this.#stick(error)
      this.#cancelRetry = clock.after(RETRY_MS, () => void this.#work())
      return false
    } finally {
      cancelLate()
    }
  }

  async #readEnd(): Promise<JournalPosition> {
    const [row] = await this.#options.database.read(lastPositionStatement)
    return { id: Number(row?.['id'] ?? 0), total: Number(row?.['total'] ?? 0) }
  }

  #stick(error: unknown): void {
    this.#isStuck = true
    this.#fail(describeJournalFailure(error))
  }

  /** Publishes all waiting entries. Writing them is retried later. */
  #fail(reason: string): void {
    this.#failure = { since: this.#failure?.since ?? this.#options.clock.now(), reason }
    this.#settle()
    this.#queue.trim(this.#isStuck)
    this.#options.onChange()
  }

  #settle(): void {
    if (this.#settlesLater || !this.#queue.settle(this.#failure !== undefined)) return
    this.#settlesLater = true
    this.#options.clock.after(0, () => {
      this.#settlesLater = false
      this.#settle()
      if (this.#isWorking || this.#isStuck || !this.#failure) return
      this.#recover()
      this.#options.onChange()
    })
  }

  /** Ends the failure when no published entry is unwritten, and records dropped entries in the journal. */
  #recover(): void {
    this.#isStuck = false
    if (!this.#settlesLater && !this.#queue.isOldestSettled) this.#failure = undefined
    const { dropped } = this.#queue
    if (!dropped) return
    const { count, from, to, scope } = dropped
    const { clock } = this.#options
    const changes = count === 1 ? 'One change' : `${formatNumber(count)} changes`
    const text = `${changes} could not be written.`
    const none = { account: '', orderId: '', symbol: '', status: '' }
    const entry: JournalEntry = { kind: 'lost', at: clock.now(), ...none, text, isEvent: true, from, to }
    this.#queue.dropped = undefined
    this.#queue.append([encodeJournalEntry(scope, entry)], clock.monotonic())
  }
}
