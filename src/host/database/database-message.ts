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
  /** All of them in one transaction, or none. */
  | { readonly id: number; readonly kind: 'write'; readonly statements: readonly Statement[] }
  | { readonly id: number; readonly kind: 'close' }

export type DatabaseReply =
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly Row[] }
  /** `message` names columns and tables of ours, never a value. */
  | { readonly id: number; readonly kind: 'fault'; readonly fault: DatabaseFault; readonly message: string }
  /** Once, unasked: a file that could not be read was set aside under this name, and an empty one is used. */
  | { readonly id: 0; readonly kind: 'set-aside'; readonly name: string }
