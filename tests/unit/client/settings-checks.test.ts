import { beforeAll, describe, expect, it } from 'vitest'
import { IbkrClient, IbkrOauth1 } from '../../../src/client/index.ts'
import { makeTestKeys, type TestKeys } from './test-keys.ts'

let keys: TestKeys
beforeAll(() => {
  keys = makeTestKeys()
})

/** Creates a client without type checks, like a plain JavaScript program. */
function make(config: unknown): IbkrClient {
  return Reflect.construct(IbkrClient, [config])
}

function signs(settings: object): () => unknown {
  const oauth1 = new IbkrOauth1({ ...keys.config, ...settings })
  return () => oauth1.generateLiveSessionData('https://api.ibkr.com/v1/api/oauth/live_session_token')
}

const wrong = (...words: readonly string[]) =>
  expect.objectContaining({ code: 'config-invalid', message: expect.stringMatching(words.join('.*')) })

describe('first argument of the client constructor', () => {
  it.each<[string, unknown, ...string[]]>([
    ['undefined', undefined, 'first argument', 'not undefined'],
    ['null', null, 'first argument', 'not null'],
    ['a number', 5000, 'first argument', 'not number'],
    ['a function', () => ({}), 'first argument', 'not function'],
    ['an array', [], 'first argument', 'not an array'],
    ['settings in an array', [{ consumerKey: 'a' }], 'not an array'],
    ['bytes of oauth1.json', Buffer.from('{}'), 'not bytes', 'JSON.parse'],
    ['a URL object', new URL('https://localhost:5000'), 'pass its href'],
    ['a promise', Promise.resolve({}), 'await it first'],
    ['an empty object', {}, 'contain no login', 'consumerKey', 'oauth1.json'],
    ['settings one level too deep', { oauth1: { consumerKey: 'a' } }, 'contain no login'],
    ['a map', new Map([['consumerKey', 'a']]), 'contain no login'],
  ])('the constructor rejects %s immediately', (_what, config, ...words) => {
    expect(() => make(config)).toThrow(wrong(...words))
  })

  it('accepts a third-party login without an access token, as ibkr-client does; the login reports it', async () => {
    const client = make({ consumerKey: 'TESTCONS', signature: 'x' })
    expect(client.oauth1).toBeInstanceOf(IbkrOauth1)
    await expect(client.init()).rejects.toEqual(wrong('is missing'))
    await client.close()
  })
})

describe('setting of OAuth 1.0a', () => {
  it.each<[string, unknown, string]>([
    ['consumerKey', 5, 'must be a string, not number'],
    ['accessToken', {}, 'must be a string, not object'],
    ['signature', Buffer.from('key'), 'must be a string, not bytes'],
    ['dhPrime', 17n, 'must be a string, not bigint'],
    ['encryption', true, 'must be a string, not boolean'],
    ['accessTokenSecret', null, 'accessTokenSecret is missing'],
  ])('names the required type of an OAuth 1.0a setting: %s = %s', (name, value, words) => {
    expect(signs({ [name]: value })).toThrow(wrong(words))
    if (value !== null) expect(signs({ [name]: value })).toThrow(wrong(name))
  })

  it('suggests the right name for a misspelled setting', () => {
    expect(signs({ accessToken: undefined, accesstoken: 'a' })).toThrow(wrong('"accesstoken" a misspelling'))
    expect(signs({ accessTokenSecret: undefined, access_token_secret: 'a' })).toThrow(wrong('"access_token_secret"'))
    expect(signs({ consumerKey: undefined, consumrKey: 'a' })).toThrow(wrong('"consumrKey" a misspelling'))
    // A correct setting name must not be suggested as a misspelling of another name.
    expect(signs({ accessTokenSecret: undefined })).toThrow(wrong('accessTokenSecret is missing.$'))
  })

  it.each<[string, string, string]>([
    ['signature', 'private_signature.pem', 'key-invalid'],
    ['encryption', '/home/me/private_encryption.pem', 'key-invalid'],
    ['dhPrime', './dhparam.pem', 'prime-invalid'],
    ['accessTokenSecret', 'secret.txt', 'access-token-secret-invalid'],
  ])('rejects a file name as a setting, with a hint: %s', (name, value, code) => {
    expect(signs({ [name]: value })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(/file name.*readFileSync/) }),
    )
  })

  it('rejects a private key as the access token secret without quoting it', () => {
    const line = keys.config.signature.split('\n')[1] ?? ''
    expect(signs({ accessTokenSecret: keys.config.signature })).toThrow(
      expect.objectContaining({
        code: 'access-token-secret-invalid',
        message: expect.stringContaining('is the content of a key'),
      }),
    )
    expect(signs({ accessTokenSecret: keys.config.signature })).not.toThrow(line)
  })
})

describe('setting of OAuth 2.0', () => {
  const settings = { type: 'oauth2', clientId: 'a', keyId: 'main', credential: 'user', ip: '203.0.113.7' }
  it.each<[object, string]>([
    [{ clientId: 5 }, 'clientId must be a string, not number'],
    [{ privateKey: Buffer.from('key') }, 'privateKey must be a string, not bytes'],
    [{ clientId: undefined, clientID: 'a' }, 'clientId is missing; is "clientID" a misspelling of it?'],
    [{ keyId: '' }, 'keyId is missing'],
  ])('names the required type of an OAuth 2.0 setting, or suggests a name: %j', (change, words) => {
    expect(() => make({ ...settings, privateKey: 'x', ...change })).toThrow(wrong(words.replaceAll('?', '\\?')))
  })

  it('rejects a file name as the private key, with a hint', () => {
    expect(() => make({ ...settings, privateKey: 'private_key.pem' })).toThrow(
      expect.objectContaining({ code: 'key-invalid', message: expect.stringContaining('file name') }),
    )
  })
})
