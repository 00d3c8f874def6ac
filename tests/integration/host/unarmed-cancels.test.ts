import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'
import { skipUntil } from '../client/skippable-clock.ts'

const ACCOUNTS = ['U1234567', 'U7654321']
const waitId = '22222222-2222-4222-8222-222222222222'

let host: PracticeHost
afterEach(() => host.close())

/** Opens a LIVE profile that is not armed, and returns the id of an order in its list. */
async function start(): Promise<string> {
  host = await startGatewayHost({ loggedIn: true, accounts: ACCOUNTS, askQuestions: false })
  await vi.waitUntil(() => host.view()?.state.kind === 'ready', { timeout: 20_000 })
  const orderId = String(host.simulator.controls.addOrder({ symbol: 'AAPL', side: 'SELL', quantity: 5, price: 900 }))
  await vi.waitUntil(async () => {
    const { orders } = await firstSnapshot(host.client, 'orders.feed', {})
    return orders.some((order) => order.orderId === orderId && order.status === 'Submitted')
  })
  expect(host.view()).toMatchObject({ environment: 'live', arming: { kind: 'disarmed' }, cancelsNeedArming: false })
  host.simulator.record.clear()
  return orderId
}

const trading = () =>
  host.simulator.record
    .requests()
    .filter(({ method, path }) => method === 'DELETE' || /\/(?:orders?\/\d+|orders|reply\/.+)$/.test(path))
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/^.*account\//, '')}`)

const ARM = { code: 'not-armed', detail: { sent: false } }
const ticket = { accountId: 'U1234567', conid: 265598, side: 'SELL', orderType: 'MKT', quantity: 5 } as const

test('cancels a listed order while a LIVE profile is not armed, reports it outside the page and journals it', async () => {
  const orderId = await start()
  await host.client.call('orders.cancel', { accountId: 'U1234567', orderId })
  expect(trading()).toEqual([`DELETE U1234567/order/${orderId}`])
  expect(host.confirmed).toEqual([])
  expect(host.outside).toEqual([
    {
      title: 'Sent while not armed',
      text: expect.stringMatching(
        new RegExp(
          `^\\d\\d:\\d\\d:\\d\\d cancel of order ${orderId}: (?:BUY|SELL) [\\d,]+ AAPL \\(LIVE\\). If you did not do this, check your orders in TWS. Profile “Gateway”.$`,
        ),
      ) as string,
    },
  ])
  const { rows } = await host.client.call('journal.page', { query: { text: 'not armed' }, offset: 0, limit: 5 })
  expect(rows).toMatchObject([{ orderId, text: 'Cancel sent from this console while the profile was not armed' }])
  const { timeline } = await firstSnapshot(host.client, 'session.feed', {})
  expect(timeline.map(({ text }) => text)).toContain(`Cancel of order ${orderId}: sent while the profile is not armed.`)
})

test('sends nothing else while a profile is not armed: no unlisted order, no explorer, no reply, no change', async () => {
  const orderId = await start()
  const { client } = host
  const send = (method: 'DELETE' | 'POST', path: string) =>
    client.callBytes('requests.send', { method, path, query: [], ...(method === 'POST' && { body: '{}' }) })
  for (const refused of [
    client.call('orders.cancel', { accountId: 'U7654321', orderId }),
    client.call('orders.cancel', { accountId: 'U1234567', orderId: '7' }),
    client.call('orders.modify', { ...ticket, orderId, timeInForce: 'DAY' }),
    client.call('orders.place', { ...ticket, timeInForce: 'DAY' }),
    client.call('orders.reply', { replyId: 'abc', confirmed: false }),
    client.call('socket.send', { text: 'shs+exercise+{}' }),
    send('DELETE', `/iserver/account/U1234567/order/${orderId}`),
    send('DELETE', '/iserver/account/U1234567/order/-1'),
    send('POST', `/iserver/account/U1234567/order/${orderId}`),
    send('POST', '/iserver/reply/abc'),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'not-armed' })
  await expect(
    client.call('orders.cancel', { accountId: 'U1234567', orderId, profileId: 'other' }),
  ).rejects.toMatchObject({ code: 'other-profile' })
  expect([trading(), host.outside]).toEqual([[], []])
})

test('sends a waiting cancel although the arming ends', async () => {
  const orderId = await start()
  const cancel = { accountId: 'U1234567', orderId, waitId }
  const isWaiting = async () => (await host.client.call('requests.keepWaiting', { waitId })).waiting
  host.simulator.controls.faults.add(`429@/iserver/account/U1234567/order/${orderId},times=1`)
  await host.client.call('orders.cancel', cancel).catch(() => undefined)
  await host.client.call('safety.arm', {})
  host.simulator.record.clear()
  const waiting = host.client.call('orders.cancel', cancel)
  await vi.waitUntil(isWaiting)
  await host.client.call('safety.disarm', {})
  await skipUntil(host.clock, waiting)
  expect(trading()).toEqual([`DELETE U1234567/order/${orderId}`])
})

test('requires arming if the profile says so, and ends that for a LIVE profile only after a confirmation', async () => {
  const orderId = await start()
  const rule = (needsArming: boolean) =>
    host.client.call('safety.changeCancelRule', { profileId: 'gateway', needsArming })
  await rule(true)
  await vi.waitUntil(() => host.view()?.cancelsNeedArming === true)
  expect(host.confirmed).toEqual([])
  await expect(host.client.call('orders.cancel', { accountId: 'U1234567', orderId })).rejects.toMatchObject(ARM)
  expect([trading(), host.outside]).toEqual([[], []])
  // A copy of the profile has the same rule. Older versions read the settings, which do not contain it.
  const copy = await host.client.call('profiles.duplicate', { id: 'gateway' })
  const rules = { gateway: { needsArming: true }, [copy.id]: { needsArming: true } }
  expect(await firstSnapshot(host.client, 'safety.cancelRules', {})).toEqual(rules)
  expect(JSON.parse(readFileSync(join(host.home, 'cancel-rules.json'), 'utf8'))).toMatchObject({ profiles: rules })
  expect(readFileSync(join(host.home, 'settings.json'), 'utf8')).not.toContain('needsArming')
  await rule(false)
  expect(host.confirmed).toEqual([
    {
      kind: 'cancel-without-arming',
      text: 'Allow cancels and the kill switch without arming. Profile “Gateway”.',
    },
  ])
  await host.client.call('orders.cancel', { accountId: 'U1234567', orderId })
  expect(trading()).toEqual([`DELETE U1234567/order/${orderId}`])
})
