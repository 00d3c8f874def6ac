import { expect, test } from 'vitest'
import type { NewRequest } from '../../../src/simulator/record/recorded-entries.ts'
import { createRecord } from '../../../src/simulator/record/simulator-record.ts'

const frame = (text: string, direction: 'in' | 'out' = 'in', { at = 0, connection = 1 } = {}) => ({
  at,
  connection,
  direction,
  text,
})

const request = (path: string, rest: Partial<NewRequest> = {}): NewRequest => ({
  at: 0,
  method: 'GET',
  path,
  query: '',
  headers: {},
  body: '',
  status: 200,
  verification: 'verified',
  querySigningMode: 'none',
  ...rest,
})

test('keeps the newest entries up to the limit', () => {
  const record = createRecord(3)
  for (let number = 1; number <= 20; number += 1) {
    record.addFrame(frame(String(number)))
    expect(record.frames().length).toBeLessThanOrEqual(3)
  }
  expect(record.frames().map((each) => each.text)).toEqual(['18', '19', '20'])
  expect(record.frames().map((each) => each.number)).toEqual([18, 19, 20])
})

test('counts all entries, including entries that were dropped from the record', () => {
  const record = createRecord(2)
  for (let number = 0; number < 10; number += 1) {
    record.addRequest(request('/a', number < 4 ? {} : { status: 401, verification: 'nonce-reused' }))
    record.addFrame(frame('tic', 'in', { connection: 1 + (number % 3) }))
    record.addFrame(frame(number < 5 ? '{"topic":"sor","args":[]}' : '{"server_id":"q1","topic":"smd+265598"}', 'out'))
  }
  record.addFrame(frame('ech+hb', 'out'))
  expect(record.counts()).toEqual({
    requests: 10,
    byStatus: { 200: 4, 401: 6 },
    byVerification: { verified: 4, 'nonce-reused': 6 },
    framesIn: 10,
    framesOut: 11,
    sentByTopic: { sor: 5, smd: 5, none: 1 },
    orderUpdates: 0,
    connections: 3,
  })
})

test('filters frames by direction, text, topic, connection, time and number', () => {
  const record = createRecord(10)
  record.addFrame(frame('sor+{}'))
  record.addFrame(frame('{"topic":"sor"}', 'out', { at: 5 }))
  record.addFrame(frame('smd+265598+{"fields":["31"]}', 'in', { connection: 2 }))
  record.addFrame(frame('{"31":"1","topic":"smd+265598"}', 'out', { at: 9, connection: 2 }))
  const numbers = (filter: Parameters<typeof record.frames>[0]) => record.frames(filter).map(({ number }) => number)
  expect(numbers({ direction: 'in', text: /^sor/ })).toEqual([1])
  expect(numbers({ text: 'sor+{}' })).toEqual([1])
  expect(numbers({ topic: 'sor' })).toEqual([1, 2])
  expect(numbers({ topic: /^smd/ })).toEqual([3, 4])
  expect(numbers({ topic: 'smd+265598' })).toEqual([3, 4])
  expect(numbers({ connection: 2 })).toEqual([3, 4])
  expect(numbers({ from: 5, to: 8 })).toEqual([2])
  expect(numbers({ after: 3 })).toEqual([4])
  record.clear()
  expect(record.frames()).toEqual([])
})

test('filters requests by method, path, status, verification, fault and time', () => {
  const record = createRecord(10)
  record.addRequest(request('/v1/api/tickle', { at: 1 }))
  record.addRequest(request('/v1/api/tickle', { method: 'POST', at: 2, status: 401, verification: 'signature-wrong' }))
  record.addRequest(request('/v1/api/iserver/accounts', { at: 3, status: 0, faults: ['latency', 'reset'] }))
  const numbers = (filter: Parameters<typeof record.requests>[0]) => record.requests(filter).map(({ number }) => number)
  expect(numbers({ path: /tickle$/ })).toEqual([1, 2])
  expect(numbers({ path: /tickle$/g, method: 'POST' })).toEqual([2])
  expect(numbers({ status: 401 })).toEqual([2])
  expect(numbers({ verification: /wrong$/ })).toEqual([2])
  expect(numbers({ fault: 'reset' })).toEqual([3])
  expect(numbers({ from: 2, after: 2 })).toEqual([3])
})

test('waits for the next matching entry, not for an earlier one', async () => {
  const record = createRecord(10)
  record.addRequest(request('/a'))
  const next = record.nextRequest({ path: '/a' })
  const sent = record.nextFrame({ direction: 'out' })
  record.addRequest(request('/b'))
  record.addRequest(request('/a', { status: 500 }))
  record.addFrame(frame('tic'))
  record.addFrame(frame('{}', 'out'))
  expect(await next).toMatchObject({ number: 3, status: 500 })
  expect(await sent).toMatchObject({ number: 2, text: '{}' })
})

test('rejects a wait with a message after its timeout, and when the simulator closes', async () => {
  const record = createRecord(10)
  record.addRequest(request('/a'))
  await expect(record.nextRequest({ path: /orders/, status: 200 }, 5)).rejects.toMatchObject({
    code: 'NOT_SEEN',
    message: 'A request with {"path":"/orders/","status":200} was not seen within 5 ms. Newest requests: GET /a (200)',
  })
  const waiting = record.nextFrame()
  record.close()
  await expect(waiting).rejects.toMatchObject({ code: 'NOT_SEEN' })
})

test('finds a request by its path below /v1/api', () => {
  const record = createRecord(10)
  for (const path of ['/v1/api/tickle', '/gw/tickle']) record.addRequest(request(path))
  const paths = (path: string | RegExp): readonly string[] => record.requests({ path }).map((each) => each.path)
  expect(paths('/tickle')).toEqual(['/v1/api/tickle'])
  expect(paths(/^\/tickle/)).toEqual(['/v1/api/tickle'])
  expect(paths('/v1/api/tickle')).toEqual(['/v1/api/tickle'])
})

test('truncates long bodies and frames', () => {
  const record = createRecord(10)
  record.addRequest(request('/a', { body: 'x'.repeat(50_000) }))
  record.addFrame(frame('y'.repeat(50_000)))
  expect(record.requests()[0]?.body).toBe('x'.repeat(10_000))
  expect(record.frames()[0]?.text).toBe('y'.repeat(20_000))
})
