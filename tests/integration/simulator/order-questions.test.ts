import { expect, test } from 'vitest'
import { firstIdOf, orderGateway, ordersPath, smallOrder } from './order-gateway.ts'

const near = { ...smallOrder, conid: 8314, price: 296 }

test.each([
  ['nothing for a small order at the market', near, []],
  ['o10151 for a market order', { ...near, orderType: 'MKT' }, ['o10151']],
  ['o10152 for a stop', { ...near, orderType: 'STP', price: 310 }, ['o10152']],
  ['o10152 and o403 for a stop that is reached', { ...near, orderType: 'STP', price: 250 }, ['o10152', 'o403']],
  ['o10331 for a trailing stop', { ...near, orderType: 'TRAIL', trailingAmt: 2, trailingType: '%' }, ['o10331']],
  ['o2165 for fractions outside hours', { ...near, quantity: 0.5, outsideRTH: true }, ['o2165']],
  ['o354 where there is no market data', { ...near, conid: 43645865, price: 69 }, ['o354']],
  ['o383 and o451 for many shares', { ...near, quantity: 650 }, ['o383', 'o451']],
  [
    'o10153 for a market order beyond what is shown',
    { ...near, orderType: 'MKT', quantity: 5000 },
    expect.arrayContaining(['o10153']),
  ],
])('asks the question %s', async (_, order, ids) => {
  const { simulator, confirmed } = await orderGateway()
  simulator.controls.setPrice('IBM', 296)
  simulator.controls.setPrice('IBKR', 69)
  expect((await confirmed(order)).asked).toEqual(ids)
})

test('asks about every order of a bracket before any order becomes active', async () => {
  const { confirmed } = await orderGateway()
  const exit = { ...smallOrder, side: 'SELL', parentId: 'entry', tif: 'GTC' }
  const { asked, response } = await confirmed(
    { ...smallOrder, cOID: 'entry' },
    { ...exit, price: 300 },
    { ...exit, orderType: 'STP', price: 100 },
  )
  expect(asked).toEqual(['o163', 'o163', 'o10152'])
  expect(response.body).toHaveLength(3)
})

test('accepts unknown ids of questions to suppress, and rejects more than 51 ids per request', async () => {
  const { client, place } = await orderGateway()
  const suppress = (messageIds: readonly string[]) => client.post('iserver/questions/suppress', { messageIds })
  expect(await suppress(Array.from({ length: 52 }, (_, at) => `o${at}`))).toMatchObject({ status: 400 })
  expect((await suppress(['o163', 'nobody-knows-this'])).body).toEqual({ status: 'submitted' })
  expect((await place(smallOrder)).body).toMatchObject([{ order_status: 'PreSubmitted' }])
})

test('clears suppressed questions in a new brokerage session', async () => {
  const { simulator, client, place } = await orderGateway()
  await client.post('iserver/questions/suppress', { messageIds: ['o163'] })
  simulator.controls.endBrokerageSession()
  await client.post('iserver/auth/ssodh/init', { publish: true, compete: true })
  await client.get('iserver/accounts')
  expect((await place(smallOrder)).body).toMatchObject([{ messageIds: ['o163'] }])
})

test('removes the warning of the preview if o354 is suppressed', async () => {
  const { client } = await orderGateway()
  const warning = async () =>
    ((await client.post(`${ordersPath}/whatif`, { orders: [smallOrder] })).body as { warn: unknown }).warn
  expect(await warning()).toMatch(/^21\//)
  await client.post('iserver/questions/suppress', { messageIds: ['o354'] })
  expect(await warning()).toBeNull()
  await client.post('iserver/questions/suppress/reset')
  expect(await warning()).toMatch(/^21\//)
})

test('states in the error of a preview why an order would be rejected', async () => {
  const { client } = await orderGateway()
  const { body } = await client.post(`${ordersPath}/whatif`, { orders: [{ ...smallOrder, price: 900 }] })
  expect(body).toMatchObject({ error: expect.stringContaining('We cannot accept an order at the limit price') })
})

test.each([
  ['another order', { price: 201 }, undefined],
  ['a preview', undefined, 'whatif'],
  ['a cancel', undefined, 'cancel'],
])('rejects a reply to an order question after %s closed the question', async (_, order, call) => {
  const { client, place, reply } = await orderGateway()
  const stale = firstIdOf((await place(smallOrder)).body)
  if (order !== undefined) await place({ ...smallOrder, ...order })
  if (call === 'whatif') await client.post(`${ordersPath}/whatif`, { orders: [smallOrder] })
  if (call === 'cancel') await client.delete('iserver/account/DU1234567/order/1')
  expect(await reply(stale)).toMatchObject({ status: 503, body: { error: 'Service Unavailable', statusCode: 503 } })
})

test('closes a question after a read only with the option repliesVoidedBy: any-call', async () => {
  for (const repliesVoidedBy of ['order-calls', 'any-call'] as const) {
    const { client, place, reply } = await orderGateway({ repliesVoidedBy })
    expect((await reply(firstIdOf((await place(smallOrder)).body))).body).toMatchObject([
      { order_status: 'PreSubmitted' },
    ])
    const id = firstIdOf((await place(smallOrder)).body)
    await client.get('portfolio/accounts')
    expect((await reply(id)).status).toBe(repliesVoidedBy === 'any-call' ? 503 : 200)
  }
})

test('keeps a prompted order Inactive until a valid answer, which submits or cancels it', async () => {
  const { simulator, client, place, status } = await orderGateway({ askQuestions: false })
  const answer = (body: object) => client.post('iserver/notification', body)
  for (const [text, becomes] of [
    ['Use it', 'Submitted'],
    ['Do not', 'Cancelled'],
  ] as const) {
    simulator.controls.promptNextOrder({ text: 'Use the algo?', options: ['Use it', 'Do not'] })
    const rejected = (await place(smallOrder)).body as { orderId: number; reqId: string }
    expect(rejected).toEqual({
      orderId: expect.any(Number),
      reqId: expect.any(String),
      dismissable: [],
      text: 'Use the algo?',
      options: ['Use it', 'Do not'],
      type: 'M',
      messageId: 'p12',
      prompt: true,
    })
    const { orderId, reqId } = rejected
    expect(await status(orderId)).toMatchObject({ order_status: 'Inactive' })
    expect(await answer({ orderId, reqId, text: 'Perhaps' })).toMatchObject({ status: 200, body: 'Success' })
    expect(await status(orderId)).toMatchObject({ order_status: 'Inactive' })
    expect(await answer({ orderId, reqId, text })).toMatchObject({ status: 200, body: 'Request was submitted' })
    await expect.poll(() => status(orderId)).toMatchObject({ order_status: becomes })
  }
  expect((await answer({ orderId: 1 })).status).toBe(400)
})

test.each([
  ['a body that breaks off', '{"confirmed":tr', 'Failed to parse body as JSON.'],
  ['no body', '', "body can't be empty"],
  ['neither yes nor no', '{}', 'confirmed is required'],
  ['a yes in quotes', '{"confirmed":"true"}', 'confirmed is not valid: true'],
])('returns 400 for a reply with %s, and keeps the question open', async (_, body, problem) => {
  const { client, rows, reply } = await orderGateway()
  const [question] = await rows(smallOrder)
  const spoilt = await client.send('POST', `iserver/reply/${question?.id}`, body)
  expect(spoilt.status).toBe(400)
  expect(JSON.stringify(spoilt.body)).toContain(problem)
  expect((await reply(question?.id ?? '')).body).toMatchObject([{ order_status: 'PreSubmitted' }])
})
