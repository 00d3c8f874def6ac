import { describe, expect, test } from 'vitest'
import type {
  FromReader,
  QueryName,
  QueryParams,
  ResponseSummary,
} from '../../../../src/renderer/features/explorer/response/reader/messages.ts'
import { ResponseReader } from '../../../../src/renderer/features/explorer/response/reader/response-reader.ts'

function read(
  body: string | Uint8Array,
  chunk = 1_000,
  expected: (length: number) => number | undefined = (length) => length,
) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const posted: FromReader[] = []
  const reader = new ResponseReader({
    post: (message) => posted.push(message),
    now: () => 0,
    pause: async () => undefined,
  })
  reader.receive({ t: 'begin', length: expected(bytes.length) })
  for (let at = 0; at < bytes.length; at += chunk) reader.receive({ t: 'bytes', data: bytes.slice(at, at + chunk) })
  reader.receive({ t: 'end' })
  const finished = posted.find((message) => message.t === 'reply')
  let id = 0
  return {
    reader,
    posted,
    summary: finished?.reply as ResponseSummary,
    async query<Name extends QueryName>(name: Name, params: QueryParams<Name>): Promise<unknown> {
      id += 1
      const mine = id
      reader.receive({ t: 'query', id: mine, name, params })
      await expect
        .poll(() => posted.some((message) => 'id' in message && message.id === mine && message.t !== 'progress'))
        .toBe(true)
      const message = posted.find((each) => 'id' in each && each.id === mine && each.t !== 'progress')
      return message?.t === 'reply' ? message.reply : message
    },
  }
}

