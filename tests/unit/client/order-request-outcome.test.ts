import { describe, expect, it, vi } from 'vitest'
import {
  changesOrders,
  IbkrError,
  IbkrResponseError,
  IbkrTransportError,
  isUnconfirmed,
  mayHaveHappened,
  readCancelResponse,
  sendOrders,
} from '../../../src/client/index.ts'
import { isOrderRequest } from '../../../src/client/orders/is-order-request.ts'
import { readOrderResponse } from '../../../src/client/orders/order-response.ts'
import { readResponse } from '../../../src/client/rest/read-response.ts'
import type { RawResponse } from '../../../src/client/rest/request-input.ts'

const ORDERS = 'iserver/account/DU1/orders'
const accepted = JSON.stringify([{ order_id: '1', order_status: 'Submitted' }])

const respond = (status: number, body: string | Uint8Array = '', method = 'POST'): RawResponse => ({
  method,
  status,
  statusText: '',
  headers: {},
  body: typeof body === 'string' ? Buffer.from(body) : body,
  wireBytes: 0,
  timing: { queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 },
  url: 'https://localhost/',
})
/** Returns the error that a call of the library rejects with. */
function readError(response: RawResponse): unknown {
  try {
    return readResponse(response, { path: ORDERS })
  } catch (error) {
    return error
  }
}
const failed = (status: number, body?: unknown): IbkrResponseError =>
  new IbkrResponseError({ method: 'POST', path: ORDERS, status, body, text: '', headers: {} })

describe('error of a write request that may have been executed', () => {
  it('counts an unknown outcome of an order', () => {
    expect(mayHaveHappened(new IbkrError('order-outcome-unknown', 'Delivery unconfirmed.'))).toBe(true)
    expect(mayHaveHappened(new IbkrError('config-invalid', 'No order.'))).toBe(false)
  })

  it('recognises the errors of another copy of the library', async () => {
    vi.resetModules()
    const copy = await import('../../../src/client/index.ts')
    expect(copy.IbkrResponseError).not.toBe(IbkrResponseError)
    const options = { method: 'POST', path: ORDERS, status: 500, body: undefined, text: '', headers: {} }
    expect(mayHaveHappened(new copy.IbkrResponseError(options))).toBe(true)
    expect(mayHaveHappened(new copy.IbkrResponseError({ ...options, status: 401 }))).toBe(false)
  })
})

describe('outcome of an order request after a clear rejection', () => {
  it.each([301, 302, 399, 401, 403, 404, 405, 410, 411, 413, 414, 415, 423, 429])(
    'treats status %i as a clear rejection',
    (status) => {
      expect(isUnconfirmed(respond(status), ORDERS)).toBe(false)
      expect(mayHaveHappened(failed(status))).toBe(false)
      const own = '<html><body><h1>Resource not found</h1></body></html>'
      expect(isUnconfirmed(respond(status, own), ORDERS)).toBe(false)
    },
  )

  it.each([400, 401, 403, 404, 429, 503])(
    'does not count a page of a server before IBKR with status %i as a rejection',
    (status) => {
      const page = '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>accès refusé</BODY></HTML>'
      const prolog = '<?xml version="1.0"?>\n<!-- proxy -- a > b -->\r\n<!---->'
      for (const text of [page, `${prolog}${page}`, `<!-- ${'-'.repeat(9)} -->${page}`]) {
        for (const body of [Buffer.from(text), Buffer.from(text, 'latin1')]) {
          const response = respond(status, body)
          expect(isUnconfirmed(response, ORDERS)).toBe(true)
          expect(mayHaveHappened(readError(response))).toBe(true)
        }
      }
    },
  )

  it.each([
    '{"error":"Please query /accounts first"}',
    '{"error":"please query /accounts first","statusCode":500}',
    '{"error":"Bad Request: Please query /accounts first"}',
    '{"error":"Can not contain field # 8089"}',
    'Can not contain field # 8089',
  ])('treats status 500 with %s as a clear rejection, because IBKR sends it before any processing', (body) => {
    expect(isUnconfirmed(respond(500, body), ORDERS)).toBe(false)
    expect(mayHaveHappened(failed(500, body.startsWith('{') ? JSON.parse(body) : body))).toBe(false)
  })

  it('does not treat status 500 as a clear rejection if its body only quotes a clear rejection', () => {
    const body = '{"error":"Order sent. Please query /accounts first for its status"}'
    expect(isUnconfirmed(respond(500, body), ORDERS)).toBe(true)
  })

  it.each(['{"error":"Bad Request: no bridge"}', 'Missing orders', '{"title":"x","type":"y"}'])(
    'treats status 400 with %s as a clear rejection',
    (body) => {
      expect(isUnconfirmed(respond(400, body), ORDERS)).toBe(false)
    },
  )
})

