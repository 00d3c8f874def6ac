import { expect, test } from 'vitest'
import { createResponse, resultOf } from './trading-fixture.ts'

test("explains the rejection of a ticket's order in the history with IBKR's reason", () => {
  expect(resultOf('iserver/account/DU1/orders', createResponse({ error: 'No trading permissions' }))).toMatchObject({
    kind: 'rejected',
    message: 'No trading permissions',
    response: {
      head: { verdict: 'rejected', explanation: 'IBKR rejected the request with status 200: No trading permissions.' },
    },
  })
})

test('explains the rejection of a long response, which is read once', () => {
  const error = `${'No. '.repeat(3_000)}End`
  expect(resultOf('iserver/account/DU1/orders', createResponse({ error }))).toMatchObject({
    response: { head: { explanation: expect.stringMatching(/: No\. .*End\.$/) } },
  })
})

test('reports a declined question neither as a rejection nor as a success', () => {
  const declined = resultOf('iserver/reply/a', createResponse({ error: 'Order not confirmed' }), '{"confirmed":false}')
  expect(declined).toMatchObject({
    kind: 'rejected',
    response: { head: { verdict: 'declined', explanation: expect.stringMatching(/^You declined/) } },
  })
})

test('reports an accepted order without a rejection or an explanation, also if another one was refused', () => {
  const accepted = { order_id: '5', order_status: 'Submitted' }
  const result = resultOf('iserver/account/DU1/orders', createResponse([accepted]))
  expect(result).toMatchObject({ kind: 'accepted', response: { order: { rows: [{ orderId: '5' }] } } })
  expect(result).not.toHaveProperty('response.head.verdict')
  expect(result).not.toHaveProperty('response.head.explanation')
  const partly = [accepted, { order_id: '-1', order_status: 'Failed', text: 'Invalid price' }]
  expect(resultOf('iserver/account/DU1/orders', createResponse(partly))).toMatchObject({
    kind: 'accepted',
    response: { head: { verdict: 'rejected' } },
  })
})

test('reads no order from a response with an invalid character, which may be part of its id', () => {
  const response = createResponse([{ order_id: '5é', order_status: 'Submitted' }])
  expect(resultOf('iserver/account/DU1/orders', response).kind).toBe('accepted')
  const damaged = Buffer.from(Buffer.from(response.body).toString('utf8'), 'latin1')
  expect(resultOf('iserver/account/DU1/orders', { ...response, body: damaged }).kind).toBe('unknown')
})

test('reports an order or a cancel as unknown if its response cannot be read', () => {
  const texts = [
    '',
    '{"order',
    '<html>Sign in</html>',
    '[]',
    '{}',
    Buffer.from([0x7b, 0xff, 0x7d]),
    'x'.repeat(300_000),
    // A longer response is never one about an order, and an invalid character may be part of its id.
    JSON.stringify([{ order_id: '5', order_status: 'Submitted' }]).padEnd(300_000),
    Buffer.concat([Buffer.from('[{"order_id":"5'), Buffer.from([0xff]), Buffer.from('","order_status":"Submitted"}]')]),
  ]
  for (const body of texts) {
    const response = { ...createResponse({}), body: Buffer.from(body) }
    expect(resultOf('iserver/account/DU1/orders', response), String(body).slice(0, 20)).toMatchObject({
      kind: 'unknown',
    })
    expect(resultOf('iserver/account/DU1/order/5', { ...response, method: 'DELETE' })).toMatchObject({
      kind: 'unknown',
      error: { code: 'outcome-unknown' },
    })
  }
  expect(resultOf('iserver/account/DU1/orders', createResponse({ error: 'Internal error' }, 500))).toMatchObject({
    kind: 'unknown',
    error: { code: 'outcome-unknown' },
  })
  // A request that changes no order needs no particular response.
  expect(resultOf('iserver/account/DU1/alert', { ...createResponse({}), body: Buffer.from('') })).toMatchObject({
    kind: 'accepted',
  })
})

