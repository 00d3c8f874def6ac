import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { resolveServer } from '../../../src/client/gateway.ts'
import { HeldBearer } from '../../../src/client/oauth2/held-bearer.ts'
import { IbkrOauth2, type TokenChannel } from '../../../src/client/oauth2/ibkr-oauth2.ts'
import { type IbkrOauth2Config, readOauth2Settings } from '../../../src/client/oauth2/oauth2-settings.ts'
import { systemRandom } from '../../../src/client/random.ts'
import type { RawResponse, RequestInput } from '../../../src/client/rest/request-input.ts'
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

/** A channel that answers everything with these bodies in turn, and keeps what it was asked. */
function scripted(...bodies: readonly unknown[]) {
  const asked: RequestInput[] = []
  const channel: TokenChannel = {
    send: async (input, { freshData }): Promise<RawResponse> => {
      const body = new TextEncoder().encode(JSON.stringify(bodies[Math.min(asked.length, bodies.length - 1)]))
      asked.push(freshData === undefined ? input : { ...input, data: await freshData() })
      const { method = 'GET', path } = input
      return { status: 200, statusText: '', headers: {}, body, wireBytes: body.length, timing, method, url: path }
    },
  }
  return { channel, asked }
}

function client(change: Partial<IbkrOauth2Config> = {}) {
  const clock = manualClock()
  const parts = { clock, random: systemRandom, server: resolveServer('https://host.example/v1/api') }
  return {
    clock,
    oauth2: new IbkrOauth2({ settings: readOauth2Settings({ ...config, ...change }, undefined), ...parts }),
  }
}

/** Header and claims of a JWT whose signature is right. */
function opened(jwt: string) {
  const [header = '', claims = '', signature = ''] = jwt.split('.')
  const key = createPublicKey(privateKey)
  expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  const [head, body] = [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  return { header: head, claims: body }
}

describe('requests for tokens', () => {
  it.each([
    ['/token', { aud: '/token' }],
    ['token-url', { aud: 'https://host.example/oauth2/api/v1/token', jti: expect.stringMatching(/^[0-9a-f]{32}$/) }],
  ] as const)('an assertion for the audience "%s"', async (audience, claims) => {
    const { clock, oauth2 } = client({ audience, scopes: ['sso-sessions.write', 'echo.read'] })
    const { channel, asked } = scripted({ access_token: 'A' })
    await oauth2.keepAccess(channel, plain)
    const form = Object.fromEntries(asked[0]?.data as URLSearchParams)
    expect(form).toEqual({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
      scope: 'sso-sessions.write echo.read',
    })
    const now = Math.floor(clock.now() / 1000)
    expect(opened(form['client_assertion'] ?? '')).toEqual({
      header: { alg: 'RS256', typ: 'JWT', kid: 'main' },
      claims: { iss: 'CLIENT', sub: 'CLIENT', iat: now - 10, exp: now + 20, ...claims },
    })
  })

  it('hold the claims of an SSO session, and optional ones only if given', async () => {
    const { clock, oauth2 } = client()
    const { channel, asked } = scripted({ access_token: 'A' }, { active: true, access_token: 'S' })
    await oauth2.openSession(channel, plain)
    const exp = Math.floor(clock.now() / 1000) + 86_400
    expect(asked[1]?.data).toEqual({ credential: 'user', ip: '203.0.113.7', exp })
    const full = client({ service: 'AM.LOGIN', alternativeIps: ['203.0.113.8'] })
    await full.oauth2.openSession(scripted({ access_token: 'A' }, { access_token: 'S' }).channel, plain)
    const second = scripted({ access_token: 'S' })
    await full.oauth2.openSession(second.channel, plain)
    expect(second.asked[0]?.data).toMatchObject({ service: 'AM.LOGIN', alternativeIps: ['203.0.113.8'] })
  })

  it('hold the fields of a signed body, and issuer and times unless given', async () => {
    const { clock, oauth2 } = client()
    const now = Math.floor(clock.now() / 1000)
    const jwt = await oauth2.signBody({ text: 'Grüße', list: [1, { two: 2 }] })
    expect(opened(jwt).claims).toEqual({
      iss: 'CLIENT',
      iat: now - 10,
      exp: now + 60,
      text: 'Grüße',
      list: [1, { two: 2 }],
    })
    expect(opened(await oauth2.signBody({ exp: 5 })).claims).toMatchObject({ exp: 5, iss: 'CLIENT' })
  })
})

describe('responses without a usable token', () => {
  it.each([
    [undefined],
    ['text'],
    [null],
    [[]],
    [{}],
    [{ access_token: 7 }],
    [{ access_token: '' }],
    [{ access_token: 'a\r\nb: c' }],
  ])('%j: token-answer-invalid', async (body) => {
    const { oauth2 } = client()
    await expect(oauth2.keepAccess(scripted(body).channel, plain)).rejects.toMatchObject({
      code: 'token-answer-invalid',
    })
  })

  it('include an inactive session', async () => {
    const { oauth2 } = client()
    const { channel } = scripted({ access_token: 'A' }, { active: false, access_token: 'S' })
    await expect(oauth2.openSession(channel, plain)).rejects.toMatchObject({ code: 'token-answer-invalid' })
  })

  it.each([[{}], [{ expires_in: 'soon' }], [{ expires_in: -1 }], [{ expires_in: 86_399 }]])(
    'a life that is missing or impossible (%j) counts as a day',
    async (life) => {
      const { clock, oauth2 } = client()
      await oauth2.keepAccess(scripted({ access_token: 'A', ...life }).channel, plain)
      expect((oauth2.access.expiresAt ?? 0) - clock.now()).toBe(86_399_000)
    },
  )
})

describe('a bearer token', () => {
  const life = (clock: { now(): number }, token: string) => ({ token, expiresAt: clock.now() + 7_200_000 })

  it('is requested once for concurrent callers, and again when it is due', async () => {
    const clock = manualClock()
    const held = new HeldBearer(clock)
    let taken = 0
    const keep = () => held.keep(async () => life(clock, `T${++taken}`))
    await Promise.all([keep(), keep(), keep()])
    expect([taken, held.token]).toEqual([1, 'T1'])
    clock.advance(3_599_000)
    await keep()
    expect(taken).toBe(1)
    clock.advance(2_000)
    await Promise.all([keep(), keep()])
    expect([taken, held.token]).toEqual([2, 'T2'])
  })

  it('is renewed after its refusal; the refusal of an older one changes nothing', async () => {
    const clock = manualClock()
    const held = new HeldBearer(clock)
    let taken = 0
    const keep = () => held.keep(async () => life(clock, `T${++taken}`))
    await keep()
    held.refuse('T1')
    await keep()
    held.refuse('T1')
    await keep()
    expect([taken, held.token]).toEqual([2, 'T2'])
    held.refuse('T2')
    await expect(held.keep(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
  })

  it('stays dropped when it was dropped during its renewal', async () => {
    const clock = manualClock()
    const held = new HeldBearer(clock)
    let give = (_token: string): void => undefined
    const taking = held.renew(() => new Promise((resolve) => (give = (token) => resolve(life(clock, token)))))
    held.drop()
    const second = held.renew(async () => life(clock, 'new'))
    give('old')
    await Promise.all([taking, second])
    expect(held.token).toBe('new')
    held.drop()
    expect([held.token, held.expiresAt]).toEqual([undefined, undefined])
  })
})
