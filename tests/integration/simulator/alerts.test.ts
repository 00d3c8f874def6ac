import { expect, test } from 'vitest'
import type { HttpClient } from './http-client.ts'
import { runningGateway } from './running-gateway.ts'

const path = 'iserver/account/DU1234567/alert'
const condition = { conidex: '8314@NYSE', logicBind: 'n', operator: '>=', triggerMethod: '0', type: 1, value: '500' }
const alert = {
  ...{ alertName: 'High', alertMessage: 'IBM is high', alertRepeatable: 0, outsideRth: 1, tif: 'GTC' },
  conditions: [condition],
}

const make = async (client: HttpClient, body: object = alert) =>
  ((await client.post(path, body)).body as { order_id: number }).order_id
/** Lists the alerts except the one that was created in TWS. */
const listed = async (client: HttpClient) => {
  const { body } = await client.get('iserver/account/DU1234567/alerts')
  return (body as readonly { alert_name: string }[]).filter(({ alert_name }) => alert_name !== 'SPY below 600')
}
const details = async (client: HttpClient, id: number) => (await client.get(`iserver/account/alert/${id}?type=Q`)).body

test('creates, lists, reads, changes, deactivates and deletes an alert', async () => {
  const { client } = await runningGateway({ alertOperators: 'accepted' })
  const id = await make(client)
  expect(await listed(client)).toMatchObject([{ order_id: id, alert_name: 'High', alert_active: 1 }])
  expect(await details(client, id)).toMatchObject({
    alert_message: 'IBM is high',
    condition_size: 1,
    conditions: [{ condition_type: 1, conidex: '8314@NYSE', contract_description_1: 'IBM', condition_value: '500' }],
  })
  expect((await client.post(path, { ...alert, orderId: id, alertMessage: 'Higher' })).body).toMatchObject({
    success: true,
    order_id: id,
  })
  expect(await details(client, id)).toMatchObject({ alert_message: 'Higher' })
  expect((await client.post(`${path}/activate`, { alertId: id, alertActive: 0 })).body).toMatchObject({ success: true })
  expect(await listed(client)).toMatchObject([{ alert_active: 0 }])
  expect((await client.delete(`${path}/${id}`)).body).toMatchObject({ success: true, text: 'Request was submitted' })
  expect(await listed(client)).toEqual([])
})

test('deletes every alert of the account if the number is 0', async () => {
  const { client } = await runningGateway({ alertOperators: 'accepted' })
  await make(client)
  await make(client)
  expect(await client.delete(`${path}/0`)).toMatchObject({ status: 200, body: { success: true } })
  expect(await listed(client)).toEqual([])
})

test("rejects a new name, an invalid condition and an unknown alert with the server's texts", async () => {
  const { client } = await runningGateway({ alertOperators: 'accepted' })
  const id = await make(client)
  const refused = (error: string) => ({ status: 500, body: { error } })
  expect(await client.post(path, { ...alert, orderId: id, alertName: 'Low' })).toMatchObject(
    refused('Alert name cannot be modified'),
  )
  expect(await client.post(path, { ...alert, conditions: [{ ...condition, operator: 'abc' }] })).toMatchObject(
    refused("Condition #1:can't recognize fix [abc]"),
  )
  const unavailable = { status: 503, body: { error: 'Service Unavailable' } }
  expect(await client.post(`${path}/activate`, { alertId: 1, alertActive: 1 })).toMatchObject(unavailable)
  expect(await client.delete(`${path}/1`)).toMatchObject(refused("failed to delete alert: Alert 1 doesn't exist"))
  expect(await client.get('iserver/account/alert/1?type=Q')).toMatchObject({
    status: 200,
    body: { error: 'Alert with order ID=1 not found.' },
  })
  expect(await client.get(`iserver/account/alert/${id}`)).toMatchObject({
    status: 400,
    body: { error: 'Bad Request: orderId and type are required', statusCode: 400 },
  })
  expect(await listed(client)).toMatchObject([{ alert_name: 'High' }])
})

test('has one mobile alert, which gets a new number when it is changed and is reset when it is deleted', async () => {
  const { client } = await runningGateway({ alertOperators: 'accepted' })
  const mobile = async () => (await client.get('iserver/account/mta')).body as { order_id: number; tool_id: number }
  const before = await mobile()
  const change = {
    ...alert,
    alertName: 'MTA (AutoAlert)',
    orderId: before.order_id,
    tif: 'GTD',
    expireTime: '20270101-12:00:00',
  }
  expect((await client.post(path, change)).body).toMatchObject({ success: true })
  const changed = await mobile()
  expect(changed).toMatchObject({ tool_id: before.tool_id, tif: 'GTD', expire_time: '20270101-12:00:00' })
  expect(changed.order_id).not.toBe(before.order_id)
  await client.delete(`${path}/${changed.order_id}`)
  expect(await mobile()).toMatchObject({ tool_id: before.tool_id, tif: 'GTC', alert_active: 1 })
  expect(await listed(client)).toEqual([])
})

test.each([
  ['>=', 403, expect.stringContaining('Access Denied')],
  ['<=', 403, expect.stringContaining('Access Denied')],
  ['!=', 403, expect.stringContaining('Access Denied')],
  ['>', 500, { error: "Condition #1:can't recognize fix [>]" }],
  ['=', 500, { error: "Condition #1:can't recognize fix [=]" }],
])('rejects an alert with the operator %s', async (operator, status, body) => {
  const { client } = await runningGateway()
  const response = await client.post(path, { ...alert, conditions: [{ ...condition, operator }] })
  expect(response).toMatchObject({ status, body })
  expect(await listed(client)).toEqual([])
})

test('rejects an operator in the name of an alert, but reads and deletes such an alert created in TWS', async () => {
  const { client } = await runningGateway()
  expect(await client.post(path, { ...alert, alertName: 'a>=b', conditions: [] })).toMatchObject({ status: 403 })
  const [own] = (await client.get('iserver/account/DU1234567/alerts')).body as readonly { order_id: number }[]
  expect(await details(client, own?.order_id ?? 0)).toMatchObject({ alert_name: 'SPY below 600' })
  expect(await client.delete(`${path}/${own?.order_id}`)).toMatchObject({ status: 200, body: { success: true } })
})

test('changes the number of the mobile alert at each read if the option observedOnce is set', async () => {
  const idsOf = async (client: HttpClient) => {
    const read = async () => (await client.get('iserver/account/mta')).body as { order_id: number; tool_id: number }
    const [one, other] = [await read(), await read()]
    return { sameTool: one.tool_id === other.tool_id, sameOrder: one.order_id === other.order_id }
  }
  const { client } = await runningGateway()
  expect(await idsOf(client)).toEqual({ sameTool: true, sameOrder: true })
  const { client: changing } = await runningGateway({ observedOnce: ['mobile-alert-ids'] })
  expect(await idsOf(changing)).toEqual({ sameTool: true, sameOrder: false })
})
