import type {
  DatabaseFault,
  DatabaseRecovery,
  DatabaseReply,
  DatabaseRequest,
  DatabaseTask,
  SqlRow,
  SqlStatement,
} from './database-message.ts'

/** A connection to the database engine, which runs in a thread, or in tests in the same thread. */
export interface DatabaseConnection {
  post(request: DatabaseRequest): void
  /** Ends the engine immediately; uncommitted changes are lost. */
  end(): void
}

/** Starts the engine. `onEnd` is called when the engine ends unexpectedly. */
export type DatabaseStarter = (
  file: string,
  onReply: (reply: DatabaseReply) => void,
  onEnd: () => void,
) => DatabaseConnection

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly fault: DatabaseFault

  constructor(fault: DatabaseFault, message: string) {
    super(message)
    this.fault = fault
  }
}

interface Pending {
  readonly resolve: (rows: readonly SqlRow[]) => void
  readonly reject: (error: DatabaseError) => void
}

/**
 * The console's database file. The first request starts the engine; if the engine dies, the next request starts it
 * again. Pending requests are then rejected, and no request is sent twice.
 */
export class Database {
  readonly #start: DatabaseStarter
  readonly #file: string
  readonly #onRecovery: (recovery: DatabaseRecovery) => void
  readonly #pending = new Map<number, Pending>()
  #carrier: DatabaseConnection | undefined
  #lastId = 0
  #closed = false

  constructor(start: DatabaseStarter, file: string, onRecovery: (recovery: DatabaseRecovery) => void) {
    this.#start = start
    this.#file = file
    this.#onRecovery = onRecovery
  }

  /** Runs a statement that reads. Rejects with `DatabaseError`. */
  read(statement: SqlStatement): Promise<readonly SqlRow[]> {
    return this.#request({ kind: 'read', statement })
  }

  /** Runs all statements in one transaction. Rejects with `DatabaseError`. */
  async write(statements: readonly SqlStatement[]): Promise<void> {
    await this.#request({ kind: 'write', statements })
  }

  /**
   * Runs all statements in one transaction and removes deleted content from the file and its log. Rejects with
   * `DatabaseError`.
   */
  async erase(statements: readonly SqlStatement[]): Promise<void> {
    await this.#request({ kind: 'write', statements, erases: true })
  }

  /** Removes all quarantined files and copies. Rejects with `DatabaseError`. */
  async removeCopies(): Promise<void> {
    await this.#request({ kind: 'remove-copies' })
  }

  /** Releases cache memory to the system. Does nothing if no thread runs. */
  async releaseMemory(): Promise<void> {
    if (this.#closed || !this.#carrier) return
    await this.#post(this.#carrier, { kind: 'release-memory' }).catch(() => undefined)
  }

  /** Closes the database after all earlier requests. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const carrier = this.#carrier
    if (!carrier) return
    // End the thread even if the file could not be closed.
    await this.#post(carrier, { kind: 'close' }).catch(() => undefined)
    carrier.end()
  }

  #request(task: DatabaseTask): Promise<readonly SqlRow[]> {
    if (this.#closed) return Promise.reject(new DatabaseError('failed', 'The database is closed.'))
    this.#carrier ??= this.#start(this.#file, this.#settle, this.#rejectAll)
    return this.#post(this.#carrier, task)
  }

  #post(carrier: DatabaseConnection, task: DatabaseTask): Promise<readonly SqlRow[]> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      carrier.post({ id, ...task })
    })
  }

  readonly #settle = (reply: DatabaseReply): void => {
    if (reply.kind === 'recovery') {
      this.#onRecovery(reply.recovery)
      return
    }
    const pending = this.#pending.get(reply.id)
    this.#pending.delete(reply.id)
    if (reply.kind === 'rows') pending?.resolve(reply.rows)
    else pending?.reject(new DatabaseError(reply.fault, reply.message))
  }

  readonly #rejectAll = (): void => {
    this.#carrier = undefined
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject } of pending) reject(new DatabaseError('failed', 'The database thread ended.'))
  }
}
