import { join } from 'node:path'
import Libsql from 'libsql'

/** Lets the console read its database and not write it, until what is returned is called; a second call does nothing. */
export function holdDatabase(home: string): () => void {
  const database = new Libsql(join(home, 'console.db'))
  database.exec('BEGIN IMMEDIATE')
  return () => {
    if (!database.open) return
    database.exec('ROLLBACK')
    database.close()
  }
}
