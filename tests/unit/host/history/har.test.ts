import { expect, test } from 'vitest'
import { generateHar, type HistoryExportContext, joinTextPieces } from '../../../../src/host/history/history-export.ts'
import type { HistoryEntry } from '../../../../src/shared/contract/history-views.ts'

const RESPONDED: HistoryEntry = {
  id: 1,
  at: Date.UTC(2026, 10, 25, 12),
  profileId: 'practice',
  environment: 'practice',
  source: 'explorer',
  method: 'POST',
  path: '/v1/api/iserver/contract/rules',
  query: 'a=b%20c',
  effect: 'read',
  outcome: 'answered',
  pinned: false,
  status: 200,
  totalMs: 21,
  size: 2,
  parameters: [['a', 'b c']],
  body: '{"conid":265598}',
  statusText: 'OK',
  headers: { 'content-type': 'application/json' },
  timing: { queue: 1, firstByte: 19, body: 1, total: 21 },
  url: 'https://localhost:5000/v1/api/iserver/contract/rules?a=b%20c',
  saved: 'whole',
}
const {
  status: _status,
  size: _size,
  totalMs: _total,
  url: _url,
  timing: _timing,
  headers: _headers,
  ...withoutResponse
} = RESPONDED
const FAILED: HistoryEntry = {
  ...withoutResponse,
  outcome: 'unknown',
  saved: 'none',
  error: { code: 'outcome-unknown', message: 'It may have reached IBKR.' },
}

/** Fields that HAR 1.2 requires (http://www.softwareishard.com/blog/har-12-spec/). */
const REQUEST = {
  method: expect.any(String) as string,
  url: expect.stringMatching(/^https?:\/\//) as string,
  httpVersion: expect.any(String) as string,
  cookies: [],
  headers: [],
  queryString: [{ name: 'a', value: 'b c' }],
  headersSize: -1,
  bodySize: 16,
  postData: { mimeType: 'application/json', text: '{"conid":265598}' },
}
const RESPONSE = {
  status: expect.any(Number) as number,
  statusText: expect.any(String) as string,
  httpVersion: expect.any(String) as string,
  cookies: [],
  headers: expect.any(Array) as unknown[],
  content: expect.objectContaining({
    size: expect.any(Number) as number,
    mimeType: expect.any(String) as string,
  }) as object,
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
}

const CONTEXT: HistoryExportContext = {
  version: '0.1.0',
  commandLine: undefined,
  findProfile: (id) => (id === 'own' ? { name: 'Own', kind: 'oauth1', baseUrl: 'https://own.example' } : undefined),
}

interface Archive {
  readonly log: { readonly entries: readonly Readonly<Record<string, unknown>>[] }
}

async function archive(
  entry: HistoryEntry,
  response: Uint8Array,
  times = 1,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const exchanges = Array.from({ length: times }, () => ({ entry, response }))
  const { log } = JSON.parse((await joinTextPieces(generateHar(exchanges, CONTEXT))).toString()) as Archive
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'IBKR Console', version: '0.1.0' } })
  expect(log.entries).toHaveLength(times)
  return log.entries[0]
}

test('creates entries with exactly the fields of the HAR format', async () => {
  expect(await archive(RESPONDED, Buffer.from('{}'))).toEqual({
    startedDateTime: '2026-11-25T12:00:00.000Z',
    time: 21,
    request: REQUEST,
    response: { ...RESPONSE, content: { size: 2, mimeType: 'application/json', text: '{}' } },
    cache: {},
    timings: { blocked: 1, connect: -1, send: 0, wait: 19, receive: 1 },
  })
})

test('names the server of the profile for a request without a response, or none that exists', async () => {
  const urlOf = async (profileId: string) =>
    (await archive({ ...FAILED, profileId }, new Uint8Array()))?.['request'] as { readonly url: string }
  expect((await urlOf('own')).url).toBe('https://own.example/v1/api/iserver/contract/rules?a=b%20c')
  expect((await urlOf('deleted')).url).toMatch(/^https:\/\/unknown-server\.invalid\/v1\/api\//)
})

test('includes a request without a response, with the reason', async () => {
  expect(await archive(FAILED, new Uint8Array())).toMatchObject({
    time: 0,
    request: REQUEST,
    response: { ...RESPONSE, status: 0 },
    comment: 'outcome-unknown: It may have reached IBKR.',
  })
})

test('encodes binary bodies in base64, and notes that a response was truncated', async () => {
  const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00])
  expect(await archive({ ...RESPONDED, saved: 'beginning' }, bytes)).toMatchObject({
    response: { content: { text: bytes.toString('base64'), encoding: 'base64' } },
    comment: 'Only the beginning of the response was saved.',
  })
})

test('yields to the event loop while it creates a large archive', async () => {
  let turns = 0
  let made = false
  const count = (): void => {
    turns += 1
    if (!made) setImmediate(count)
  }
  setImmediate(count)
  await archive(RESPONDED, Buffer.alloc(1_100_000, 'x'), 8)
  made = true
  // The archive yields once for each megabyte that is encoded and once for each megabyte that is copied.
  expect(turns).toBeGreaterThanOrEqual(14)
})
