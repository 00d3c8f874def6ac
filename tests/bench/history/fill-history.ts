import { join } from 'node:path'
import { Database } from '../../../src/host/database/database.ts'
import type { SqlStatement } from '../../../src/host/database/database-message.ts'
import { createInsertStatements } from '../../../src/host/history/history-entry-codec.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'

/** Number of entries written in one transaction. */
const BATCH = 2_000
const WORDS = 4_000

/** Number of formatted lines of the two largest responses, which is more than a comparison supports. */
const LARGE_LINES = 16_000

/** Returns a large response. With `later`, every eleventh price is changed, as an hour later. */
function createLargeResponse(later: boolean): string {
  const rows = Array.from({ length: LARGE_LINES / 4 }, (_, at) => ({
    conid: 265_598 + at,
    last: later && at % 11 === 5 ? (at * 1.13).toFixed(4) : (at * 1.07).toFixed(4),
  }))
  return JSON.stringify(rows)
}

/**
 * Writes the requests of a busy year: responses of several hundred words, one in 1,000 with a rare word, and two large
 * responses.
 */
export async function fillHistory(home: string, entries: number): Promise<void> {
  const database = new Database(inThreadDatabase, join(home, 'console.db'), () => undefined)
  let seed = 1
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const paths = ['iserver/accounts', 'iserver/account/orders', 'iserver/secdef/search', 'iserver/marketdata/snapshot']
  for (let id = 1; id <= entries; ) {
    const statements: SqlStatement[] = []
    for (const end = Math.min(entries, id + BATCH - 1); id <= end; id += 1) {
      const words = Array.from({ length: 100 }, () => `word${random(WORDS)}`)
      if (id % 1_000 === 0) words.push('rareword')
      const body = Buffer.from(id < entries - 1 ? JSON.stringify(words) : createLargeResponse(id === entries))
      const timing = { queue: 0, firstByte: 20, body: 1, total: 21 }
      const origin = { id, at: Date.now() - (entries - id) * 1_000, profileId: 'practice', environment: 'practice' }
      statements.push(
        ...(await createInsertStatements(origin, {
          source: 'explorer',
          method: 'GET',
          path: `/v1/api/${paths[random(paths.length)]}`,
          parameters: [['conid', String(265_598 + random(5_000))]],
          effect: 'read',
          result: {
            outcome: 'answered',
            body,
            head: { status: 200, statusText: 'OK', headers: {}, timing, size: body.byteLength },
          },
        })),
      )
    }
    await database.write(statements)
  }
  await database.close()
}
