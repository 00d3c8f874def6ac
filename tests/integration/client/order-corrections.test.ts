import { describe, expect, it } from 'vitest'
import type { Orders } from '../../../src/client/index.ts'
import { type Supervised, supervise, waitForSocket } from './simulator-fixture.ts'

const polled = { timeout: 20_000, interval: 5 }

/** Places an order that is filled, and follows it. `freeze`: IBKR's list repeats the state before the fill from then on. */
async function followFilledOrder({ freeze }: { readonly freeze: boolean }) {
  const supervised = await supervise({ fillSeconds: 0.05 })
  const { simulator, session, clock } = supervised
  await waitForSocket(session)
  const { controls, record } = simulator
  controls.setPrice('AAPL', 250)
  const number = controls.addOrder({ symbol: 'AAPL', side: 'BUY', quantity: 5, price: 249 })
  const orderId = String(number)
  const followed = { statuses: [] as (string | undefined)[], listed: [] as unknown[], texts: [] as string[] }
  let last: Orders | undefined
  session.streams.orders().subscribe((value) => {
    last = value
    followed.statuses.push(value.orders.get(orderId)?.status)
    for (const event of value.events) {
      if (event.orderId !== orderId) continue
      if (value.source !== 'stream') followed.listed.push((event.row as { readonly status?: string }).status)
      if (event.transition !== undefined) followed.texts.push(event.transition.text)
    }
  })
  const skip = (until: () => boolean): Promise<void> => skipUntil(supervised, until)
  await skip(() => last?.isComplete === true && last.orders.get(orderId)?.status === 'Submitted')
  if (freeze) controls.freezeOrderList()
  controls.setPrice('AAPL', 248)
  await expect.poll(() => last?.orders.get(orderId)?.status, polled).toBe('Filled')
  for (const list of [followed.statuses, followed.listed, followed.texts]) list.length = 0
  const forcedReads = () =>
    record.requests({ path: '/iserver/account/orders' }).filter(({ query }) => query.includes('force=true')).length
  return { controls, clock, session, number, order: () => last?.orders.get(orderId), followed, skip, forcedReads }
}

/** Skips time in short steps until a condition holds, because IBKR's pacing allows one order read in five seconds. */
async function skipUntil({ clock }: Supervised, until: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !until(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (!until()) clock.skip(500)
  }
  expect(until()).toBe(true)
}

describe('order that IBKR’s list contradicts', () => {
  it('stays filled if the list after a gap is older than the fill, which then is read again', async () => {
    const { controls, session, order, followed, skip, forcedReads } = await followFilledOrder({ freeze: true })
    controls.dropSockets()
    await skip(() => followed.listed.includes('Submitted'))
    await waitForSocket(session)
    expect(order()).toMatchObject({ status: 'Filled', filled: 5 })
    // The contradiction causes a forced read, after which the list is no longer older.
    await skip(() => followed.listed.includes('Filled'))
    expect(forcedReads()).toBe(1)
    expect(new Set(followed.statuses)).toEqual(new Set(['Filled']))
    expect(followed.texts).toEqual([])
  })

  it('works again after its fills were busted without a frame, within one poll of the list', async () => {
    const { controls, clock, number, order, followed, skip, forcedReads } = await followFilledOrder({ freeze: false })
    controls.setPrice('AAPL', 250)
    controls.bustFills(number)
    const before = clock.skipped
    await skip(() => order()?.status === 'Submitted')
    expect(clock.skipped - before).toBeLessThan(80_000)
    expect(order()).toMatchObject({ status: 'Submitted', filled: 0, remaining: 5 })
    expect(followed.texts).toEqual([expect.stringMatching(/^Corrected, .*Submitted/)])
    expect(forcedReads()).toBe(1)
  })
})
