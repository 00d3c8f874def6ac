import { expect, test } from 'vitest'
import type { HttpClient } from './http-client.ts'
import { runningGateway } from './running-gateway.ts'

interface Notification {
  readonly ID: string
  readonly R: number
  readonly FC: string
  readonly D: string
}

const notifications = async (client: HttpClient, query: string) =>
  (await client.get(`fyi/notifications?${query}`)).body as readonly Notification[]
/** Starts a gateway with a running notification service. */
async function awake() {
  const gateway = await runningGateway()
  await gateway.client.get('fyi/settings')
  return gateway
}
const unread = async (client: HttpClient) => (await client.get('fyi/unreadnumber')).body

test('marks a notification as read and lowers the unread count', async () => {
  const { client } = await awake()
  expect(await unread(client)).toEqual({ BN: 4 })
  const [first] = await notifications(client, 'max=1')
  expect(first).toMatchObject({ R: 0, D: expect.stringMatching(/^\d{10}\.0$/) })
  expect((await client.put(`fyi/notifications/${first?.ID}`)).body).toEqual({ V: 1, T: 5, P: { R: 1, ID: first?.ID } })
  expect(await unread(client)).toEqual({ BN: 3 })
  expect(await notifications(client, 'max=1')).toMatchObject([{ ID: first?.ID, R: 1 }])
})

test('returns at most ten notifications, newest first, and continues after a given notification', async () => {
  const { client } = await awake()
  const page = await notifications(client, 'max=50')
  expect(page).toHaveLength(10)
  expect(page.map(({ D }) => Number(D))).toEqual(page.map(({ D }) => Number(D)).sort((a, b) => b - a))
  const rest = await notifications(client, `max=10&id=${page.at(-1)?.ID}`)
  expect(rest).toHaveLength(4)
  expect((await client.get(`fyi/notifications/more?id=${page.at(-1)?.ID}`)).body).toEqual(rest)
})

test('filters notifications by included and excluded kinds', async () => {
  const { client } = await awake()
  expect((await notifications(client, 'max=10&include=PF')).map(({ FC }) => FC)).toEqual(['PF', 'PF', 'PF'])
  expect((await notifications(client, 'max=10&exclude=PF,DA')).some(({ FC }) => FC === 'PF' || FC === 'DA')).toBe(false)
})

test('disables a kind and marks its disclaimer as read, and also acknowledges an unknown kind', async () => {
  const { client } = await runningGateway()
  const setting = async () => {
    const { body } = await client.get('fyi/settings')
    return (body as readonly { FC: string }[]).find(({ FC }) => FC === 'BA')
  }
  expect(await setting()).toMatchObject({ A: 1, H: 0 })
  const done = { V: 1, T: 10 }
  expect((await client.post('fyi/settings/BA', { enabled: false })).body).toEqual(done)
  expect((await client.put('fyi/disclaimer/BA')).body).toEqual(done)
  expect(await setting()).toMatchObject({ A: 0, H: 1 })
  expect((await client.post('fyi/settings/XX', { enabled: false })).body).toEqual(done)
})

test('adds and removes devices, and returns an HTML error page when it deletes an unknown device', async () => {
  const { client } = await runningGateway()
  await client.post('fyi/deliveryoptions/device', {
    deviceName: 'Phone',
    deviceId: 'D1',
    uiName: 'Mine',
    enabled: true,
  })
  await client.put('fyi/deliveryoptions/email?enabled=false')
  expect((await client.get('fyi/deliveryoptions')).body).toEqual({
    E: [{ NM: 'Phone', I: 'D1', UI: 'Mine', A: 1 }],
    M: 0,
  })
  expect(await client.delete('fyi/deliveryoptions/D1')).toMatchObject({ status: 200, body: '' })
  expect(await client.delete('fyi/deliveryoptions/D1')).toMatchObject({
    status: 404,
    contentType: 'text/html;charset=utf-8',
  })
})

test('serves notifications without a brokerage session', async () => {
  const { client, simulator } = await awake()
  simulator.controls.endBrokerageSession()
  expect(await unread(client)).toEqual({ BN: 4 })
})

test.each([
  ['fyi/unreadnumber', 423],
  ['fyi/notifications?max=5', 503],
])('responds to the first call of a session to %s with status %i', async (path, status) => {
  const { client } = await runningGateway()
  expect(await client.get(path)).toMatchObject({ status, body: { status: 'waiting for reply' } })
  expect((await client.get(path)).status).toBe(200)
})
