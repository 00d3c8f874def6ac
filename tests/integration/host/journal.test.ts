import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type FeedFixture, mapShownOrders, openOrderFeed, readServerOrders } from '../../process/feed-fixture.ts'
import { isLongRun } from '../../process/long-run-tests.ts'
import { computeChecksums } from '../../process/order-update-checksums.ts'
import { type SkippableClock, skippableClock } from '../client/skippable-clock.ts'

let home: string
let clock: SkippableClock
let simulator: Simulator
let stage: FeedFixture

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-journal-'))
  clock = skippableClock()
  simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, clock, pacing: 'off' })
  stage = await openOrderFeed({ simulator, clock, home })
})
afterEach(async () => {
  await stage.close()
  await simulator.close()
  rmSync(home, { recursive: true, force: true })
})

const place = (): string =>
  String(simulator.controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 100, price: 1, tif: 'GTC' }))
const textsOf = async (orderId: string) => (await stage.feed.timeline(orderId)).transitions.map(({ text }) => text)
const isShown = (orderId: string, status: string) => (): boolean =>
  stage.view().orders.some((order) => order.orderId === orderId && order.status === status)

async function cancel(orderId: string): Promise<void> {
  await fetch(`${simulator.apiUrl}iserver/account/DU1234567/order/${orderId}`, { method: 'DELETE' })
}

describe('order journal', () => {
  test('returns the timeline of an order with times and sources', async () => {
    const orderId = place()
    await stage.until('the order', isShown(orderId, 'Submitted'), 10)
    const { transitions, earlier, gaps } = await stage.feed.timeline(orderId)
    expect(transitions.map(({ text, source }) => `${text} ${source}`)).toEqual([
      'Inactive stream',
      'PendingSubmit stream',
      'PreSubmitted stream',
      'Submitted stream',
    ])
    expect(transitions[0]?.serverTime).toBeGreaterThan(0)
    expect([earlier, gaps]).toEqual([0, []])
    const newest = await stage.feed.timeline(orderId, 2)
    expect([newest.transitions.map(({ text }) => text), newest.earlier]).toEqual([['PreSubmitted', 'Submitted'], 2])
    await expect(stage.feed.timeline('1')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('records one transition and one gap for a change during a restart, and nothing for an unchanged order', async () => {
    // The last update is later than the last read.
    clock.skip(20_000)
    const [unchanged, orderId] = [place(), place()]
    for (const id of [unchanged, orderId]) await stage.until('the orders', isShown(id, 'Submitted'), 10)
    const before = await textsOf(orderId)
    const lastUpdate = (await stage.feed.timeline(orderId)).transitions.at(-1)?.at ?? Number.NaN
    await stage.close()
    await cancel(orderId)
    clock.skip(60_000)
    stage = await openOrderFeed({ simulator, clock, home })
    await stage.until('the end of the order', isShown(orderId, 'Cancelled'), 10)
    expect(await textsOf(orderId)).toEqual([...before, 'Cancelled'])
    expect(await textsOf(unchanged)).toEqual(before)
    const { transitions, gaps } = await stage.feed.timeline(orderId)
    expect(transitions.at(-1)?.source).toBe('snapshot')
    expect(gaps).toMatchObject([{ from: expect.any(Number) as number, repairedAt: expect.any(Number) as number }])
    expect(gaps[0]?.from).toBeGreaterThanOrEqual(lastUpdate)
    expect((gaps[0]?.to ?? 0) - (gaps[0]?.from ?? 0)).toBeGreaterThan(59_000)
    // The gap lies before the session, so the order view does not contain it.
    expect(stage.view().gaps).toEqual([])
  })

  test('records gaps and their repairs in the journal', async () => {
    simulator.controls.dropSockets()
    await stage.until('the gap', () => stage.view().gaps.some(({ repairedAt }) => repairedAt !== undefined), 60)
    await stage.journal.writer.settled()
    const lines = await stage.exported()
    expect(lines.map(({ kind }) => kind).filter((kind) => kind !== 'update')).toEqual(['gap', 'repaired'])
  })

  test('searches and exports entries by account, symbol, status, time and text', async () => {
    const [first, second] = [place(), place()]
    await stage.until('the orders', isShown(second, 'Submitted'), 10)
    await cancel(first)
    await stage.until('the end', isShown(first, 'Cancelled'), 10)
    const found = async (query: Parameters<FeedFixture['exported']>[0]) =>
      (await stage.exported(query)).map(({ orderId, text }) => `${orderId} ${text}`)
    expect(await found({ status: 'cancelled' })).toEqual([`${first} Cancelled`])
    expect(await found({ orderId: first, text: 'pending cancel' })).toEqual([`${first} PendingCancel`])
    expect((await found({ symbol: 'aapl', account: 'DU1234567' })).length).toBeGreaterThan(8)
    await expect(found({ account: 'DU9' })).rejects.toMatchObject({ code: 'not-found' })
    const at = (await stage.exported({ status: 'Cancelled' }))[0]?.at ?? 0
    expect(await found({ since: at, orderId: first })).toContain(`${first} Cancelled`)
    await expect(found({ until: at - 3_600_000 })).rejects.toMatchObject({ code: 'not-found' })
    const { rows, total } = await stage.journal.page({ query: { orderId: first }, offset: 0, limit: 2 })
    expect([rows.map(({ text }) => text), total]).toEqual([['Cancelled', 'PendingCancel'], 6])
  })

  test("records every update of a burst by count and checksum, and the order view equals the server's orders", async () => {
    const [orders, updates] = isLongRun ? [200, 4_000] : [20, 400]
    const end = simulator.controls.startScenario(`storm:2000,0,${orders}`)
    const sent = (): number => simulator.record.counts().orderUpdates
    await expect.poll(sent, { interval: 20 }).toBeGreaterThan(updates)
    end()
    const recorded = async (): Promise<number> => {
      await stage.journal.writer.settled()
      const [row] = await stage.database.read({ sql: "SELECT count(*) AS n FROM journal WHERE source = 'stream'" })
      return Number(row?.['n'])
    }
    await expect.poll(recorded).toBe(sent())
    expect(computeChecksums(await stage.exported({ everything: true }))).toEqual(
      new Map(simulator.record.orderUpdates().map(({ orderId, count, checksum }) => [orderId, [count, checksum]])),
    )
    const expected = await readServerOrders(simulator)
    await expect.poll(() => mapShownOrders(stage.view())).toEqual(expected)
  })
})
