import { expect, test } from 'vitest'
import { FrameLog } from '../../../src/host/stream/frame-log.ts'

const frame = (number: number, topic = 'smd+265598') => ({
  at: 1_000 + number,
  kind: 'receive' as const,
  topic,
  text: `{"topic":"${topic}","31":"${number}"}`,
})

test('numbers lines from 1, reads the newest first, and keeps the position of a page that names its newest line', () => {
  const log = new FrameLog()
  for (let each = 1; each <= 5; each += 1) log.add(frame(each))
  const first = log.page({}, 0, 2)
  expect(first.rows.map(({ number }) => number)).toEqual([5, 4])
  log.add(frame(6))
  expect(log.page({}, 2, 2, first.newest).rows.map(({ number }) => number)).toEqual([3, 2])
  expect(log.page({}, 0, 1).total).toBe(6)
})

test('drops and counts the oldest lines beyond 20,000, and counts the topics of the remaining lines', () => {
  const log = new FrameLog()
  for (let each = 1; each <= 20_010; each += 1) log.add(frame(each, each <= 20_000 ? 'smd+1' : 'sor'))
  expect({ stored: log.stored, dropped: log.dropped, newest: log.newest }).toEqual({
    stored: 20_000,
    dropped: 10,
    newest: 20_010,
  })
  expect(log.topics).toEqual([
    ['smd', 19_990],
    ['sor', 10],
  ])
  expect(log.find(10)).toBeUndefined()
  expect(log.find(11)?.text).toContain('"11"')
})

test('truncates large texts and limits the total size', () => {
  const log = new FrameLog()
  for (let each = 0; each < 100; each += 1) log.add({ ...frame(each), text: 'x'.repeat(1_000_000) })
  expect(log.stored).toBeLessThanOrEqual(62)
  expect(log.find(log.newest)).toMatchObject({ cut: true, characters: 1_000_000 })
  expect(log.stored + log.dropped).toBe(100)
})

test('filters by kind, topic and literal text, and ignores case', () => {
  const log = new FrameLog()
  log.add(frame(1))
  log.add({ at: 2, kind: 'send', topic: 'sor', text: 'sor+{}' })
  log.add({ at: 3, kind: 'error', topic: 'sor', text: '{"error":"unable (to) subscribe","topic":"sor"}' })
  const numbers = (query: Parameters<FrameLog['page']>[0]) => log.page(query, 0, 10).rows.map(({ number }) => number)
  expect(numbers({ topics: ['sor'] })).toEqual([3, 2])
  expect(numbers({ kinds: ['send'], topics: ['sor'] })).toEqual([2])
  expect(numbers({ text: 'Unable (TO)' })).toEqual([3])
  expect(numbers({ text: '.*' })).toEqual([])
})

test('clears the lines but continues their numbers', () => {
  const log = new FrameLog()
  log.add(frame(1))
  log.clear()
  expect({ stored: log.stored, dropped: log.dropped, topics: log.topics, page: log.page({}, 0, 5).total }).toEqual({
    stored: 0,
    dropped: 0,
    topics: [],
    page: 0,
  })
  log.add(frame(2))
  expect(log.newest).toBe(2)
})

test('exports one JSON object per line, oldest first', () => {
  const log = new FrameLog()
  log.add(frame(1))
  log.add(frame(2))
  const { text, lines } = log.exported({})
  expect(lines).toBe(2)
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).number),
  ).toEqual([1, 2])
})

test.each([
  ['the account message', '{"topic":"act","args":{"accounts":["DU1"],"sessionId":"s3cr3t.42"}}'],
  ['the tie to the session', '{"session":"s3cr3t.42"}'],
  ['the reply to a keep-alive', '{"topic":"tic","alive":true,"id":"s3cr3t.42","lastAccessed":1}'],
])('masks the session id of %s', (_what, text) => {
  const log = new FrameLog()
  log.add({ at: 1, kind: 'receive', topic: 'act', text })
  const kept = log.find(1)
  expect(kept?.text).toContain('•••')
  expect(JSON.stringify([kept, log.page({}, 0, 1), log.exported({})])).not.toContain('s3cr3t')
})
