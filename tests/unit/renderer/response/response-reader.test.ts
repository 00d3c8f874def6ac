import { describe, expect, test } from 'vitest'
import type {
  FromReader,
  Question,
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
  const told = posted.find((message) => message.t === 'read')
  let id = 0
  return {
    reader,
    posted,
    summary: told?.summary as ResponseSummary,
    async ask(question: Question): Promise<unknown> {
      id += 1
      const mine = id
      reader.receive({ t: 'ask', id: mine, question })
      await expect
        .poll(() => posted.some((message) => 'id' in message && message.id === mine && message.t !== 'progress'))
        .toBe(true)
      const message = posted.find((each) => 'id' in each && each.id === mine && each.t !== 'progress')
      return message?.t === 'reply' ? message.reply : message
    },
  }
}

describe('the reader of a response', () => {
  test.each([
    ['{"a":1}', 'json', undefined],
    ['[1,2', 'json', 'ends-early'],
    ['Unauthorized', 'text', 'unexpected'],
    ['<html><body>Access Denied</body></html>', 'html', 'unexpected'],
    ['  <!DOCTYPE html><p>x', 'html', 'unexpected'],
    [new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]), 'binary', 'unexpected'],
    [new Uint8Array([1, 0, 2, 0]), 'binary', 'unexpected'],
  ] as const)('tells of %j that it is %s (%s)', (body, kind, problem) => {
    const { summary } = read(body, 3)
    expect([summary.kind, summary.problem?.reason]).toEqual([kind, problem])
  })

  test('tells where a byte is no UTF-8, wherever the chunks end, and that valid ones are', () => {
    const text = new TextEncoder().encode('{"a":"é€😀"}')
    for (let chunk = 1; chunk < 8; chunk += 1) expect(read(text, chunk).summary.wrongUtf8At).toBeUndefined()
    const wrong = new Uint8Array([...new TextEncoder().encode('{"é":"'), 0x80, 0xff, 0x22, 0x7d])
    for (let chunk = 1; chunk < 8; chunk += 1) {
      const { summary } = read(wrong, chunk)
      expect(summary.wrongUtf8At).toBe(7)
      expect(summary.lines[1]?.text).toBe('"��"')
    }
  })

  test.each([
    ['nobody said how long it is', () => undefined],
    ['it is longer than was said', () => 10],
    ['it is shorter than was said', (length: number) => length * 3],
  ])('reads the same where %s', (_, expected) => {
    const text = JSON.stringify(Array.from({ length: 40_000 }, (_, conid) => ({ conid, ticker: `é${conid}"\\` })))
    const [known, unknown] = [read(text, 7_919), read(text, 7_919, expected)]
    expect(unknown.summary).toEqual(known.summary)
    expect(unknown.summary).toMatchObject({ kind: 'json', problem: undefined, wrongUtf8At: undefined, values: 120_001 })
    expect(read('[1,2', 2, expected).summary.problem).toMatchObject({ reason: 'ends-early', offset: 4, found: '' })
  })

  test('says where JSON is broken as an editor counts', () => {
    expect(read('{\n  "a": 1,\n  "b": x\n}').summary.problem).toEqual({
      offset: 19,
      line: 3,
      column: 8,
      reason: 'unexpected',
      found: 'x',
    })
  })

  test('finds its tables, and the contracts that it names', () => {
    const { summary } = read('{"orders":[{"conid":265598,"ticker":"AAPL"}],"more":{"list":[{}],"plain":[1]}}')
    expect(summary.tables.map(({ path, rows }) => [path, rows])).toEqual([
      ['$.orders', 1],
      ['$.more.list', 1],
    ])
    expect(summary.contracts).toEqual([['265598', 'AAPL']])
  })

  test('shows what a path finds, searches in that alone, and shows everything again', async () => {
    const { ask } = read('{"a":{"x":"hit"},"b":{"x":"hit"},"x":"hit"}')
    expect(await ask({ kind: 'filter', path: '$.a' })).toMatchObject({ kind: 'found', count: 1, tree: { count: 2 } })
    expect(await ask({ kind: 'search', text: 'hit' })).toEqual({ count: 1, more: false })
    expect(await ask({ kind: 'lines', from: 0, to: 9 })).toMatchObject({
      lines: [
        { label: { kind: 'path', text: '$.a' }, depth: 0 },
        { label: { text: 'x' }, depth: 1 },
      ],
    })
    expect(await ask({ kind: 'text', value: undefined, pretty: true })).toEqual({
      text: '[\n  {\n    "x": "hit"\n  }\n]',
    })
    expect(await ask({ kind: 'filter', path: '$[' })).toMatchObject({ kind: 'wrong', at: 2 })
    expect(await ask({ kind: 'filter', path: undefined })).toMatchObject({ kind: 'off', tree: { count: 6 } })
    expect(await ask({ kind: 'search', text: 'hit' })).toEqual({ count: 3, more: false })
  })

  test('opens what hides a hit, and tells its line in both views', async () => {
    const { ask } = read(JSON.stringify(Array.from({ length: 6_000 }, (_, id) => ({ id, name: `n${id}` }))))
    await ask({ kind: 'search', text: 'n5999' })
    expect(await ask({ kind: 'hit', number: 0, width: 100 })).toMatchObject({ row: 6_002, tree: { count: 6_003 } })
  })

  test('gives a search up for the next one of its kind', async () => {
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
    reader.receive({ t: 'ask', id: 1, question: { kind: 'search', text: 'y' } })
    await expect.poll(() => pauses.length).toBe(1)
    reader.receive({ t: 'ask', id: 2, question: { kind: 'search', text: 'z' } })
    reader.receive({ t: 'cancel', id: 2 })
    for (const resolve of pauses.splice(0)) resolve()
    await expect.poll(() => posted.filter(({ t }) => t === 'refused').length).toBe(2)
  })

  test('makes no text that is too large for a clipboard', async () => {
    const { ask } = read(`["${'x'.repeat(9_000_000)}"]`, 1_000_000)
    expect(await ask({ kind: 'text', value: 1, pretty: false })).toMatchObject({ t: 'refused', reason: 'too-large' })
  })

  test('makes no hundreds of megabytes of blanks out of what lies deep', async () => {
    const { ask } = read(`{"a":${'['.repeat(10_000)}1${']'.repeat(10_000)}}`, 1_000_000)
    for (const value of [undefined, 1]) {
      expect(await ask({ kind: 'text', value, pretty: true })).toMatchObject({ t: 'refused', reason: 'too-large' })
    }
    expect(await ask({ kind: 'filter', path: '$.a' })).toMatchObject({ kind: 'found' })
    expect(await ask({ kind: 'text', value: undefined, pretty: true })).toMatchObject({ reason: 'too-large' })
  })
})
