import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Libsql from 'libsql'
import type { OrderUpdates } from '../../../src/simulator/record/order-updates.ts'
import { computeChecksums } from '../../process/order-update-checksums.ts'

/** Opens the journal of a running console for reading. */
export function openJournal(home: string) {
  const database = new Libsql(join(home, 'console.db'), { readonly: true })
  database.pragma('busy_timeout = 5000')
  const count = (): number => {
    const row = database.prepare("SELECT count(*) AS n FROM journal WHERE source = 'stream'").get() as { n: number }
    return row.n
  }
  return {
    count,
    /** Waits while the count grows, because under load the host may be late, which is not a loss. */
    async whileItGrows(until: number): Promise<void> {
      for (let before = -1; ; ) {
        const now = count()
        if (now >= until || now === before) return
        before = now
        await wait(5_000)
      }
    },
    /** Returns the number of orders with a count or checksum that differs from what was sent. */
    differing(sent: readonly OrderUpdates[]): number {
      const rows = database
        .prepare(
          "SELECT order_id AS orderId, said FROM journal LEFT JOIN journal_said USING (id) WHERE source = 'stream' ORDER BY id",
        )
        .iterate() as IterableIterator<{ readonly orderId: string; readonly said: string | null }>
      const sums = computeChecksums(lines(rows))
      return sent.filter(({ orderId, count: of, checksum }) => {
        const [held, sum] = sums.get(orderId) ?? [0, 0]
        return held !== of || sum !== checksum
      }).length
    },
    close: (): void => void database.close(),
  }
}

function* lines(rows: Iterable<{ readonly orderId: string; readonly said: string | null }>) {
  for (const { orderId, said } of rows) {
    const entry = { id: 0, at: 0, kind: 'update', source: 'stream', orderId, status: '', text: '' }
    yield { ...entry, ...(said !== null && { raw: JSON.parse(said) as unknown }) }
  }
}
