import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CachedBearerToken } from '../../../src/client/oauth2/bearer-token.ts'
import { IbkrOauth2, type TokenCallSender } from '../../../src/client/oauth2/ibkr-oauth2.ts'
import { type IbkrOauth2Config, readOauth2Settings } from '../../../src/client/oauth2/oauth2-settings.ts'
import { systemRandom } from '../../../src/client/random-source.ts'
import type { RawResponse, RequestInput } from '../../../src/client/rest/request-input.ts'
import { parseServerAddress } from '../../../src/client/server-address.ts'
import { manualClock } from './manual-clock.ts'
import { pem } from './test-keys.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const config: IbkrOauth2Config = {
  type: 'oauth2',
  clientId: 'CLIENT',
  keyId: 'main',
  privateKey: pem(privateKey, 'pkcs1'),
  credential: 'user',
  ip: '203.0.113.7',
}
const plain = { paced: false }
const timing = { queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 }

/** Creates a channel that returns these bodies in order, repeats the last one, and records the requests. */
function scripted(...bodies: readonly unknown[]) {
  const requests: RequestInput[] = []
  const channel: TokenCallSender = {
    send: async (input, { freshData }): Promise<RawResponse> => {
      const body = new TextEncoder().encode(JSON.stringify(bodies[Math.min(requests.length, bodies.length - 1)]))
      requests.push(freshData === undefined ? input : { ...input, data: await freshData() })
      const { method = 'GET', path } = input
      return { status: 200, statusText: '', headers: {}, body, wireBytes: body.length, timing, method, url: path }
    },
  }
  return { channel, requests }
}

function client(change: Partial<IbkrOauth2Config> = {}) {
  const clock = manualClock()
  const parts = { clock, random: systemRandom, server: parseServerAddress('https://host.example/v1/api') }
  return {
    clock,
    oauth2: new IbkrOauth2({ settings: readOauth2Settings({ ...config, ...change }, undefined), ...parts }),
  }
}

