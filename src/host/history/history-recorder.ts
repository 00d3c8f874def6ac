import type { Database } from '../database/database.ts'
import type { SqlStatement } from '../database/database-message.ts'
import { type PrunedDay, RecordedDays } from '../database/recorded-days.ts'
import { createInsertStatements, type RequestOrigin } from './history-entry-codec.ts'
import { createPruneStatements, HISTORY_BOUNDS, newestIdStatement } from './history-statements.ts'
import type { SentRequest } from './sent-request.ts'

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
  readonly onPruned?: (pruned: PrunedDay) => void
}

/** Writes requests one after the other, in the order in which they were sent. The sender never waits for the write. */
export class HistoryRecorder {
  readonly #options: RecorderOptions
  readonly #days: RecordedDays
  #queue: Promise<void> = Promise.resolve()
  #waitingBytes = 0
  #newest: number | undefined
  #sincePruned = PRUNE_EVERY

  constructor(options: RecorderOptions) {
    this.#options = options
    const { database, onPruned = () => undefined } = options
    this.#days = new RecordedDays({ database, table: 'history', days: HISTORY_BOUNDS.days, onPruned })
  }

  record(origin: Omit<RequestOrigin, 'id'>, sent: SentRequest): void {
    const bytes = sent.result.outcome === 'answered' ? sent.result.body.byteLength : 0
    if (this.#waitingBytes + bytes > MAX_WAITING_BYTES && this.#waitingBytes > 0) {
      this.#options.onLost(new Error('Too many requests are waiting to be written.'))
      return
    }
    this.#waitingBytes += bytes
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#write(origin, sent)
      } catch (error) {
        this.#options.onLost(error)
      } finally {
        this.#waitingBytes -= bytes
      }
    })
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

  async #write(origin: Omit<RequestOrigin, 'id'>, sent: SentRequest): Promise<void> {
    const { database, onWritten } = this.#options
    const id = (this.#newest ?? (await this.newest())) + 1
    const statements: SqlStatement[] = [...(await createInsertStatements({ id, ...origin }, sent))]
    const day = await this.#days.begin(origin.at, id)
    if (day) statements.push(...day.statements)
    const prunes = day !== undefined || this.#sincePruned >= PRUNE_EVERY
    if (prunes) statements.push(...createPruneStatements(HISTORY_BOUNDS))
    await database.write(statements)
    day?.done()
    this.#newest = id
    this.#sincePruned = prunes ? 1 : this.#sincePruned + 1
    onWritten(id)
  }
}
