import type { Database } from '../database/database.ts'
import type { SqlStatement } from '../database/database-message.ts'
import { RecordedDays, type Retention } from '../database/recorded-days.ts'
import { createInsertStatements, type RequestOrigin } from './history-entry-codec.ts'
import {
  createPruneStatements,
  createRemoveStatements,
  HISTORY_BOUNDS,
  newestIdStatement,
} from './history-statements.ts'
import { createIntentResult, type SentRequest, type UnfinishedRequest } from './sent-request.ts'

/**
 * Number of new entries between two checks of the limits. The first entry after a start or of a day also causes a
 * check.
 */
const PRUNE_EVERY = 200
/** Maximum bytes of responses that wait to be written. Above this limit the newest requests are not stored. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024

export interface RecorderOptions {
  readonly database: Database
  readonly onWritten: (newestId: number) => void
  /** Called when a request was not stored. */
  readonly onLost: (error: unknown) => void
  readonly retention: Retention
}

/** Writes requests one after the other, in the order in which they were sent. The sender never waits for the write. */
export class HistoryRecorder {
  readonly #options: RecorderOptions
  readonly #days: RecordedDays
  #queue: Promise<void> = Promise.resolve()
  readonly #pending = new Set<number>()
  #waitingBytes = 0
  #newest: number | undefined
  #sincePruned = PRUNE_EVERY

  constructor(options: RecorderOptions) {
    this.#options = options
    const { database, retention } = options
    this.#days = new RecordedDays({ database, table: 'history', days: HISTORY_BOUNDS.days, ...retention })
  }

  record(origin: Omit<RequestOrigin, 'id'>, sent: SentRequest): void {
    const bytes = bytesOf(sent.result)
    if (this.#isFull(bytes)) this.#options.onLost(new Error('Too many requests are waiting to be written.'))
    else void this.#enqueue(bytes, () => this.#write(origin, sent))
  }

  /** Stores a request before it is sent, so that a crash does not lose it. */
  begin(origin: Omit<RequestOrigin, 'id'>, request: UnfinishedRequest): IntentEntry {
    let id: number | undefined
    const stored = this.#enqueue(0, async () => {
      id = await this.#write(origin, { ...request, result: createIntentResult(request) })
      this.#pending.add(id)
    })
    // After the write, because a page that is read before it contains the intent.
    const end = (stored: number | undefined): void => {
      if (stored !== undefined) this.#pending.delete(stored)
    }
    return {
      stored: stored.then(() => id !== undefined),
      complete: (given) => {
        // The outcome is worth more than the body of the response.
        const result = this.#isFull(bytesOf(given)) ? withoutBody(given) : given
        void this.#enqueue(bytesOf(result), () =>
          this.#write(origin, { ...request, result }, id).finally(() => end(id)),
        )
      },
      discard: () =>
        void this.#enqueue(0, async () => {
          if (id === undefined) return
          await this.#options.database.write(createRemoveStatements([id])).finally(() => end(id))
          this.#options.onWritten(this.#newest ?? id)
        }),
    }
  }

  /** Ids of the entries whose requests have no outcome yet. */
  get pending(): ReadonlySet<number> {
    return this.#pending
  }

  /** Resolves when every request recorded so far is written or lost. */
  settled(): Promise<void> {
    return this.#queue
  }

  /** Returns the id of the newest entry, 0 for an empty history. Rejects with `DatabaseError`. */
  async newest(): Promise<number> {
    if (this.#newest === undefined) {
      const [row] = await this.#options.database.read(newestIdStatement)
      this.#newest ??= Number(row?.['newest'] ?? 0)
    }
    return this.#newest
  }

  #isFull(bytes: number): boolean {
    return this.#waitingBytes + bytes > MAX_WAITING_BYTES && this.#waitingBytes > 0
  }

  /** Runs a write after all earlier ones. Never rejects. */
  #enqueue(bytes: number, write: () => Promise<unknown>): Promise<void> {
    this.#waitingBytes += bytes
    this.#queue = this.#queue.then(async () => {
      try {
        await write()
      } catch (error) {
        this.#options.onLost(error)
      } finally {
        this.#waitingBytes -= bytes
      }
    })
    return this.#queue
  }

  /** Writes an entry, or the outcome of the entry with this id. Returns its id. */
  async #write(origin: Omit<RequestOrigin, 'id'>, sent: SentRequest, stored?: number): Promise<number> {
    const { database, onWritten } = this.#options
    const newest = this.#newest ?? (await this.newest())
    const id = stored ?? newest + 1
    const statements: SqlStatement[] = [
      ...(await createInsertStatements({ id, ...origin }, sent, stored !== undefined)),
    ]
    const day = stored === undefined ? await this.#days.begin(origin.at, id) : undefined
    if (day) statements.push(...day.statements)
    const prunes = day !== undefined || this.#sincePruned >= PRUNE_EVERY
    if (prunes) statements.push(...createPruneStatements(HISTORY_BOUNDS))
    await database.write(statements)
    day?.done()
    this.#newest = Math.max(newest, id)
    this.#sincePruned = prunes ? 1 : this.#sincePruned + 1
    onWritten(this.#newest)
    return id
  }
}

/** An entry that is stored before its request is sent. */
export interface IntentEntry {
  /** Resolves to whether the request is stored. Never rejects. */
  readonly stored: Promise<boolean>
  readonly complete: (result: SentRequest['result']) => void
  readonly discard: () => void
}

const bytesOf = (result: SentRequest['result']): number => (result.outcome === 'answered' ? result.body.byteLength : 0)

const withoutBody = (result: SentRequest['result']): SentRequest['result'] =>
  result.outcome === 'answered' ? { ...result, body: new Uint8Array() } : result
