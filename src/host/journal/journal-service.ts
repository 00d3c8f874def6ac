import type { HeldFile } from '../../shared/contract/history-views.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { JournalHealth, JournalPage, JournalPulse } from '../../shared/contract/journal-views.ts'
import type { OrderTimeline } from '../../shared/contract/views.ts'
import type { Order } from '../../shared/domain/orders.ts'
import type { Clock } from '../clock.ts'
import { type Database, DatabaseError } from '../database/database.ts'
import type { PrunedDay } from '../database/recorded-days.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import type { HeldAnswers } from '../requests/held-answers.ts'
import { type JournalBook, type JournalEntry, stepOfEntry } from './journal-entry.ts'
import { journalError } from './journal-error.ts'
import { CSV_HEAD, csvLines, jsonLines } from './journal-file.ts'
import { readGaps, readJournalRow } from './journal-rows.ts'
import {
  endStatement,
  exportStatement,
  type JournalBounds,
  pageStatements,
  recallStatements,
  timelineStatements,
  watchedStatement,
} from './journal-statements.ts'
import { JournalWriter } from './journal-writer.ts'

export interface JournalServiceOptions {
  readonly database: Database
  readonly clock: Clock
  readonly answers: HeldAnswers
  readonly bounds?: JournalBounds
  /** Something is not kept; `words` say it without anything secret. Told once until all is well again. */
  readonly onFailing: (words: string) => void
  readonly onPruned?: (pruned: PrunedDay) => void
}

/** What is known of a book from before. */
export interface Recalled {
  readonly orders: ReadonlyMap<string, Order>
  /** ms since epoch at which its orders were read last; undefined when never. */
  readonly watchedAt: number | undefined
}

/** Bytes of one export. */
const EXPORTED_BYTES = 64 * 1024 * 1024
/** Entries that an export reads at once. */
const EXPORT_STEP = 2_000

/** Every change of every order, kept across restarts: written before it is shown, read as timelines, found, exported. */
export class JournalService {
  readonly feed: Feed<JournalPulse, JournalPulse>
  readonly #options: JournalServiceOptions
  readonly #writer: JournalWriter
  readonly #healthListeners = new Set<(health: JournalHealth) => void>()
  #wasFailing = false

