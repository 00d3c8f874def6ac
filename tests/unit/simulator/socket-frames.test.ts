import { expect, test } from 'vitest'
import { readSessionCookie } from '../../../src/simulator/socket/socket-server.ts'
import { parseTopicFrame } from '../../../src/simulator/socket/topic.ts'

test.each([
  ['sor+{}', 'sor', [], {}],
  ['sor', 'sor', [], {}],
  ['sor+{"filters":["Submitted"]}', 'sor', [], { filters: ['Submitted'] }],
  ['upl{}', 'upl', [], {}],
  ['smd+265598+{"fields":["31"]}', 'smd', ['265598'], { fields: ['31'] }],
  ['smd+265598@SMART+{"fields":["31"]}', 'smd', ['265598@SMART'], { fields: ['31'] }],
  ['umd+265598', 'umd', ['265598'], {}],
  ['sbd+DU1+265598+ISLAND', 'sbd', ['DU1', '265598', 'ISLAND'], {}],
  ['str+{broken', 'str', ['{broken'], {}],
])('parses the frame %s', (text, topic, target, options) => {
  expect(parseTopicFrame(text)).toEqual({ topic, target, options })
})

test.each(['', 'hello', '{"session":"1"}', 'SOR+{}'])('finds no topic in the frame %j', (text) => {
  expect(parseTopicFrame(text)).toBeUndefined()
})

test.each([
  ['api=abc', 'abc'],
  ['api={"session":"abc"}', 'abc'],
  ['api=%7B%22session%22%3A%22abc%22%7D', 'abc'],
  ['x-sess-uuid=1; api=abc; other=2', 'abc'],
  ['apix=abc', undefined],
  [undefined, undefined],
])('finds the session id in the cookie %s: %s', (header, session) => {
  expect(readSessionCookie(header)).toBe(session)
})
