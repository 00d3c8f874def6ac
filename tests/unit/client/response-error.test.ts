import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { IbkrError, IbkrResponseError, IbkrTransportError, type RawResponse } from '../../../src/client/index.ts'
import { readResponse } from '../../../src/client/rest/read-response.ts'

function response(status: number, text: string, headers: Record<string, string> = {}): RawResponse {
  const timing = { queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 }
  const body = new TextEncoder().encode(text)
  const url = 'https://host/v1/api/p'
  return { status, statusText: '', headers, body, wireBytes: body.length, timing, method: 'GET', url }
}

function failure(status: number, text: string, headers?: Record<string, string>): IbkrResponseError {
  try {
    readResponse(response(status, text, headers), { path: 'p' })
  } catch (error) {
    if (error instanceof IbkrResponseError) return error
  }
  throw new Error('The response was not rejected.')
}

describe('value of a 2xx response', () => {
  it.each([
    [200, '{"a":1}', { a: 1 }],
    [200, '"text"', 'text'],
    [200, 'Success', 'Success'],
    [200, '', undefined],
    [200, ' \n', undefined],
    [204, '', undefined],
    [200, 'null', null],
  ])('resolves to the value of the response: %i %j', (status, text, value) =>
    expect(readResponse(response(status, text), { path: 'p' })).toEqual(value),
  )
})

it('resolves a strict order preview with both amounts and an error, and rejects a preview without amounts', () => {
  const path = 'iserver/account/U1/orders/whatif'
  const preview = { amount: { total: '1,978.60 USD' }, warn: null, error: 'No trading permission' }
  expect(readResponse(response(200, JSON.stringify(preview)), { path, strict: true })).toEqual(preview)
  expect(() => readResponse(response(200, '{"error":"no","amount":null}'), { path, strict: true })).toThrow(
    expect.objectContaining({ code: 'order-rejected' }),
  )
})

describe('value of a response with truncated JSON', () => {
  it.each(['{"a":1', '[1,', ' {', '{"a":1}x'])('rejects a 2xx response with a stable code: %j', (text) => {
    expect(() => readResponse(response(200, text), { path: 'p' })).toThrow(
      expect.objectContaining({ code: 'body-undecodable', mayHaveReachedServer: true, path: 'p' }),
    )
  })

  it('keeps truncated JSON as the body of the error if the status is outside 2xx', () => {
    expect(failure(500, '{"a":1').body).toBe('{"a":1')
  })
})

describe('error for a response outside 2xx', () => {
  it.each([
    [400, '{"error":"Bad Request: no bridge","statusCode":400}', 'Bad Request: no bridge', 'brokerage-session-missing'],
    [400, '{"error":"Init session first"}', 'Init session first', 'brokerage-session-missing'],
    [
      400,
      '{"error":"Bad Request: Please query /accounts first"}',
      'Bad Request: Please query /accounts first',
      'accounts-not-queried',
    ],
    [
      500,
      '{"error":"please query /accounts first","statusCode":500}',
      'please query /accounts first',
      'accounts-not-queried',
    ],
    [503, '{"error":"Order 12 is not found","statusCode":503}', 'Order 12 is not found', 'order-unknown'],
    [400, '{"error":"Order 12 is not found"}', 'Order 12 is not found', 'order-unknown'],
    [400, 'Unknown order type', 'Unknown order type', 'bad-request'],
    [401, '', '', 'unauthorized'],
    [401, '{"error":"id: 39687, error: invalid consumer"}', 'id: 39687, error: invalid consumer', 'consumer-invalid'],
    [401, '{"error":"id: 1, error: LST failed"}', 'id: 1, error: LST failed', 'live-session-token-refused'],
    [302, '', '', 'redirected'],
    [403, '<html>Access Denied</html>', '<html>Access Denied</html>', 'edge-refused'],
    [403, 'Error 403 - Access Denied', 'Error 403 - Access Denied', 'address-refused'],
    [403, '{"error":"no permission"}', 'no permission', 'forbidden'],
    [411, 'Length Required', 'Length Required', 'length-required'],
    [423, '', '', 'locked'],
    [404, 'x', 'x', 'not-found'],
    [410, '', '', 'gone'],
    [418, '{"error":""}', '{"error":""}', 'response-status'],
    [418, '{"error":{"code":1}}', '{"code":1}', 'response-status'],
    [429, '{"error":"slow down"}', 'slow down', 'too-many-requests'],
    [500, '{"error":"failed to generate sso dh token"}', 'failed to generate sso dh token', 'not-entitled'],
    [500, '{"message":"x"}', '{"message":"x"}', 'server-failed'],
    [503, '', '', 'service-unavailable'],
  ])('creates an error with the message of ibkr-client and a stable code: %i %j', (status, text, words, code) => {
    const error = failure(status, text)
    expect(error).toBeInstanceOf(IbkrError)
    expect(error.message).toBe(`Response status ${status}: ${words}`)
    expect(error).toMatchObject({ code, status, path: 'p', method: 'GET' })
  })

  it.each([
    [403, '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD></HTML>', 'edge'],
    [411, '<!DOCTYPE html><title>Length Required</title>', 'edge'],
    [401, '', 'gateway'],
    [401, 'Unauthorized', 'gateway'],
    [404, '<html><body><h1>Resource not found</h1></body></html>', 'gateway'],
    [403, 'Error 403 - Access Denied', 'gateway'],
    [503, '', 'gateway'],
    [400, '{"error":"Bad Request: no bridge","statusCode":400}', 'iserver'],
    [401, '{"type":"/simple","title":"Unauthorized","status":401,"detail":"x"}', 'management'],
  ])('names the layer that sent the error: %i %j is from %s', (status, text, source) => {
    expect(failure(status, text).source).toBe(source)
  })

  it('keeps the parsed body and the headers in the error, except the session cookie', () => {
    const error = failure(500, '{"error":"e","n":1}', { 'x-response-time': '1ms', 'set-cookie': 'x-sess-uuid=secret' })
    expect(error.body).toEqual({ error: 'e', n: 1 })
    expect(error.headers).toEqual({ 'x-response-time': '1ms' })
    expect(JSON.stringify(error)).not.toContain('secret')
  })
})

