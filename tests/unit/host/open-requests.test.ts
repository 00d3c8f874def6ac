import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OpenRequestsService } from '../../../src/host/saved-requests/open-requests.ts'
import type { OpenRequest } from '../../../src/shared/contract/schemas.ts'

let home: string
const path = (): string => join(home, 'open-requests.json')
const service = (): OpenRequestsService => new OpenRequestsService({ home, now: () => 0 })
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'open-requests-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const ids = ['a', 'b', 'c'].map((letter) => `c0ffee00-0000-4000-8000-00000000000${letter}`) as [string, string, string]
const [first, second, third] = ids
const request = (id: string, symbol = 'AAPL'): OpenRequest => ({
  id,
  method: 'GET',
  path: '/iserver/secdef/search',
  rows: [{ place: 'query', name: 'symbol', value: symbol, enabled: true }],
  body: '',
  form: 'params',
})

test('stores open requests of several windows side by side, and closes only the named ones', () => {
  const host = service()
  host.save({ changed: [request(first), request(second)], closed: [], order: [second, first], activeId: first })
  host.save({ changed: [request(third)], closed: [], order: [third], activeId: third })
  host.save({ changed: [request(first, 'MSFT')], closed: [second], order: [first], activeId: first })
  const restored = service().content
  expect(restored.requests).toEqual([request(first, 'MSFT'), request(third)])
  expect(restored.activeId).toBe(first)
})

test('stores no secret of an open request', () => {
  const rows = [{ place: 'query', name: 'access_token', value: 'disposable-secret', enabled: true }] as const
  const secret = { ...request(first), method: 'POST', path: '/x?password=disposable-secret', rows } as OpenRequest
  const body = '{"password":"disposable-secret"}'
  service().save({ changed: [{ ...secret, body }], closed: [], order: [first], activeId: first })
  expect(readFileSync(path(), 'utf8')).not.toContain('disposable-secret')
})

test('leaves a file of a newer version unchanged, and says so', () => {
  const newer = JSON.stringify({ schemaVersion: 2, requests: [] })
  writeFileSync(path(), newer)
  const host = service()
  expect(host.notice).toContain('A newer version of the console wrote')
  host.save({ changed: [request(first)], closed: [], order: [first], activeId: first })
  expect(readFileSync(path(), 'utf8')).toBe(newer)
})

test('stores nothing of a change that is too large, and says what to do', () => {
  const host = service()
  host.save({ changed: [request(first)], closed: [], order: [first], activeId: first })
  const large = ids.map((id) => ({ ...request(id), body: 'x'.repeat(900_000) }))
  const change = { changed: large, closed: [], order: ids, activeId: first }
  expect(() => host.save(change)).toThrow('Close some of them.')
  expect(service().content.requests).toEqual([request(first)])
})
