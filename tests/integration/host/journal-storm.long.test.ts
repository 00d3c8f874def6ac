import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { createDatabaseStarter } from '../../../src/host/database/start-database-thread.ts'
import type { OrderUpdates } from '../../../src/simulator/record/order-updates.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { measureEventLoopDelay } from '../../process/event-loop-delay.ts'
import { type ExportedLine, openOrderFeed } from '../../process/feed-fixture.ts'
import { computeChecksums } from '../../process/order-update-checksums.ts'
import { skippableClock } from '../client/skippable-clock.ts'
import { bundleProgram } from '../simulator/bundled-program.ts'

const RATE = 2_000
const SECONDS = 60
/** Maximum delay of the host's event loop in ms. */
const MOST_DELAY = 50

test('records 2,000 updates a second for a minute over 1,000 orders, while the host stays responsive', async () => {
  const [storm, thread] = await Promise.all([
    bundleProgram('../../process/order-storm.program.ts'),
    bundleProgram('../../../src/host/database/database-thread.ts'),
  ])
  const child = fork(storm.file)
  const next = async <T>(): Promise<T> => ((await once(child, 'message')) as [T])[0]
  const simulator = await next<Simulator>()
  const startDatabase = createDatabaseStarter(pathToFileURL(thread.file))
  const stage = await openOrderFeed({ simulator, clock: skippableClock(), startDatabase })
  try {
    const memory = process.memoryUsage().rss
    child.send({ storm: `storm:${RATE},0,1000` })
    // Skips the first seconds, in which the engine compiles the code.
    await wait(5_000)
    const delay = measureEventLoopDelay()
    await wait(SECONDS * 1_000)
    const { p99, most } = delay.stop()
    const grown = (process.memoryUsage().rss - memory) / 1e6
    child.send('calm')
    await wait(1_000)
    child.send('record')
    const sent = await next<readonly OrderUpdates[]>()
    const total = sent.reduce((sum, { count }) => sum + count, 0)
    const recorded = async (): Promise<number> => {
      const [row] = await stage.database.read({ sql: "SELECT count(*) AS n FROM journal WHERE source = 'stream'" })
      return Number(row?.['n'])
    }
    await expect.poll(recorded, { timeout: 60_000, interval: 500 }).toBe(total)
    expect(stage.view()).toMatchObject({ gaps: [], status: { journal: { kind: 'writing' } } })
    expect(computeChecksums(await everything(stage.database))).toEqual(
      new Map(sent.map(({ orderId, count, checksum }) => [orderId, [count, checksum]])),
    )
    console.log(
      `${total} updates, all recorded; event loop delayed by ${p99.toFixed(1)} ms at p99, ${most.toFixed(0)} ms at most; ${grown.toFixed(0)} MB more`,
    )
    expect(total).toBeGreaterThan(RATE * SECONDS * 0.9)
    expect(p99).toBeLessThanOrEqual(MOST_DELAY)
  } finally {
    await stage.close()
    child.send('close')
    await once(child, 'exit')
    await Promise.all([storm.remove(), thread.remove()])
  }
}, 300_000)

/** Reads the journal in parts, because the size of an export is limited. */
async function everything(
  database: Awaited<ReturnType<typeof openOrderFeed>>['database'],
): Promise<readonly ExportedLine[]> {
  const lines: ExportedLine[] = []
  for (let after = 0; ; ) {
    const rows = await database.read({
      sql: 'SELECT id, source, order_id, said FROM journal LEFT JOIN journal_said USING (id) WHERE id > ? ORDER BY id LIMIT 5000',
      parameters: [after],
    })
    for (const { id, source, order_id, said } of rows) {
      after = Number(id)
      const about = { id: after, at: 0, kind: 'update', source: String(source), orderId: String(order_id) }
      lines.push({ ...about, status: '', text: '', ...(said !== null && { raw: JSON.parse(String(said)) }) })
    }
    if (rows.length === 0) return lines
  }
}
