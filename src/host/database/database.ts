import type { DatabaseFault, DatabaseRecovery, DatabaseReply, DatabaseRequest } from './database-message.ts'
import type { Row, Statement } from './statement.ts'

/** The way to an engine and back: a thread, or in tests none. */
export interface DatabaseCarrier {
  post(request: DatabaseRequest): void
  /** Ends it at once; what is not committed is lost. */
  end(): void
}

/** `onEnd`: it is gone without being asked to. */
export type DatabaseStarter = (
  file: string,
  onReply: (reply: DatabaseReply) => void,
  onEnd: () => void,
) => DatabaseCarrier

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly fault: DatabaseFault

  constructor(fault: DatabaseFault, message: string) {
    super(message)
    this.fault = fault
  }
}

type Ask =
  | { readonly kind: 'read'; readonly statement: Statement }
  | { readonly kind: 'close' | 'remove-quarantines' | 'release-memory' }
  | { readonly kind: 'write'; readonly statements: readonly Statement[]; readonly erases?: true }

interface Waiting {
  readonly resolve: (rows: readonly Row[]) => void
  readonly reject: (error: DatabaseError) => void
}

/**
 * The console's one database file. The engine starts with the first request, and again after it has died: requests that waited
 * for it are rejected, and nothing is sent a second time.
 */
export class Database {
  readonly #start: DatabaseStarter
  readonly #file: string
  readonly #onRecovery: (recovery: DatabaseRecovery) => void
  readonly #waiting = new Map<number, Waiting>()
  #carrier: DatabaseCarrier | undefined
  #lastId = 0
  #closed = false

  constructor(start: DatabaseStarter, file: string, onRecovery: (recovery: DatabaseRecovery) => void) {
    this.#start = start
    this.#file = file
    this.#onRecovery = onRecovery
  }

  /** The rows of one statement that only reads. Rejects with `DatabaseError`. */
  read(statement: Statement): Promise<readonly Row[]> {
    return this.#ask({ kind: 'read', statement })
  }

  /** Runs all of them in one transaction, or none. Rejects with `DatabaseError`. */
  async write(statements: readonly Statement[]): Promise<void> {
    await this.#ask({ kind: 'write', statements })
  }

  /** As `write`; nothing of what is deleted stays in the file or its log, where somebody could read it. */
  async erase(statements: readonly Statement[]): Promise<void> {
    await this.#ask({ kind: 'write', statements, erases: true })
  }

  /** Removes the quarantined copies of damaged files, of whatever time. Rejects with `DatabaseError`. */
  async removeQuarantines(): Promise<void> {
    await this.#ask({ kind: 'remove-quarantines' })
  }

  /** Gives memory that was needed for many requests back to the system. Does nothing where no thread runs. */
  async releaseMemory(): Promise<void> {
    if (this.#closed || !this.#carrier) return
    await this.#post(this.#carrier, { kind: 'release-memory' }).catch(() => undefined)
  }

  /** After everything that was asked before. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const carrier = this.#carrier
    if (!carrier) return
    // Whether it could be closed or not, it is gone afterwards.
    await this.#post(carrier, { kind: 'close' }).catch(() => undefined)
    carrier.end()
  }

  #ask(ask: Ask): Promise<readonly Row[]> {
    if (this.#closed) return Promise.reject(new DatabaseError('failed', 'The database is closed.'))
    this.#carrier ??= this.#start(
      this.#file,
      (reply) => this.#take(reply),
      () => this.#lose(),
    )
    return this.#post(this.#carrier, ask)
  }

  #post(carrier: DatabaseCarrier, ask: Ask): Promise<readonly Row[]> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      carrier.post({ id, ...ask })
    })
  }

  #take(reply: DatabaseReply): void {
    if (reply.kind === 'recovery') {
      this.#onRecovery(reply.recovery)
      return
    }
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.kind === 'rows') waiting?.resolve(reply.rows)
    else waiting?.reject(new DatabaseError(reply.fault, reply.message))
  }

  #lose(): void {
    this.#carrier = undefined
    const lost = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of lost) reject(new DatabaseError('failed', 'The database thread ended.'))
  }
}
