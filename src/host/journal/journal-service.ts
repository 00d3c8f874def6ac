import type { Clock } from '../../client/index.ts'
import type { PreparedFile } from '../../shared/contract/history-views.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { JournalHealth, JournalPage, JournalStatus } from '../../shared/contract/journal-views.ts'
import type { OrderTimeline } from '../../shared/contract/order-views.ts'
import type { ConsoleOrder } from '../../shared/domain/console-orders.ts'
import { type Database, DatabaseError } from '../database/database.ts'
import type { Retention } from '../database/recorded-days.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import { HostError } from '../host-error.ts'
import { type OrderOwnerScope, toTransition } from './journal-entry.ts'
import { describeJournalFailure, toJournalError } from './journal-error.ts'
import { CSV_HEADER, formatCsvLines, formatJsonLines } from './journal-export.ts'
import { readGaps, readJournalRow } from './journal-rows.ts'
import {
  createExportStatement,
  createLastReadStatement,
  createPageStatements,
  createReadOrdersStatements,
  createTimelineStatements,
  type JournalBounds,
  lastPositionStatement,
} from './journal-statements.ts'
import { JournalWriter } from './journal-writer.ts'

export interface JournalServiceOptions {
  readonly database: Database
  readonly clock: Clock
  readonly bodies: SavedResponseBodies
  readonly bounds?: JournalBounds
  /** Called once when entries cannot be written. `reason` contains no secret. */
  readonly onFailing: (reason: string) => void
  readonly retention: Retention
}

/** The orders of a scope, as an earlier session saved them. */
export interface JournaledOrders {
  readonly orders: ReadonlyMap<string, ConsoleOrder>
  /**
   * Time of the last read or the last update of the orders, in ms since epoch. Undefined if the orders were never read.
   */
  readonly lastKnownAt: number | undefined
}

/** Returns the later one of the last read and the newest update: updates arrive between two reads. */
const lastKnownAt = (readAt: number, orders: readonly Pick<ConsoleOrder, 'changedAt'>[]): number =>
  orders.reduce((latest, { changedAt }) => Math.max(latest, changedAt), readAt)

/** Maximum size of one export, in bytes. */
const EXPORT_BYTES = 64 * 1024 * 1024
/** Number of entries that an export reads per query. */
const EXPORT_ENTRIES = 2_000

/**
 * Stores every order update before it is published. Entries are kept after a restart and can be read as timelines,
 * searched and exported.
 */
export class JournalService {
  readonly feed: Feed<JournalStatus, JournalStatus>
  readonly #options: JournalServiceOptions
  readonly writer: JournalWriter
  readonly #healthListeners = new Set<(health: JournalHealth) => void>()
  #wasFailing = false
  /** Failure of the last `markRead`: entries could not be written either. */
  #failure: { readonly since: number; readonly reason: string } | undefined
  /** Id of the newest written entry when the health was last reported. */
  #newestId = 0

