import { expect, test } from 'vitest'
import { insertStatements } from '../../../../src/host/history/entry-codec.ts'
import { maskBody, maskParameters } from '../../../../src/host/history/mask-request.ts'

test.each([
  'password',
  'encryptedPassword',
  'passphrase',
  'client_secret',
  'credential',
  'privateKey',
  'api_key',
  'token',
  'access_token',
  'refreshToken',
  'csrf-token',
  'Authorization',
  'Cookie',
  'oauth_signature',
  'oauth_verifier',
  'client_assertion',
  'sessionId',
])('what %s holds is secret, as a parameter and in a body, at any depth, as a text, a number or a list', (name) => {
  expect(maskParameters([[name, 'planted']])).toEqual([[name, '•••']])
  const body = JSON.stringify([{ deep: { [name]: 'planted', kept: 1 } }, { [name]: 4711 }, { [name]: ['planted'] }])
  expect(JSON.parse(maskBody(body))).toEqual([
    { deep: { [name]: '•••', kept: 1 } },
    { [name]: '•••' },
    { [name]: '•••' },
  ])
})

test.each(['symbol', 'session', 'tokens', 'key', 'conid', 'keyword'])('what %s holds stays', (name) => {
  expect(maskParameters([[name, 'AAPL']])).toEqual([[name, 'AAPL']])
})

test('a body without a secret stays as it was typed, and one that is no JSON is not kept', () => {
  const typed = '{ "size": 1.10, "id": 12345678901234567890, "updatePassword": {"user": "a"}, "secret": null }'
  expect(maskBody(typed)).toBe(typed)
  expect(maskBody('password=planted')).toBe('•••')
})

test('nothing of a secret reaches a statement: neither columns, head, address nor the words that are found', async () => {
  const statements = await insertStatements(
    { id: 1, at: 0, profileId: 'practice', environment: 'practice' },
    {
      source: 'explorer',
      method: 'POST',
      path: '/v1/api/iserver/accounts',
      parameters: [
        ['oauth_token', 'planted'],
        ['symbol', 'AAPL'],
      ],
      body: '{"password":"planted"}',
      effect: 'read',
      result: {
        outcome: 'answered',
        body: Buffer.from('{}'),
        head: {
          status: 200,
          statusText: 'OK',
          headers: {},
          timing: { queue: 0, firstByte: 1, body: 1, total: 2 },
          size: 2,
          url: 'https://user:planted@localhost:5000/v1/api/iserver/accounts?oauth_token=planted&symbol=AAPL',
        },
      },
    },
  )
  const written = JSON.stringify(statements)
  expect(written).not.toContain('planted')
  expect(written).toContain('symbol=AAPL')
})
