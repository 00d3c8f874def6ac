import { expect, test } from 'vitest'
import { maskSecretsInBody } from '../../../src/host/upstream/mask-secrets-in-body.ts'

const mask = (path: string, text: string): string => Buffer.from(maskSecretsInBody(path, Buffer.from(text))).toString()

test.each([
  ['/v1/api/tickle', '{"session":"bb665d0f55b6289d","ssoExpires":460311}', '{"session":"•••","ssoExpires":460311}'],
  [
    '/v1/api/iserver/accounts',
    '{ "sessionId" : "abc", "accounts":["DU1"] }',
    '{ "sessionId" : "•••", "accounts":["DU1"] }',
  ],
  ['/oauth2/api/v1/token', '{"access_token":"a.b.c","expires_in":86399}', '{"access_token":"•••","expires_in":86399}'],
  [
    '/v1/api/oauth/access_token',
    '{"oauth_token":"t","oauth_token_secret":"s=="}',
    '{"oauth_token":"•••","oauth_token_secret":"•••"}',
  ],
  [
    '/oauth2/api/v1/token',
    '{"refresh_token":"a.b.c","id_token":"d.e.f","token_type":"Bearer"}',
    '{"refresh_token":"•••","id_token":"•••","token_type":"Bearer"}',
  ],
  [
    '/v1/api/oauth/live_session_token',
    '{"diffie_hellman_response":"1","live_session_token_signature":"2","live_session_token_expiration":3}',
    '{"diffie_hellman_response":"•••","live_session_token_signature":"•••","live_session_token_expiration":3}',
  ],
  [
    '/gw/api/v1/sso-sessions',
    '{"access_token":"a","ssoToken":"b","liveSessionToken":"c","active":true}',
    '{"access_token":"•••","ssoToken":"•••","liveSessionToken":"•••","active":true}',
  ],
  ['/v1/api/tickle', '{"ssoExpires":1,"session":"bb665d0f', '{"ssoExpires":1,"session":"•••'],
  ['/v1/api/tickle', '{"session":"a\\"b","note":"c"}', '{"session":"•••","note":"c"}'],
  ['/v1/api/tickle', '{"session":1234567890123456789}', '{"session":"•••"}'],
  ['/v1/api/tickle', '{"sess\\u0069on":"a","ssoExpires":1}', '{"sess\\u0069on":"•••","ssoExpires":1}'],
  ['/v1/api/tickle', '{"session":"a\\', '{"session":"•••'],
])('masks the secrets in the response to %s and nothing else', (path, text, masked) => {
  expect(mask(path, text)).toBe(masked)
})

test('leaves responses of other paths unchanged, even if they have a field with the name of a secret', () => {
  const text = '{"session":"regular hours"}'
  expect(mask('/v1/api/trsrv/secdef/schedule', text)).toBe(text)
})
