import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'
import { type BenchmarkFigure, boundedFigure } from '../benchmark-figure.ts'
import { orderListTimes } from './recording-proxy.ts'
import { shownRows } from './row-samples.ts'
import type { StormGateway } from './storm-gateway.ts'

/** A row that is wrong for a longer time in ms counts as permanently wrong. */
const LONGEST_MS = 60_000

/**
 * Drops the socket at 2,000 updates a second, and measures the time until the rows equal the server's orders after the
 * snapshot.
 */
export async function measureReconnect(page: Page, gateway: StormGateway): Promise<readonly BenchmarkFigure[]> {
  await gateway.storm(2_000, 1_000)
  await wait(3_000)
  gateway.wire.begin()
  const droppedAt = performance.timeOrigin + performance.now()
  const repaired = page.evaluate(async () => {
    let wasOpen = false
    const isRepaired = (): boolean => {
      const isOpen = document.querySelector<HTMLElement>('.feed-gaps')?.dataset['tone'] === 'warn'
      wasOpen ||= isOpen
      return wasOpen && !isOpen
    }
    return performance.timeOrigin + (await frameAfter(isRepaired, 'a gap of the order feed, reconciled'))
  })
  await gateway.dropSockets()
  const repairedAt = await repaired
  const read = orderListTimes(await gateway.wire.pieces()).filter((at) => at > droppedAt && at <= repairedAt)
  const first = read[0] ?? Number.NaN
  await gateway.calm()
  const calmAt = performance.now()
  const serverOrders = await gateway.serverOrders()
  let wrong = await wrongRows(page, serverOrders)
  while (wrong > 0 && performance.now() - calmAt < LONGEST_MS) wrong = await wrongRows(page, serverOrders)
  const settled = performance.now() - calmAt
  process.stderr.write(
    `Reconnect: repaired ${((repairedAt - droppedAt) / 1_000).toFixed(1)} s after the drop, ${serverOrders.size} orders\n`,
  )
  return [
    boundedFigure(
      'reconnect with 1,000 open orders: the gap repaired after the first non-empty snapshot',
      'ms',
      repairedAt - first,
      3_000,
    ),
    boundedFigure(
      'in it: every visible row equal to the order of the server, after its last change',
      'ms',
      settled,
      3_000,
    ),
    boundedFigure('in it: visible rows that stay wrong', 'rows', wrong, 0),
  ]
}

/** Counts the visible rows that differ from the server's orders. */
async function wrongRows(page: Page, serverOrders: ReadonlyMap<string, string>): Promise<number> {
  const rows = await shownRows(page)
  return [...rows].filter(([id, shown]) => serverOrders.has(id) && serverOrders.get(id)?.replaceAll(',', '') !== shown)
    .length
}
