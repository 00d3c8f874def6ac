import { join } from 'node:path'
import Libsql from 'libsql'

/** Blocks writes to the console's database. Returns a function that unblocks writes. */
export function blockDatabase(home: string): () => void {
  const database = new Libsql(join(home, 'console.db'))
  database.exec('BEGIN IMMEDIATE')
  return () => {
    if (!database.open) return
    database.exec('ROLLBACK')
    database.close()
  }
}