describe('outcome of an order request with unconfirmed delivery', () => {
  it.each([402, 406, 407, 408, 409, 412, 418, 422, 425, 451, 499, 500, 501, 502, 503, 504, 599])(
    'treats delivery as unconfirmed after status %i, whatever its body',
    (status) => {
      for (const body of ['', '{"error":"unknown"}', 'text'])
        expect(isUnconfirmed(respond(status, body), ORDERS)).toBe(true)
      expect(mayHaveHappened(failed(status, { error: 'Duplicate order' }))).toBe(true)
    },
  )

  it.each(['', ' ', '<html><body>Bad Request</body></html>'])(
    'treats delivery as unconfirmed after status 400 with a body that IBKR does not send: %j',
    (body) => {
      expect(isUnconfirmed(respond(400, body), ORDERS)).toBe(true)
    },
  )

  it('treats delivery as unconfirmed after status 400 with a body that is not UTF-8', () => {
    const response = respond(400, new Uint8Array([0x80, 0xff]))
    expect(isUnconfirmed(response, ORDERS)).toBe(true)
    expect(mayHaveHappened(readError(response))).toBe(true)
  })

  it.each([
    '',
    '{}',
    '[]',
    '{"text":"no"}',
    '{"error":',
    'Success',
    `{"was":${accepted}}`,
    `${'['.repeat(9)}${']'.repeat(9)}`,
  ])('treats delivery as unconfirmed after a 200 response to an order with the body %j', (body) => {
    expect(isUnconfirmed(respond(200, body), ORDERS)).toBe(true)
    expect(isUnconfirmed(respond(200, body, 'DELETE'), 'iserver/account/DU1/order/1')).toBe(true)
  })

  it('treats delivery as unconfirmed after a 200 response to an order if the JSON body is not UTF-8', () => {
    const body = Buffer.from(accepted.replace('Submitted', 'Submitt\u00e9d'), 'latin1')
    expect(isUnconfirmed(respond(200, body), ORDERS)).toBe(true)
    expect(() => readResponse(respond(200, body), { path: ORDERS })).toThrow(
      expect.objectContaining({ code: 'body-undecodable', mayHaveReachedServer: true }),
    )
    expect(isUnconfirmed(respond(200, body), 'iserver/account/DU1/alert')).toBe(false)
    expect(readResponse(respond(200, body), { path: `${ORDERS}/whatif` })).toHaveLength(1)
    expect(readResponse(respond(200, body, 'GET'), { path: ORDERS })).toHaveLength(1)
  })

  it('treats delivery as unconfirmed after a lost connection, but not after an unsent request or a refusal with status 200', () => {
    const lost = (mayHaveReachedServer: boolean) =>
      new IbkrTransportError('network-failed', 'x', { method: 'POST', path: ORDERS, mayHaveReachedServer })
    expect(mayHaveHappened(lost(true))).toBe(true)
    expect(mayHaveHappened(lost(false))).toBe(false)
    expect(mayHaveHappened(failed(200, { error: 'no' }))).toBe(false)
    expect(mayHaveHappened(failed(299, { error: 'no' }))).toBe(false)
    expect(mayHaveHappened(new IbkrError('penalty-box', 'x'))).toBe(false)
  })
})

