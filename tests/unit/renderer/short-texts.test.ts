import { describe, expect, it } from 'vitest'
import { findJsonError } from '../../../src/renderer/features/explorer/request/body/read-json.ts'
import { describeFailure } from '../../../src/renderer/features/explorer/response/describe-failure.ts'
import { describeStatus } from '../../../src/renderer/features/explorer/response/response-status.tsx'
import { journalBannerText, pacingText, tokenText } from '../../../src/renderer/features/frame/status-text.ts'
import { describeOrderStatus, feedHealthLabel } from '../../../src/renderer/features/orders/texts.ts'
import { aheadText, formatWait, waitReason } from '../../../src/renderer/features/waiting/wait-texts.ts'
import { hashOfView, viewOfHash } from '../../../src/renderer/platform/hash-route.ts'
import { rpcAddress } from '../../../src/renderer/platform/web-socket-transport.ts'
import { describeKeys } from '../../../src/renderer/ui/describe-keys.ts'
import { formatBytes, formatMilliseconds } from '../../../src/renderer/ui/format-number.ts'
import { formatCountdown, formatSpan } from '../../../src/renderer/ui/format-time.ts'
import { CONTRACT_ERROR_CODES } from '../../../src/shared/contract/errors.ts'
import type { RequestWaitView } from '../../../src/shared/contract/views.ts'
import { formatNumber, groupDigits, groupDigitsIn } from '../../../src/shared/domain/format-number.ts'
import { ORDER_STATUSES } from '../../../src/shared/domain/orders.ts'
import { isUnconfirmed, RpcError } from '../../../src/shared/rpc/rpc-error.ts'

const minutes = (count: number): number => count * 60_000

describe('formatted numbers', () => {
  it('formats numbers with separators and a suitable unit', () => {
    expect([formatNumber(1_234_567.5), formatNumber(0.00001)]).toEqual(['1,234,567.5', '0.00001'])
    expect([formatBytes(512), formatBytes(1_440), formatBytes(2_100_000)]).toEqual(['512 B', '1.4 kB', '2.10 MB'])
    expect([formatMilliseconds(0.42), formatMilliseconds(43.4), formatMilliseconds(1_280)]).toEqual([
      '0.4 ms',
      '43 ms',
      '1.28 s',
    ])
  })

  it('groups numbers without changing their digits', () => {
    expect(['1234567.50', '187.30', '-1000', '1,000.5', '', 'MKT'].map(groupDigits)).toEqual([
      '1,234,567.50',
      '187.30',
      '-1,000',
      '1,000.5',
      '',
      'MKT',
    ])
    expect(groupDigitsIn('Filled 4321 of 10000 at 1234.56789, Stop none → 0.00012')).toBe(
      'Filled 4,321 of 10,000 at 1,234.56789, Stop none → 0.00012',
    )
  })

  it('expresses durations in at most two units', () => {
    expect([0, 42_000, minutes(3) + 10_000, minutes(60), minutes(1_385), minutes(3_120)].map(formatSpan)).toEqual([
      '0 s',
      '42 s',
      '3 min 10 s',
      '1 h',
      '23 h 5 min',
      '2 d 4 h',
    ])
    expect([580_001, minutes(480), minutes(95) + 1].map(formatCountdown)).toEqual(['9:41', '8 h', '1 h 35 min'])
  })
})

describe('status bar', () => {
  it('warns before the token expires', () => {
    expect(tokenText(undefined, 0)).toBeUndefined()
    expect(tokenText(minutes(1_390), 0)).toEqual({ text: '23 h 10 min', tone: undefined })
    expect(tokenText(minutes(5), 0)?.tone).toBe('warn')
    expect(tokenText(0, 1)).toEqual({ text: 'expired', tone: 'bad' })
  })

  it('shows the number of queued requests', () => {
    expect(pacingText({ left: 9, limit: 10, queued: 0 })).toEqual({ text: '9/10', tone: undefined })
    expect(pacingText({ left: 0, limit: 10, queued: 4 })).toEqual({ text: '0/10, 4 waiting', tone: 'warn' })
  })
})

describe('order feed health', () => {
  it('shows the feed as stale while the window is disconnected from the host', () => {
    const lost = new Date(2026, 10, 25, 14, 2, 11).getTime()
    const health = feedHealthLabel({ kind: 'streaming', since: 0 }, lost, lost + 42_000)
    expect(health).toMatchObject({ label: 'May be stale since 14:02:11', stale: true })
  })

  it('states why the order feed is polling', () => {
    expect(feedHealthLabel({ kind: 'polling', since: 0, reason: 'no socket' }, undefined, 0).detail).toBe('no socket')
  })
})