  readonly #onChange = (): void => {
    if (this.writer.newestId !== this.#newestId) this.#failure = undefined
    this.#newestId = this.writer.newestId
    const { health } = this
    const isFailing = health.kind === 'failing'
    if (isFailing && !this.#wasFailing) this.#options.onFailing(health.reason)
    if (isFailing || this.#wasFailing) for (const listener of this.#healthListeners) listener(health)
    this.#wasFailing = isFailing
    if (this.feed.isWatched) this.feed.push([this.#pulse()])
  }

  constructor(options: JournalServiceOptions) {
    this.#options = options
    const { database, clock, bounds, retention } = options
    this.writer = new JournalWriter({
      database,
      clock,
      ...(bounds && { bounds }),
      retention,
      onChange: this.#onChange,
    })
    this.feed = createFeed(() => this.#pulse())
  }

  /**
   * Calls the listener when writing fails or works again, and when the number of waiting entries changes. Returns an
   * idempotent unsubscribe function.
   */
  onHealth(listener: (health: JournalHealth) => void): () => void {
    this.#healthListeners.add(listener)
    return () => this.#healthListeners.delete(listener)
  }

  /** Whether orders can be journaled: whether the last write succeeded. */
  get health(): JournalHealth {
    const { health } = this.writer
    if (health.kind === 'failing' || !this.#failure) return health
    return { kind: 'failing', ...this.#failure, waiting: 0, lost: 0 }
  }

  /**
   * Stores the current time as the last read of a scope. After a restart, the gap begins at this time. Never rejects: a
   * failure changes the health, so that the user knows before the first order that the journal cannot be written.
   */
  markRead(scope: OrderOwnerScope): void {
    const { database, clock } = this.#options
    const now = clock.now()
    database.write([createLastReadStatement(scope.id, now)]).then(
      () => this.#setFailure(undefined),
      (error: unknown) => this.#setFailure({ since: now, reason: describeJournalFailure(error) }),
    )
  }

  #setFailure(failure: { readonly since: number; readonly reason: string } | undefined): void {
    if (failure === undefined && this.#failure === undefined) return
    this.#failure = failure && { ...failure, since: this.#failure?.since ?? failure.since }
    this.#onChange()
  }

  /** Reads the orders of a scope that an earlier session saved. Returns no orders if reading fails. Never rejects. */
  async recall(scopeId: string): Promise<JournaledOrders> {
    const { database } = this.#options
    const { orders, lastRead } = createReadOrdersStatements(scopeId)
    try {
      const [states, times] = await Promise.all([database.read(orders), database.read(lastRead)])
      const stored = JSON.parse(String(states[0]?.['orders'] ?? '[]')) as StoredOrder[]
      const at = times[0]?.['at']
      return {
        orders: new Map(stored.map((order) => [order.orderId, readStoredOrder(order)])),
        lastKnownAt: typeof at === 'number' ? lastKnownAt(at, stored) : undefined,
      }
    } catch {
      return { orders: new Map(), lastKnownAt: undefined }
    }
  }

  /** Returns the newest transitions of an order, including unwritten ones. Rejects with `not-found`. */
  async timeline(scopeId: string, orderId: string, limit: number): Promise<OrderTimeline> {
    const { transitions, count, gaps } = createTimelineStatements(scopeId, orderId, limit)
    const readUnwritten = () =>
      this.writer
        .unwritten(scopeId, orderId)
        .filter(({ isEvent }) => isEvent)
        .map((entry) => ({ ...toTransition(entry), journaled: false as const }))
    try {
      const [rows, counted] = await this.#read((database) =>
        Promise.all([database.read(transitions), database.read(count)]),
      )
      const written = rows.map((row) => toTransition(readJournalRow(row))).reverse()
      const unwritten = readUnwritten()
      const shown = [...written, ...unwritten].slice(-limit)
      const [first] = shown
      if (!first) throw new HostError('not-found', `Order ${orderId} was not found.`)
      return {
        orderId,
        transitions: shown,
        earlier: Number(counted[0]?.['total'] ?? 0) + unwritten.length - shown.length,
        gaps: readGaps(await this.#read((database) => database.read(gaps(first.at)))),
      }
    } catch (error) {
      const unwritten = readUnwritten()
      // If the database fails, return at least the unwritten entries.
      if (unwritten.length === 0 || (error as Partial<HostError>).code === 'not-found') throw error
      const earlier = Math.max(0, unwritten.length - limit)
      return { orderId, transitions: unwritten.slice(-limit), earlier, gaps: [] }
    }
  }

  async page({ query, offset, limit, atMost }: ParsedInput<'journal.page'>): Promise<JournalPage> {
    await this.writer.settled()
    return this.#read(async (database) => {
      const newestId = atMost ?? Number((await database.read(lastPositionStatement))[0]?.['id'] ?? 0)
      const { rows, count } = createPageStatements(query, { atMost: newestId, offset, limit })
      const [found, counted] = await Promise.all([database.read(rows), database.read(count)])
      return { total: Number(counted[0]?.['total'] ?? 0), newestId, rows: found.map(readJournalRow) }
    })
  }

  /** Exports matching entries. Rejects with `not-found` if nothing matches, and with `limit` above 64 MB. */
  async export({ query, format }: ParsedInput<'journal.export'>): Promise<PreparedFile> {
    await this.writer.settled()
    const { bodies, clock } = this.#options
    const pieces: Buffer[] = format === 'csv' ? [Buffer.from(CSV_HEADER)] : []
    let [after, entries, size] = [0, 0, 0]
    for (;;) {
      const rows = await this.#read((database) => database.read(createExportStatement(query, after, EXPORT_ENTRIES)))
      const read = rows.map((row) => ({
        row: readJournalRow(row),
        raw: typeof row['said'] === 'string' ? row['said'] : undefined,
      }))
      const piece = Buffer.from(format === 'csv' ? formatCsvLines(read) : formatJsonLines(read))
      pieces.push(piece)
      size += piece.byteLength
      entries += read.length
      after = read.at(-1)?.row.id ?? after
      if (size > EXPORT_BYTES) {
        throw new HostError('limit', 'The export is larger than 64 MB. Filter by a day or an account.')
      }
      if (rows.length < EXPORT_ENTRIES) break
    }
    if (entries === 0) throw new HostError('not-found', 'No journal entry matches, so nothing was exported.')
    const file = Buffer.concat(pieces)
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const suggestedName = `ibkr-orders-${day}.${format}`
    return { responseId: bodies.save(file), suggestedName, size: file.byteLength, entries }
  }

  async #read<T>(read: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await read(this.#options.database)
    } catch (error) {
      throw error instanceof DatabaseError ? toJournalError(error) : error
    }
  }

  #pulse(): JournalStatus {
    return { newestId: this.writer.newestId, health: this.health }
  }
}

/** Version 0.1.0 stored `transitionCount` as `steps`. */
type StoredOrder = ConsoleOrder & { readonly steps?: number }

function readStoredOrder({ steps = 0, ...order }: StoredOrder): ConsoleOrder {
  // Version 0.1 stored no name of the contract.
  const { contractName = order.symbol } = order as Partial<ConsoleOrder> & Pick<ConsoleOrder, 'symbol'>
  return { ...order, contractName, transitionCount: order.transitionCount ?? steps }
}
