export type SqlValue = null | number | string | Uint8Array

/** An SQL statement with one `?` for each parameter. */
export interface SqlStatement {
  readonly sql: string
  readonly parameters?: readonly SqlValue[]
}

/** A database row: its values by column name. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** Kinds of failed statements that require different actions. */
export type DatabaseFault =
  | 'disk-full'
  /** The file cannot be opened or written by this user. */
  | 'not-permitted'
  /** A newer version of the console changed the file. */
  | 'newer'
  /** Any other failure: a damaged page, a lock, an invalid statement. */
  | 'failed'

export type DatabaseTask =
  | { readonly kind: 'read'; readonly statement: SqlStatement }
  /**
   * `write` runs all statements in one transaction. `erases`: the deleted content must not remain in the write-ahead
   * log.
   */
  | { readonly kind: 'write'; readonly statements: readonly SqlStatement[]; readonly erases?: true }
  /** `remove-copies` deletes quarantined files and copies; `release-memory` frees SQLite's caches. */
  | { readonly kind: 'remove-copies' | 'release-memory' | 'close' }

export type DatabaseRequest = DatabaseTask & { readonly id: number }

export type DatabaseReply =
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly SqlRow[] }
  /** A failed request. `message` may name tables and columns but never contains a stored value. */
  | { readonly id: number; readonly kind: 'fault'; readonly fault: DatabaseFault; readonly message: string }
  /** Reports a recovery. It is not the reply to a request. */
  | { readonly id: 0; readonly kind: 'recovery'; readonly recovery: DatabaseRecovery }

/** Number of rows of a damaged table that were copied into the new file. */
export interface SalvagedTableCounts {
  readonly table: string
  readonly saved: number
  /** Number of rows of the damaged table. Undefined if the rows cannot be counted. */
  readonly total: number | undefined
}

/** A problem of the database file that the console has handled. `quarantined` names a file in the same folder. */
export type DatabaseRecovery =
  /** The readable rows were copied into a new file. */
  | { readonly cause: 'damaged'; readonly quarantined: string; readonly tables: readonly SalvagedTableCounts[] }
  /** The file was missing or empty, although the console had created it earlier. */
  | { readonly cause: 'missing' }
  /** The newest changes in the write-ahead log could not be read. */
  | { readonly cause: 'log-damaged'; readonly quarantined: string }
  /** The disk has not enough space (bytes) for the copy before a migration, so the file is not opened yet. */
  | { readonly cause: 'no-space-for-copy'; readonly bytes: number }

/** The tables that users can recognise, with the singular and plural of their entries. */
const COUNTED = [
  ['journal', 'journal entry', 'journal entries'],
  ['history', 'history request', 'history requests'],
] as const

/** Describes a handled problem of console.db, for the window and the log. */
export function describeRecovery(recovery: DatabaseRecovery): string {
  switch (recovery.cause) {
    case 'missing':
      return 'console.db was missing or empty. Order journal and history start again without earlier entries. Restore the file from a backup if you have one, with the console closed.'
    case 'log-damaged':
      return `The latest changes to console.db could not be read. Earlier entries of order journal and history are complete. The damaged log was saved as ${recovery.quarantined} in the user data folder.`
    case 'no-space-for-copy':
      return `Order journal and history are not available yet: console.db gets a new format, and is copied before. The disk of the user data folder needs ${formatCount(Math.ceil(recovery.bytes / 1_000_000))} MB of free space. The console then continues by itself.`
    case 'damaged': {
      const saved = COUNTED.map(([table, one, many]) => {
        const { saved = 0, total } = recovery.tables.find((each) => each.table === table) ?? {}
        const expected = total === undefined || total < saved ? 'an unknown number of' : formatCount(total)
        return `${formatCount(saved)} of ${expected} ${total === 1 ? one : many}`
      })
      return `console.db was damaged. Recovered ${saved.join(' and ')}. The damaged file was saved as ${recovery.quarantined} in the user data folder.`
    }
  }
}

export const formatCount = (count: number): string => count.toLocaleString('en-US')