describe('failure description', () => {
  it.each(CONTRACT_ERROR_CODES)('describes the failure %s', (code) => {
    expect(describeFailure(code, false).title).not.toBe('')
  })

  it.each(['question-open', 'question-ended'] as const)(
    'describes %s as an order question that prevented sending',
    (code) => {
      expect(describeFailure(code, true, false).title).toMatch(/^Not sent: .*order question/)
    },
  )

  it('describes a failure as a cancellation only if the user cancelled the request', () => {
    const claims = CONTRACT_ERROR_CODES.filter((code) =>
      /You cancelled/.test(describeFailure(code, false).advice ?? ''),
    )
    expect(claims).toEqual(['cancelled'])
    expect(describeFailure('session-closed', false)).toMatchObject({
      title: 'Session ended',
      action: 'send-again',
    })
  })

  it('states that a change may have reached IBKR if the connection was lost', () => {
    expect(describeFailure('cancelled', false).action).toBe('send-again')
    expect(describeFailure('cancelled', true).action).toBe('see-orders')
    expect(describeFailure('disconnected', true).action).toBe('see-orders')
    expect(describeFailure('internal', true).action).toBe('see-orders')
    expect(isUnconfirmed(new RpcError({ code: 'internal', message: '', retryable: false }))).toBe(true)
    expect(describeFailure('disconnected', true, false).title).toMatch(/^Not sent/)
    expect(describeFailure('upstream', true, false).title).toMatch(/^Not sent/)
    expect(describeFailure('cancelled', true, false)).toMatchObject({
      advice: 'Nothing was sent.',
      action: 'send-again',
    })
  })
})

it('shows how long a queued request waits', () => {
  expect([formatWait(4_249), formatWait(59_999), formatWait(190_000)]).toEqual(['4.2 s', '60.0 s', '3 min 10 s'])
  const reason = (cause: RequestWaitView['cause'], count = 1, windowMs = 5_000) =>
    waitReason({ ms: 1, cause, limit: { count, windowMs }, ahead: 0 })
  expect(reason('endpoint-limit')).toBe('IBKR allows one call per 5 s for this endpoint')
  expect(reason('endpoint-limit', 1, 15 * 60_000)).toBe('IBKR allows one call per 15 min for this endpoint')
  expect(reason('endpoint-limit', 5, 0)).toBe('IBKR allows 5 calls at a time for this endpoint')
  expect(reason('global-limit', 10, 1_000)).toBe('IBKR allows 10 calls a second in total')
  expect(aheadText({ ms: 1, cause: 'global-limit', ahead: 2 })).toBe(' 2 requests ahead.')
})

it('explains every order status, including an unknown one', () => {
  for (const status of [...ORDER_STATUSES, 'Surprise']) expect(describeOrderStatus(status).explanation).toMatch(/\.$/)
})

it('describes an HTTP status with its tone', () => {
  expect(describeStatus(200, '')).toEqual({ text: '200 OK', tone: 'good' })
  expect(describeStatus(429, '')).toEqual({ text: '429 Too many requests', tone: 'warn' })
  expect(describeStatus(599, '').tone).toBe('bad')
  expect(describeStatus(200, 'OK', 'rejected')).toEqual({ text: '200 Rejected', tone: 'bad' })
  expect(describeStatus(200, 'OK', 'declined')).toEqual({ text: '200 Declined', tone: 'idle' })
})

it('reports the position of the first error in invalid JSON', () => {
  expect(findJsonError('{"a": 1}')).toBeUndefined()
  expect(findJsonError('{\n"a" 1}')).toMatchObject({ at: 6, reason: 'Line 2, column 5: expected “:”.' })
  expect(findJsonError('{"a": 1 "b"')).toMatchObject({ at: 8, reason: 'Line 1, column 9: expected “,” or “}”.' })
  expect(findJsonError('{')).toMatchObject({ at: 1 })
  // The form accepts this string, because a variable can be a value.
  expect(findJsonError('{"a": {{ 1 }}}')).toEqual({ reason: 'Not valid JSON.' })
})

it('converts between views and URL hashes', () => {
  expect(viewOfHash(hashOfView('orders'))).toBe('orders')
  expect(viewOfHash('#/nowhere')).toBeUndefined()
  expect(viewOfHash('')).toBeUndefined()
})

it('connects to the host of the page, encrypted if the page uses HTTPS', () => {
  expect(rpcAddress({ protocol: 'http:', host: '127.0.0.1:4000' })).toBe('ws://127.0.0.1:4000/rpc')
  expect(rpcAddress({ protocol: 'https:', host: 'box.local' })).toBe('wss://box.local/rpc')
})

it('shows shortcuts in the order in which their keys are pressed', () => {
  expect(describeKeys('g e')).toEqual(['G', 'E'])
  expect(describeKeys('$mod+Enter')[0]).toMatch(/↵$/)
})

it('describes a journal that cannot be written, but not a short delay of the disk', () => {
  const failing = { kind: 'failing', since: 0, reason: 'The disk is full.', waiting: 2, lost: 0 } as const
  expect(journalBannerText(failing, 3_000)).toEqual({
    title: `Orders have not been journaled since ${new Date(0).toTimeString().slice(0, 8)}.`,
    detail: 'The disk is full.',
  })
  expect(journalBannerText({ ...failing, lost: 1_234 }, 3_000)?.detail).toBe('The disk is full. 1,234 dropped.')
  expect(journalBannerText(failing, 2_999)).toBeUndefined()
  expect(journalBannerText({ kind: 'writing' }, 9_000)).toBeUndefined()
  expect(journalBannerText(undefined, 9_000)).toBeUndefined()
})