it.each(['GET', 'POST'])('rejects a %s if its 200 response has truncated JSON', (method) => {
  const cut = respond(200, '[{"order_id":"1"', method)
  expect(() => readResponse(cut, { path: 'x' })).toThrow(expect.objectContaining({ code: 'body-undecodable' }))
  expect(readResponse(respond(200, 'Success', method), { path: 'x' })).toBe('Success')
})

describe('outcome of an order request with confirmed delivery', () => {
  it.each([accepted, '{"error":"no"}', '[{"id":"q","message":["Sure?"]}]'])(
    'treats a 200 response to an order as confirmed: %s',
    (body) => {
      expect(isUnconfirmed(respond(200, body), ORDERS)).toBe(false)
    },
  )

  it('treats a 200 response to a cancel as confirmed only if its body has a known form', () => {
    const cancel = (body: unknown) => isUnconfirmed(respond(200, JSON.stringify(body), 'DELETE'), `/v1/api/${ORDERS}/1`)
    expect(cancel({ msg: 'Request was submitted', order_id: 1 })).toBe(false)
    expect(cancel({ error: 'OrderID 1 does not exist' })).toBe(false)
    expect(cancel([{ order_id: '1', order_status: 'Submitted' }])).toBe(true)
  })
})

describe('outcome of a request that is not about orders', () => {
  it('treats a 2xx response to another change as confirmed, whatever its body, but not status 500', () => {
    for (const body of ['', 'Success', '{}']) expect(isUnconfirmed(respond(200, body), 'iserver/account')).toBe(false)
    expect(isUnconfirmed(respond(299, 'x'), 'iserver/account')).toBe(false)
    expect(isUnconfirmed(respond(500, '{"error":"x"}'), 'iserver/account')).toBe(true)
  })
})

it.each([
  [{ msg: 'Request was submitted' }, { kind: 'submitted', message: 'Request was submitted' }],
  [{ error: ' no ' }, { kind: 'rejected', message: 'no' }],
  [
    { error: 'no', msg: 'yes' },
    { kind: 'rejected', message: 'no' },
  ],
  [{ error: '', msg: 'yes' }, undefined],
  [{ error: null, msg: 'yes' }, undefined],
  [{ order_id: 1 }, undefined],
  ['Request was submitted', undefined],
  [null, undefined],
])('reads the cancel response %j as %j', (body, response) => {
  expect(readCancelResponse(body)).toEqual(response)
})

it('does not recognise an order response that is nested too deep for JSON.stringify', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  expect(readOrderResponse([{ id: 'q', message: [deep] }])).toBeUndefined()
  expect(readOrderResponse([{ order_id: '1', order_status: deep }])).toBeUndefined()
})

it('rejects with one stable code if it cannot read the response to an order', async () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  for (const body of [[{ id: 'q', message: [deep] }], { text: 'no' }, 'Success', undefined]) {
    const failure = sendOrders({ request: async () => body }, 'DU1', [{}])
    await expect(failure).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    await expect(failure).rejects.toThrow('Delivery unconfirmed: check the orders')
  }
})

it('does not send an order if its signal was aborted before the call', async () => {
  const request = vi.fn()
  const options = { signal: AbortSignal.abort() }
  await expect(sendOrders({ request }, 'DU1', [{}], undefined, options)).rejects.toMatchObject({ code: 'aborted' })
  expect(request).not.toHaveBeenCalled()
})

it.each([
  ['POST', 'iserver/account/DU1/orders', true, true],
  ['POST', '/v1/api/iserver/account/DU1/order/5', true, true],
  ['DELETE', 'iserver/account/DU1/order/-1', true, true],
  ['POST', 'iserver/account/orders/group', true, true],
  ['POST', 'iserver/reply/abc', true, true],
  ['POST', 'iserver/account/DU1/orders/whatif', true, false],
  ['GET', 'iserver/account/orders', false, false],
  ['head', 'iserver/account/DU1/orders', false, false],
  ['POST', 'iserver/account/DU1/ordersets', false, false],
  ['POST', 'iserver/questions/suppress', false, false],
])('classifies %s %s: is about an order: %s, changes an order: %s', (method, path, about, changes) => {
  expect(isOrderRequest({ method, path })).toBe(about)
  expect(changesOrders({ method, path })).toBe(changes)
})
