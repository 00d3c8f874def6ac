import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { NO_RAILS } from '../../../src/shared/domain/guard-rails.ts'
import type { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { type PracticeHost, startPracticeHost } from '../../process/practice-host.ts'
import { propertyRuns } from '../../process/property-runs.ts'

let host: PracticeHost
let accountId: string
beforeAll(async () => {
  host = await startPracticeHost()
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const state = host.view()?.state
  accountId = state?.kind === 'ready' ? state.accounts.selected : ''
})
afterAll(() => host.close())

test('no order leaves the host beyond the limit of orders per minute, and no other order is stopped', async () => {
  const request = fc.record({ size: fc.integer({ min: 1, max: 3 }), pause: fc.integer({ min: 0, max: 5 }) })
  const runs = fc.record({
    action: fc.constantFrom('warn', 'refuse'),
    limit: fc.integer({ min: 1, max: 6 }),
    requests: fc.array(request, { minLength: 2, maxLength: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(runs, async ({ action, limit, requests }) => {
      const rails = { ...NO_RAILS, ordersPerMinute: { action, limit } } as const
      await host.client.call('guardRails.change', { profileId: 'practice', rails })
      host.clock.skip(61_000)
      let [now, left] = [0, [] as readonly number[]]
      for (const { size, pause } of requests) {
        // A multiple of 7 s is never close to a minute.
        now += 7 * pause
        host.clock.skip(7_000 * pause)
        await host.until('the session is ready', () => host.view()?.state.kind === 'ready', 120)
        host.simulator.record.clear()
        const row = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 1, quantity: 1, tif: 'DAY' }
        const body = JSON.stringify({ orders: Array.from({ length: size }, () => row) })
        const path = `/iserver/account/${accountId}/orders`
        const request = { method: 'POST', path, query: [], body } as const
        const [code, replyId] = await host.client.callBytes('requests.send', request).then(
          ({ output }) => ['sent', output.question?.replyId],
          (error: unknown) => [(error as RpcError).code],
        )
        // The next order would be refused while a question is open.
        if (replyId !== undefined) await host.client.call('orders.reply', { replyId, confirmed: false })
        const sent = host.simulator.record.requests({ method: 'POST', path: /\/orders$/ }).length
        left = left.filter((at) => now - at < 60)
        const isAllowed = left.length + size <= limit
        const stopped = action === 'refuse' ? 'guard-rail-refused' : 'guard-rail-warning'
        expect({ code, sent }).toEqual(isAllowed ? { code: 'sent', sent: 1 } : { code: stopped, sent: 0 })
        if (isAllowed) left = [...left, ...Array.from({ length: size }, () => now)]
      }
    }),
    { numRuns: propertyRuns(60) },
  )
}, 60_000)

test('no reply to a question leaves the host when its order exceeds the limits of that time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), async (quantity, limit) => {
      await host.client.call('guardRails.change', { profileId: 'practice', rails: NO_RAILS })
      // The lease of a question of the last run ends.
      host.clock.skip(61_000)
      const order = {
        accountId,
        conid: 265598,
        side: 'BUY',
        orderType: 'LMT',
        price: 1,
        quantity,
        timeInForce: 'DAY',
      } as const
      const question = await host.client.call('orders.place', order)
      if (question.kind !== 'question') throw new Error(JSON.stringify(question))
      const rails = { ...NO_RAILS, quantity: { action: 'refuse', limit } } as const
      await host.client.call('guardRails.change', { profileId: 'practice', rails })
      host.simulator.record.clear()
      const { replyId } = question
      const code = await host.client.call('orders.reply', { replyId, confirmed: true }).then(
        () => 'sent',
        (error: unknown) => (error as RpcError).code,
      )
      expect(code).toBe(quantity > limit ? 'guard-rail-refused' : 'sent')
      expect(host.simulator.record.requests({ path: /\/iserver\/reply\// })).toHaveLength(quantity > limit ? 0 : 1)
      await host.client.call('orders.reply', { replyId, confirmed: false }).catch(() => undefined)
    }),
    { numRuns: propertyRuns(60) },
  )
}, 60_000)