describe('response reader', () => {
  test.each([
    ['{"a":1}', 'json', undefined],
    ['[1,2', 'json', 'ends-early'],
    ['Unauthorized', 'text', 'unexpected'],
    ['<html><body>Access Denied</body></html>', 'html', 'unexpected'],
    ['  <!DOCTYPE html><p>x', 'html', 'unexpected'],
    [new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]), 'binary', 'unexpected'],
    [new Uint8Array([1, 0, 2, 0]), 'binary', 'unexpected'],
  ] as const)('detects the type of %j: %s (%s)', (body, kind, problem) => {
    const { summary } = read(body, 3)
    expect([summary.kind, summary.problem?.reason]).toEqual([kind, problem])
  })

  test('finds the first invalid UTF-8 byte in chunks of any size', () => {
    const text = new TextEncoder().encode('{"a":"é€😀"}')
    for (let chunk = 1; chunk < 8; chunk += 1) expect(read(text, chunk).summary.invalidUtf8At).toBeUndefined()
    const wrong = new Uint8Array([...new TextEncoder().encode('{"é":"'), 0x80, 0xff, 0x22, 0x7d])
    for (let chunk = 1; chunk < 8; chunk += 1) {
      const { summary } = read(wrong, chunk)
      expect(summary.invalidUtf8At).toBe(7)
      expect(summary.lines[1]?.text).toBe('"��"')
    }
  })

  test.each([
    ['the length is unknown', () => undefined],
    ['the body is longer than announced', () => 10],
    ['the body is shorter than announced', (length: number) => length * 3],
  ])('returns the same result even if %s', (_, expected) => {
    const text = JSON.stringify(Array.from({ length: 40_000 }, (_, conid) => ({ conid, ticker: `é${conid}"\\` })))
    const [known, unknown] = [read(text, 7_919), read(text, 7_919, expected)]
    expect(unknown.summary).toEqual(known.summary)
    expect(unknown.summary).toMatchObject({
      kind: 'json',
      problem: undefined,
      invalidUtf8At: undefined,
      values: 120_001,
    })
    expect(read('[1,2', 2, expected).summary.problem).toMatchObject({ reason: 'ends-early', offset: 4, found: '' })
  })

  test('counts lines and columns in invalid JSON as editors do', () => {
    expect(read('{\n  "a": 1,\n  "b": x\n}').summary.problem).toEqual({
      offset: 19,
      line: 3,
      column: 8,
      reason: 'unexpected',
      found: 'x',
    })
  })

  test('finds tables and contracts in a response', () => {
    const { summary } = read('{"orders":[{"conid":265598,"ticker":"AAPL"}],"more":{"list":[{}],"plain":[1]}}')
    expect(summary.tables.map(({ path, rows }) => [path, rows])).toEqual([
      ['$.orders', 1],
      ['$.more.list', 1],
    ])
    expect(summary.contracts).toEqual([['265598', 'AAPL']])
  })

  test('searches only the matches of a path until the user clears the path', async () => {
    const { query } = read('{"a":{"x":"hit"},"b":{"x":"hit"},"x":"hit"}')
    expect(await query('filter', { path: '$.a' })).toMatchObject({ kind: 'found', count: 1, tree: { count: 2 } })
    expect(await query('search', { text: 'hit' })).toEqual({ count: 1, more: false })
    expect(await query('lines', { from: 0, to: 9 })).toMatchObject([
      { label: { kind: 'path', text: '$.a' }, depth: 0 },
      { label: { text: 'x' }, depth: 1 },
    ])
    expect(await query('text', { pretty: true })).toBe('[\n  {\n    "x": "hit"\n  }\n]')
    expect(await query('filter', { path: '$[' })).toMatchObject({ kind: 'invalid', at: 2 })
    expect(await query('filter', { path: undefined })).toMatchObject({ kind: 'off', tree: { count: 6 } })
    expect(await query('search', { text: 'hit' })).toEqual({ count: 3, more: false })
  })

  test('expands the ancestors of a match', async () => {
    const { query } = read(JSON.stringify(Array.from({ length: 6_000 }, (_, id) => ({ id, name: `n${id}` }))))
    await query('search', { text: 'n5999' })
    expect(await query('match', { number: 0, width: 100 })).toMatchObject({ row: 6_002, tree: { count: 6_003 } })
  })

  test('cancels a search when the next search starts', async () => {
    const pauses: (() => void)[] = []
    const posted: FromReader[] = []
    let time = 0
    const reader = new ResponseReader({
      post: (message) => posted.push(message),
      now: () => (time += 100),
      pause: () => new Promise((resolve) => pauses.push(resolve)),
    })
    const bytes = new TextEncoder().encode(`"${'x'.repeat(1_000_000)}"`)
    reader.receive({ t: 'begin', length: bytes.length })
    reader.receive({ t: 'bytes', data: bytes })
    reader.receive({ t: 'end' })
    reader.receive({ t: 'query', id: 1, name: 'search', params: { text: 'y' } })
    await expect.poll(() => pauses.length).toBe(1)
    reader.receive({ t: 'query', id: 2, name: 'search', params: { text: 'z' } })
    for (const resolve of pauses.splice(0)) resolve()
    await expect.poll(() => posted.some((message) => message.t === 'refused' && message.id === 1)).toBe(true)
    expect(posted).not.toContainEqual(expect.objectContaining({ t: 'refused', id: 2 }))
  })

  test('copies a table while the table is being sorted', async () => {
    const posted: FromReader[] = []
    const pauses: (() => void)[] = []
    let time = 0
    const reader = new ResponseReader({
      post: (message) => posted.push(message),
      now: () => (time += 100),
      pause: () => new Promise((resolve) => pauses.push(resolve)),
    })
    const bytes = new TextEncoder().encode(JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id }))))
    reader.receive({ t: 'begin', length: bytes.length })
    reader.receive({ t: 'bytes', data: bytes })
    reader.receive({ t: 'end' })
    const sort = { column: 'id', down: true }
    reader.receive({ t: 'query', id: 1, name: 'table', params: { source: 0, sort, text: '', column: undefined } })
    await expect.poll(() => pauses.length).toBe(1)
    reader.receive({ t: 'query', id: 2, name: 'tableText', params: { columns: ['id'], format: 'tsv' } })
    const repliesAfterPauses = (): readonly string[] => {
      for (const resolve of pauses.splice(0)) resolve()
      return posted
        .filter((message) => message.t !== 'progress' && message.id > 0)
        .map(({ t, id }) => `${t} ${id}`)
        .sort()
    }
    await expect.poll(repliesAfterPauses, { interval: 1 }).toEqual(['reply 1', 'reply 2'])
  })

  test('refuses to copy text that is too large for the clipboard', async () => {
    const { query } = read(`["${'x'.repeat(9_000_000)}"]`, 1_000_000)
    expect(await query('text', { value: 1, pretty: false })).toMatchObject({ t: 'refused', reason: 'too-large' })
  })

  test('refuses to format deeply nested JSON', async () => {
    const { query } = read(`{"a":${'['.repeat(10_000)}1${']'.repeat(10_000)}}`, 1_000_000)
    for (const part of [{}, { value: 1 }]) {
      expect(await query('text', { ...part, pretty: true })).toMatchObject({ t: 'refused', reason: 'too-large' })
    }
    expect(await query('filter', { path: '$.a' })).toMatchObject({ kind: 'found' })
    expect(await query('text', { pretty: true })).toMatchObject({ reason: 'too-large' })
  })
})