describe('hint of an error', () => {
  it.each([
    [400, '{"error":"Bad Request: no bridge","statusCode":400}', /no brokerage session/],
    [503, '', /did not respond in time/],
    [404, 'Resource not found', /Paths are case-sensitive/],
    [418, 'short and stout', /^undefined$/],
  ])('explains the response %i %j', (status, text, hint) => {
    expect(String(failure(status, text).hint)).toMatch(hint)
  })

  it('explains a refusal with status 200 by its path, with or without /v1/api', () => {
    for (const path of ['iserver/account/order/status/7', '/v1/api/iserver/account/order/status/7']) {
      const refused = new IbkrResponseError({ method: 'GET', path, status: 503, body: {}, text: '{}', headers: {} })
      expect(refused.hint).toMatch(/has no order with this id/)
    }
    const body = { error: 'Price is too far' }
    const rejected = { method: 'POST', path: 'iserver/account/U1/orders', status: 200, body, text: '', headers: {} }
    expect(new IbkrResponseError(rejected, 'order-rejected').hint).toMatch(
      /rejected the request with status 200: Price is too far/,
    )
  })

  it('explains the response to a path with an invalid escape sequence', () => {
    const path = 'portfolio/%/summary'
    const error = new IbkrResponseError({ method: 'GET', path, status: 503, body: '', text: '', headers: {} })
    expect(error.hint).toMatch(/did not respond in time/)
  })

  it('gives no hint for other errors and for a body that is nested too deep', () => {
    expect(new IbkrError('config-invalid', 'x').hint).toBeUndefined()
    let nested: unknown = []
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested]
    for (const body of [nested, { error: nested }]) {
      const deep = new IbkrResponseError({ method: 'GET', path: 'p', status: 418, body, text: 'text', headers: {} })
      expect(deep).toMatchObject({ hint: undefined, message: 'Response status 418: text' })
    }
  })
})

describe('IbkrError.is', () => {
  const unauthorized = failure(401, '{}')

  it('IbkrError.is narrows an error to the given codes, and for a subclass to its properties', () => {
    const error: unknown = unauthorized
    if (!IbkrError.is(error, 'unauthorized', 'gone')) return expect.unreachable()
    expectTypeOf(error.code).toEqualTypeOf<'unauthorized' | 'gone'>()
    if (!IbkrResponseError.is(error)) return expect.unreachable()
    expectTypeOf(error.status).toEqualTypeOf<number>()
    return expect(error.status).toBe(401)
  })

  it.each<[boolean, unknown, Parameters<typeof IbkrError.is>[1][]]>([
    [true, unauthorized, []],
    [false, unauthorized, ['gone']],
    [false, new Error('x'), []],
    [false, { code: 'unauthorized', name: 'IbkrError' }, []],
    [false, undefined, []],
    [false, 'unauthorized', []],
  ])('IbkrError.is returns %s for %o with the codes %j', (expected, error, codes) => {
    expect(IbkrError.is(error, ...codes)).toBe(expected)
  })

  it('distinguishes the error classes', () => {
    const plain = new IbkrError('config-invalid', 'x')
    expect([IbkrResponseError.is(plain), IbkrTransportError.is(unauthorized)]).toEqual([false, false])
  })

  it('recognises errors of another copy of the library, for which instanceof returns false', async () => {
    vi.resetModules()
    const copy = await import('../../../src/client/index.ts')
    expect(unauthorized).not.toBeInstanceOf(copy.IbkrError)
    expect([copy.IbkrError.is(unauthorized, 'unauthorized'), copy.IbkrResponseError.is(unauthorized)]).toEqual([
      true,
      true,
    ])
  })
})
