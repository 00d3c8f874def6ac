import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { Database } from '../../src/host/database/database.ts'
import { saveSettings } from '../../src/host/profiles/settings.ts'
import type { ConsoleOrder } from '../../src/shared/domain/console-orders.ts'
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.ts'
import { startConsole } from './console-process.ts'
import { inThreadDatabase } from './in-thread-database.ts'
import { openWindow } from './open-window.ts'

/** Number of frames that the simulator records for the check. */
const FRAMES = 100_000

/**
 * Number of transitions that were published as journaled before the console was killed, and number of transitions in
 * its journal.
 */
export interface KillResult {
  readonly shown: number
  readonly journaled: number
}

/**
 * Kills a real console during a burst of order updates. Checks that its journal contains everything that was published
 * as journaled. For each order, the journal must start with the transitions that were sent, unchanged and without gaps.
 */
export async function killWhileJournaling(rate: number): Promise<KillResult> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-kill-'))
  const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, recordLimit: FRAMES })
  const profile = { kind: 'gateway', id: 'gateway', name: 'Gateway', url: simulator.apiUrl } as const
  saveSettings(home, { schemaVersion: 1, selectedProfileId: 'gateway', profiles: [profile] })
  const program = await startConsole({ home })
  try {
    const window = await openWindow(program.url)
    const shown = new Map<string, ConsoleOrder>()
    let health = ''
    // An order of a journal that is late, as on a busy machine, is published with `journaled: false`.
    const show = (order: ConsoleOrder): void => {
      if (order.journaled !== false) shown.set(order.orderId, order)
    }
    window.client.open(
      'orders.feed',
      {},
      {
        snapshot: (snapshot) => {
          health = snapshot.status.health.kind
          for (const order of snapshot.orders) show(order)
        },
        items: (batch) => {
          for (const item of batch) {
            if (item.kind === 'order') show(item.order)
            if (item.kind === 'status') health = item.status.health.kind
          }
        },
        closed: () => undefined,
      },
    )
    const transitions = (): number => [...shown.values()].reduce((sum, order) => sum + order.transitionCount, 0)
    await expect.poll(() => health, { timeout: 40_000 }).toBe('streaming')
    const end = simulator.controls.startScenario(`storm:${rate},0,50`)
    await expect.poll(transitions, { timeout: 40_000, interval: 5 }).toBeGreaterThan(rate)
    await wait(Math.random() * 100)
    await program.stop('SIGKILL')
    end()
    return { shown: transitions(), journaled: await checkJournal(home, simulator, shown) }
  } finally {
    await program.stop('SIGKILL')
    await simulator.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Compares the journal with what was shown. Returns the number of transitions in the journal. */
async function checkJournal(
  home: string,
  simulator: Simulator,
  shown: ReadonlyMap<string, ConsoleOrder>,
): Promise<number> {
  const database = new Database(inThreadDatabase, join(home, 'console.db'), ({ cause }) => expect.fail(cause))
  const rows = await database.read({
    sql: 'SELECT order_id, is_event, source, said FROM journal LEFT JOIN journal_said USING (id) ORDER BY id',
  })
  await database.close()
  const transitions = new Map<string, number>()
  const streamed = new Map<string, string[]>()
  for (const { order_id, is_event, source, said } of rows) {
    const id = String(order_id)
    if (is_event === 1) transitions.set(id, (transitions.get(id) ?? 0) + 1)
    if (source === 'stream') streamed.set(id, [...(streamed.get(id) ?? []), String(said)])
  }
  for (const { orderId, transitionCount: count } of shown.values()) {
    expect(transitions.get(orderId), `transitions of ${orderId}`).toBeGreaterThanOrEqual(count)
  }
  const sent = sentBy(simulator)
  for (const [orderId, texts] of streamed) expect(texts).toEqual(sent.get(orderId)?.slice(0, texts.length))
  return [...transitions.values()].reduce((sum, count) => sum + count, 0)
}

function sentBy(simulator: Simulator): ReadonlyMap<string, readonly string[]> {
  const sent = new Map<string, string[]>()
  for (const { text } of simulator.record.frames({ direction: 'out', topic: 'sor' })) {
    for (const order of (JSON.parse(text) as { args: readonly { orderId: number }[] }).args) {
      const id = String(order.orderId)
      sent.set(id, [...(sent.get(id) ?? []), JSON.stringify(order)])
    }
  }
  return sent
}