test('returns a question without its labels, and a prompt as a rejection', () => {
  const question = { id: 'q', message: ['Sure?'], isSuppressed: false, messageIds: ['o163'], messageOptions: ['Yes'] }
  expect(resultOf('iserver/account/DU1/orders', createResponse([question]))).toMatchObject({
    kind: 'question',
    question: { kind: 'question', replyId: 'q', messages: ['Sure?'], messageIds: ['o163'] },
  })
  const prompt = { prompt: true, reqId: '7', orderId: '5', messageId: 'p12', text: 'Allow it?', options: ['Yes', 'No'] }
  expect(resultOf('iserver/account/DU1/orders', createResponse(prompt))).toMatchObject({
    kind: 'rejected',
    message: 'Allow it?',
  })
})

test('reports a status that excludes an effect as a rejection, with the error of the library', () => {
  expect(resultOf('iserver/account/DU1/orders', createResponse({ error: 'Bad tif' }, 400))).toMatchObject({
    kind: 'rejected',
    error: { code: 'upstream', detail: { status: 400 } },
  })
})

test('masks the secrets of a response before anything stores or shows it', () => {
  const result = resultOf('oauth/live_session_token', createResponse({ diffie_hellman_response: 'planted' }))
  expect(Buffer.from(result.response.bytes).toString()).not.toContain('planted')
})

test('reads only what the request can cause: an order, a cancel, or nothing about orders', () => {
  const order = [{ order_id: '5', order_status: 'Submitted' }]
  const cancel = { msg: 'Request was submitted', order_id: 5, conid: 1, account: 'DU1' }
  const [orders, one, alert] = [
    'iserver/account/DU1/orders',
    'iserver/account/DU1/order/5',
    'iserver/account/DU1/alert',
  ]
  for (const [method, path, body, status, kinds] of [
    ['POST', orders, order, 200, ['accepted', undefined]],
    ['DELETE', one, cancel, 200, [undefined, 'submitted']],
    ['POST', orders, order, 400, [undefined, undefined]],
    ['POST', orders, order, 101, [undefined, undefined]],
    ['POST', alert, order, 200, [undefined, undefined]],
    ['DELETE', one, order, 200, [undefined, undefined]],
    ['DELETE', one, cancel, 400, [undefined, undefined]],
    ['DELETE', alert, cancel, 200, [undefined, undefined]],
    ['POST', orders, { error: 'No', order_id: 5 }, 200, ['rejected', undefined]],
  ] as const) {
    const { response } = resultOf(path, { ...createResponse(body, status), method })
    expect([response.order?.kind, response.cancel?.kind], `${method} ${path} ${status}`).toEqual(kinds)
  }
})

test('reports a prompt about an order, and a refusal of any other request, as a rejection', () => {
  const prompt = { prompt: true, reqId: 'r1', orderId: 5, messageId: 'p12', text: 'Too large', options: ['OK'] }
  expect(resultOf('iserver/account/DU1/orders', createResponse(prompt))).toMatchObject({
    kind: 'rejected',
    message: 'Too large',
  })
  expect(resultOf('iserver/account/DU1/alert', createResponse({ error: 'No such alert' }))).toMatchObject({
    kind: 'rejected',
    message: 'No such alert',
  })
})

test('reports a refused cancel with its reason, and a question without what only the library needs', () => {
  const refused = { ...createResponse({ error: 'OrderID 5 is not found' }), method: 'DELETE' }
  expect(resultOf('iserver/account/DU1/order/5', refused)).toMatchObject({
    kind: 'rejected',
    message: 'OrderID 5 is not found',
  })
  const asked = [{ id: 'q1', message: ['Really?'], isSuppressed: false, messageIds: ['o1'], messageOptions: ['Yes'] }]
  const result = resultOf('iserver/account/DU1/orders', createResponse(asked))
  expect(result).toMatchObject({ kind: 'question', question: { replyId: 'q1' } })
  expect(result).not.toHaveProperty('question.options')
})
