import { join } from 'node:path'
import Libsql from 'libsql'

const DAY_MS = 86_400_000

/** Moves all times in the journal back, so that the first entry is at noon of the previous day. */
export function moveJournalToYesterday(home: string): void {
  const database = new Libsql(join(home, 'console.db'))
  try {
    const { first } = database.prepare('SELECT min(at) AS first FROM journal').get() as { readonly first: number }
    const back = first - (new Date().setHours(12, 0, 0, 0) - DAY_MS)
    database.exec(`
      UPDATE journal SET at = at - ${back}, server_at = server_at - ${back}, from_at = from_at - ${back}, to_at = to_at - ${back};
      UPDATE journal_order SET at = at - ${back},
        state = json_set(state, '$.changedAt', json_extract(state, '$.changedAt') - ${back});
      UPDATE journal_watch SET at = at - ${back};
    `)
  } finally {
    database.close()
  }
}