/** Verifies the signature of a JWT. Returns its header and claims. */
function openJwt(jwt: string) {
  const [header = '', claims = '', signature = ''] = jwt.split('.')
  const key = createPublicKey(privateKey)
  expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  const [head, body] = [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  return { header: head, claims: body }
}

describe('token requests of OAuth 2.0', () => {
  it.each([
    ['/token', { aud: '/token' }],
    ['token-url', { aud: 'https://host.example/oauth2/api/v1/token', jti: expect.stringMatching(/^[0-9a-f]{32}$/) }],
  ] as const)('signs an assertion with the audience "%s"', async (audience, claims) => {
    const { clock, oauth2 } = client({ audience, scopes: ['sso-sessions.write', 'echo.read'] })
    const { channel, requests } = scripted({ access_token: 'A' })
    await oauth2.keepAccess(channel, plain)
    const form = Object.fromEntries(requests[0]?.data as URLSearchParams)
    expect(form).toEqual({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
      scope: 'sso-sessions.write echo.read',
    })
    const now = Math.floor(clock.now() / 1000)
    expect(openJwt(form['client_assertion'] ?? '')).toEqual({
      header: { alg: 'RS256', typ: 'JWT', kid: 'main' },
      claims: { iss: 'CLIENT', sub: 'CLIENT', iat: now - 10, exp: now + 20, ...claims },
    })
  })

  it('sends the claims of an SSO session, and optional claims only if they are configured', async () => {
    const { clock, oauth2 } = client()
    const { channel, requests } = scripted({ access_token: 'A' }, { active: true, access_token: 'S' })
    await oauth2.openSession(channel, plain)
    const exp = Math.floor(clock.now() / 1000) + 86_400
    expect(requests[1]?.data).toEqual({ credential: 'user', ip: '203.0.113.7', exp })
    const full = client({ service: 'AM.LOGIN', alternativeIps: ['203.0.113.8'] })
    await full.oauth2.openSession(scripted({ access_token: 'A' }, { access_token: 'S' }).channel, plain)
    const second = scripted({ access_token: 'S' })
    await full.oauth2.openSession(second.channel, plain)
    expect(second.requests[0]?.data).toMatchObject({ service: 'AM.LOGIN', alternativeIps: ['203.0.113.8'] })
  })

  it('signs a body with an added issuer and times, unless the body sets them', async () => {
    const { clock, oauth2 } = client()
    const now = Math.floor(clock.now() / 1000)
    const jwt = await oauth2.signBody({ text: 'Grüße', list: [1, { two: 2 }] })
    expect(openJwt(jwt).claims).toEqual({
      iss: 'CLIENT',
      iat: now - 10,
      exp: now + 60,
      text: 'Grüße',
      list: [1, { two: 2 }],
    })
    expect(openJwt(await oauth2.signBody({ exp: 5 })).claims).toMatchObject({ exp: 5, iss: 'CLIENT' })
  })
})

describe('parsing of the response to a token request', () => {
  it.each([
    [undefined],
    ['text'],
    [null],
    [[]],
    [{}],
    [{ access_token: 7 }],
    [{ access_token: '' }],
    [{ access_token: 'a\r\nb: c' }],
  ])('rejects a response without a usable token with token-response-invalid: %j', async (body) => {
    const { oauth2 } = client()
    await expect(oauth2.keepAccess(scripted(body).channel, plain)).rejects.toMatchObject({
      code: 'token-response-invalid',
    })
  })

  it('rejects a response for a session that is not active', async () => {
    const { oauth2 } = client()
    const { channel } = scripted({ access_token: 'A' }, { active: false, access_token: 'S' })
    await expect(oauth2.openSession(channel, plain)).rejects.toMatchObject({ code: 'token-response-invalid' })
  })

  it.each([[{}], [{ expires_in: 'soon' }], [{ expires_in: -1 }], [{ expires_in: 86_399 }]])(
    'assumes a lifetime of one day if the lifetime is missing or invalid (%j)',
    async (life) => {
      const { clock, oauth2 } = client()
      await oauth2.keepAccess(scripted({ access_token: 'A', ...life }).channel, plain)
      expect((oauth2.access.expiresAt ?? 0) - clock.now()).toBe(86_399_000)
    },
  )
})

describe('cached bearer token', () => {
  const validFor2Hours = (clock: { now(): number }, token: string) => ({ token, expiresAt: clock.now() + 7_200_000 })

  it('requests a bearer token once for concurrent callers, and renews it an hour before it expires', async () => {
    const clock = manualClock()
    const bearer = new CachedBearerToken(clock)
    let issued = 0
    const keep = () => bearer.keep(async () => validFor2Hours(clock, `T${++issued}`))
    await Promise.all([keep(), keep(), keep()])
    expect([issued, bearer.token]).toEqual([1, 'T1'])
    clock.advance(3_599_000)
    await keep()
    expect(issued).toBe(1)
    clock.advance(2_000)
    await Promise.all([keep(), keep()])
    expect([issued, bearer.token]).toEqual([2, 'T2'])
  })

  it('renews a bearer token after the server refused it, but not after the refusal of an older token', async () => {
    const clock = manualClock()
    const bearer = new CachedBearerToken(clock)
    let issued = 0
    const keep = () => bearer.keep(async () => validFor2Hours(clock, `T${++issued}`))
    await keep()
    bearer.refuse('T1')
    await keep()
    bearer.refuse('T1')
    await keep()
    expect([issued, bearer.token]).toEqual([2, 'T2'])
    bearer.refuse('T2')
    await expect(bearer.keep(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
  })

  it('does not restore a dropped token when a renewal that started earlier ends', async () => {
    const clock = manualClock()
    const bearer = new CachedBearerToken(clock)
    let resolveOld = (_token: string): void => undefined
    const renewal = bearer.renew(
      () => new Promise((resolve) => (resolveOld = (token) => resolve(validFor2Hours(clock, token)))),
    )
    bearer.drop()
    const second = bearer.renew(async () => validFor2Hours(clock, 'new'))
    resolveOld('old')
    await Promise.all([renewal, second])
    expect(bearer.token).toBe('new')
    bearer.drop()
    expect([bearer.token, bearer.expiresAt]).toEqual([undefined, undefined])
  })
})
