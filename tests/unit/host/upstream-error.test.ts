import { describe, expect, test } from 'vitest'
import { IbkrError, IbkrResponseError, IbkrTransportError } from '../../../src/client/index.ts'
import { HostError } from '../../../src/host/host-error.ts'
import { toUpstreamError } from '../../../src/host/upstream/upstream-error.ts'

const responded = (status: number, body: unknown = undefined): IbkrResponseError =>
  new IbkrResponseError({ method: 'POST', path: 'x', status, body, text: JSON.stringify(body) ?? '', headers: {} })
const failed = (
  code: 'timeout' | 'aborted' | 'network-failed' | 'client-closed',
  mayHaveReachedServer: boolean,
  cause?: Error,
): IbkrTransportError =>
  new IbkrTransportError(code, 'failed', { method: 'POST', path: 'x', mayHaveReachedServer }, { cause })
/** Cause with which the client aborts pending requests when its session is closed. */
const sessionClosed = new IbkrError('client-closed', 'The session was closed.')

describe('error shown after a write or trading request failed', () => {
  test.each([
    ['a 503, whatever it says', responded(503, { error: 'Service Unavailable', statusCode: 503 })],
    ['a 500 without a reason of IBKR', responded(500)],
    ['a 500 with a reason of IBKR', responded(500, { error: 'Invalid account ID' })],
    ['a bare 400', responded(400)],
    ['a 400 with a page', responded(400, '<html><body>Bad Request</body></html>')],
    ['a 409', responded(409, { error: 'Conflict' })],
    ['a fault of the console', new TypeError('x')],
    ['a 502', responded(502)],
    ['a 504', responded(504)],
    ['a 408', responded(408)],
    ['a time-out after it left', failed('timeout', true)],
    ['an abort after it left', failed('aborted', true)],
    ['a reset after it left', failed('network-failed', true)],
  ])('reports the outcome as unknown and not retryable after %s', (_what, error) => {
    const reported = toUpstreamError(error, true)
    expect(reported).toMatchObject({ code: 'outcome-unknown', retryable: false })
    expect((reported as HostError).message).toContain('Delivery unconfirmed: check the order list')
  })

  test.each<readonly [string, Error]>([
    ['a 400 with a reason', responded(400, { error: 'Bad Request' })],
    ['a 400 with a text', responded(400, 'Missing orders')],
    ...[302, 401, 403, 404, 405, 410, 411, 413, 414, 415, 423, 429].map(
      (status) => [`a ${status}`, responded(status)] as const,
    ),
    ['a connection that was never made', failed('network-failed', false)],
  ])('reports the request as not done and not retryable after %s', (_what, error) => {
    expect(toUpstreamError(error, true)).toMatchObject({ code: 'upstream', retryable: false })
  })

  test('reports a request that was aborted before it was sent as cancelled', () => {
    expect(toUpstreamError(failed('aborted', false), true)).toMatchObject({ code: 'cancelled' })
  })
})

describe('error shown for requests when the session ends', () => {
  test.each([
    ['on its way', failed('aborted', true, sessionClosed)],
    ['waiting for its turn', failed('aborted', false, sessionClosed)],
    ['not sent yet', failed('client-closed', false)],
  ])('reports a read that is %s as retryable, not as cancelled', (_where, error) => {
    const reported = toUpstreamError(error, false)
    expect(reported).toMatchObject({ code: 'session-closed', retryable: true })
    expect((reported as HostError).message).not.toMatch(/cancel/i)
  })

  test('reports the outcome of a sent change as unknown, and an unsent change as not retryable', () => {
    const open = toUpstreamError(failed('aborted', true, sessionClosed), true)
    expect(open).toMatchObject({ code: 'outcome-unknown', message: expect.stringContaining('The session was closed') })
    const unsent = toUpstreamError(failed('aborted', false, sessionClosed), true)
    expect(unsent).toMatchObject({ code: 'session-closed', retryable: false })
  })

  test('does not report the end of the session for a request that the caller aborted with its own reason', () => {
    expect(toUpstreamError(failed('aborted', true, new Error('closed the tab')), false)).toMatchObject({
      code: 'cancelled',
    })
  })
})

test('reports an unsent request as unsent if it was cancelled or rejected by pacing', () => {
  const detail = expect.objectContaining({ sent: false })
  expect(toUpstreamError(new IbkrError('aborted', 'gone'), true)).toMatchObject({ code: 'cancelled', detail })
  expect(toUpstreamError(failed('aborted', false), false)).toMatchObject({ code: 'cancelled', detail })
  expect(toUpstreamError(failed('aborted', true), false)).toMatchObject({ code: 'cancelled', detail: undefined })
  for (const code of ['penalty-box', 'pacing-queue-full'] as const)
    expect(toUpstreamError(new IbkrError(code, 'wait'), true)).toMatchObject({ code: 'upstream', detail })
})

test('marks a failed read as retryable', () => {
  for (const error of [responded(503), responded(500), failed('timeout', true)]) {
    expect(toUpstreamError(error, false)).toMatchObject({ code: 'upstream', retryable: true })
  }
})

test('does not change errors from other sources', () => {
  const fault = new TypeError('x')
  expect(toUpstreamError(fault, false)).toBe(fault)
  const refusal = new HostError('not-armed', 'no')
  expect(toUpstreamError(refusal, true)).toBe(refusal)
  expect(toUpstreamError(new IbkrError('penalty-box', 'wait'), true)).toBeInstanceOf(HostError)
})

test.each([
  [59_400, 'Rate limited. Retry in 60 s.'],
  [900_000, 'Rate limited. Retry in 15 min.'],
  [undefined, 'Rate limited: too many requests. Retry later.'],
])('states when to retry after a 429 with a pause of %s ms', (restMs, message) => {
  expect(toUpstreamError(responded(429, { error: 'Too many requests' }), true, () => restMs)).toMatchObject({ message })
})