  constructor(options: JournalServiceOptions) {
    this.#options = options
    const { database, clock, bounds, onPruned } = options
    this.#writer = new JournalWriter({
      database,
      clock,
      ...(bounds && { bounds }),
      ...(onPruned && { onPruned }),
      onChange: () => this.#changed(),
    })
    this.feed = createFeed(() => this.#pulse())
  }

  get health(): JournalHealth {
    return this.#writer.health
  }

  /** Told whenever it begins or ends to fail, or more waits while it does. Returns an idempotent unsubscribe. */
  onHealth(listener: (health: JournalHealth) => void): () => void {
    this.#healthListeners.add(listener)
    return () => this.#healthListeners.delete(listener)
  }

  /** See `JournalWriter`. */
  append(book: JournalBook, entries: readonly JournalEntry[], onSettled: (journaled: boolean) => void): void {
    this.#writer.append(book, entries, onSettled)
  }

  /** Notes that the orders of a book were read now: where a restart begins to know nothing. Never rejects. */
  watched(book: JournalBook): void {
    const { database, clock } = this.#options
    database.write([watchedStatement(book.id, clock.now())]).catch(() => undefined)
  }

  /** What is known of a book from before; nothing where it cannot be read. Never rejects. */
  async recall(bookId: string): Promise<Recalled> {
    const { orders, watched } = recallStatements(bookId)
    try {
      const [states, times] = await Promise.all([
        this.#options.database.read(orders),
        this.#options.database.read(watched),
      ])
      const known = JSON.parse(String(states[0]?.['orders'] ?? '[]')) as Order[]
      const at = times[0]?.['at']
      return {
        orders: new Map(known.map((order) => [order.orderId, order])),
        watchedAt: typeof at === 'number' ? at : undefined,
      }
    } catch {
      return { orders: new Map(), watchedAt: undefined }
    }
  }

  /** The newest steps of an order, those included that could not be written. Rejects with `not-found`. */
  async timeline(bookId: string, orderId: string, limit: number): Promise<OrderTimeline> {
    const { steps, count, gaps } = timelineStatements(bookId, orderId, limit)
    const unwritten = () => this.#writer.unwritten(bookId, orderId).filter(({ isEvent }) => isEvent)
    try {
      const [rows, counted] = await this.#read((database) => Promise.all([database.read(steps), database.read(count)]))
      const written = rows.map((row) => stepOfEntry(readJournalRow(row))).reverse()
      const left = unwritten().map((entry) => ({ ...stepOfEntry(entry), journaled: false as const }))
      const shown = [...written, ...left].slice(-limit)
      const [first] = shown
      if (!first) throw new HostError('not-found', `There is no order ${orderId}.`)
      const found = await this.#read((database) => database.read(gaps(first.at)))
      return {
        orderId,
        steps: shown,
        earlier: Number(counted[0]?.['total'] ?? 0) + left.length - shown.length,
        gaps: readGaps(found),
      }
    } catch (error) {
      const left = unwritten().map((entry) => ({ ...stepOfEntry(entry), journaled: false as const }))
      // What happens now is known all the same.
      if (left.length === 0 || (error as Partial<HostError>).code === 'not-found') throw error
      return { orderId, steps: left.slice(-limit), earlier: Math.max(0, left.length - limit), gaps: [] }
    }
  }

  async page({ query, offset, limit, atMost }: ParsedInput<'journal.page'>): Promise<JournalPage> {
    await this.#writer.settled()
    return this.#read(async (database) => {
      const newestId = atMost ?? Number((await database.read(endStatement))[0]?.['id'] ?? 0)
      const { rows, count } = pageStatements(query, { atMost: newestId, offset, limit })
      const [found, counted] = await Promise.all([database.read(rows), database.read(count)])
      return { total: Number(counted[0]?.['total'] ?? 0), newestId, rows: found.map(readJournalRow) }
    })
  }

  /** Rejects with `not-found` where nothing matches, `limit` past 64 MB. */
  async export({ query, format }: ParsedInput<'journal.export'>): Promise<HeldFile> {
    await this.#writer.settled()
    const { answers, clock } = this.#options
    const pieces: Buffer[] = format === 'csv' ? [Buffer.from(CSV_HEAD)] : []
    let [after, entries, size] = [0, 0, 0]
    for (;;) {
      const rows = await this.#read((database) => database.read(exportStatement(query, after, EXPORT_STEP)))
      const read = rows.map((row) => ({
        row: readJournalRow(row),
        said: typeof row['said'] === 'string' ? row['said'] : undefined,
      }))
      const piece = Buffer.from(format === 'csv' ? csvLines(read) : jsonLines(read))
      pieces.push(piece)
      size += piece.byteLength
      entries += read.length
      after = read.at(-1)?.row.id ?? after
      if (size > EXPORTED_BYTES) {
        throw new HostError('limit', 'That is more than 64 MB, the most in one file. Narrow it: a day, an account.')
      }
      if (rows.length < EXPORT_STEP) break
    }
    if (entries === 0) throw new HostError('not-found', 'Nothing in the journal matches: there is nothing to export.')
    const file = Buffer.concat(pieces)
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const suggestedName = `ibkr-orders-${day}.${format}`
    return { answerId: answers.hold(file), suggestedName, size: file.byteLength, entries }
  }

  /** Everything that was brought is written, or known not to be. */
  settled(): Promise<void> {
    return this.#writer.settled()
  }

  /** Writes what waits, if it can be written. */
  close(): Promise<void> {
    return this.#writer.close()
  }

  async #read<T>(ask: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await ask(this.#options.database)
    } catch (error) {
      throw error instanceof DatabaseError ? journalError(error) : error
    }
  }

  #changed(): void {
    const { health } = this
    if (health.kind === 'failing' && !this.#wasFailing) this.#options.onFailing(health.reason)
    if (health.kind === 'failing' || this.#wasFailing) for (const listener of this.#healthListeners) listener(health)
    this.#wasFailing = health.kind === 'failing'
    this.feed.push([this.#pulse()])
  }

  #pulse(): JournalPulse {
    return { newestId: this.#writer.newestId, health: this.#writer.health }
  }
}
