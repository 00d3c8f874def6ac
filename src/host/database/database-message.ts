import type { SalvagedTable } from './salvage.ts'
import type { Row, Statement } from './statement.ts'

/** Why a statement did not run, as far as somebody can do something about it. */
export type DatabaseFault =
  /** There is no room on the disk. */
  | 'disk-full'
  /** The file cannot be opened or written by this user. */
  | 'not-permitted'
  /** A newer version of the console has changed the file. */
  | 'newer'
  /** Anything else: a damaged page, a lock, a statement of ours that is wrong. */
  | 'failed'

export type DatabaseRequest =
  | { readonly id: number; readonly kind: 'read'; readonly statement: Statement }
  /** All of them in one transaction, or none. `erases`: nothing of what they delete may stay in the log. */
  | { readonly id: number; readonly kind: 'write'; readonly statements: readonly Statement[]; readonly erases?: true }
  /** Removes the damaged files that were quarantined, with everything that they hold. */
  | { readonly id: number; readonly kind: 'remove-quarantines' }
  /** Gives memory that only speeds up the next requests back to the system. */
  | { readonly id: number; readonly kind: 'release-memory' }
  | { readonly id: number; readonly kind: 'close' }

export type DatabaseReply =
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly Row[] }
  /** `message` names columns and tables of ours, never a value. */
  | { readonly id: number; readonly kind: 'fault'; readonly fault: DatabaseFault; readonly message: string }
  /** Unasked. */
  | { readonly id: 0; readonly kind: 'recovery'; readonly recovery: DatabaseRecovery }

/** What was wrong with the file, and what was done about it. `quarantined` names a file in the same folder. */
export type DatabaseRecovery =
  /** It could not be read, or not all of it: what can be read was copied into a new file. */
  | { readonly cause: 'damaged'; readonly quarantined: string; readonly tables: readonly SalvagedTable[] }
  /** It was gone, or empty, although the console had created one before. */
  | { readonly cause: 'missing' }
  /** The last changes could not be read from its log. */
  | { readonly cause: 'log-damaged'; readonly quarantined: string }
