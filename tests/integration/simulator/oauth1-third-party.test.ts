import { beforeAll, expect, test } from 'vitest'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedThirdPartyKeys } from '../../process/shared-keys.ts'
import { signingClient } from './signing-client.ts'

let keys: Oauth1Credentials

beforeAll(async () => {
  keys = await getSharedThirdPartyKeys()
})

async function thirdParty() {
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, marketMoves: false, keys })
  releaseAfterTest(() => simulator.close())
  const client = signingClient(simulator)
  const page = new URL('/authorize', simulator.apiUrl).href
  return {
    simulator,
    client,
    /** Requests a request token. The simulator must grant it. */
    requestToken: async (callback: string) =>
      (JSON.parse((await client.requestToken(callback)).text) as { oauth_token: string }).oauth_token,
    open: (query: string) => fetch(`${page}?${query}`),
    /** Submits the form of the approval page. */
    approve: (fields: Readonly<Record<string, string>>) =>
      fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) }),
    lastReason: () => simulator.record.requests().at(-1)?.verification,
  }
}

test('logs in a third party with request token, browser approval and access token', async () => {
  const { simulator, client, requestToken, open, approve } = await thirdParty()
  expect((await client.logIn()).text).toContain('No access secret key found for TESTCONS')
  const oauth_token = await requestToken('https://third.example/back?tenant=7,8')
  expect(oauth_token).toMatch(/^[0-9a-f]{20}$/)
  expect(await (await open(`oauth_token=${oauth_token}`)).text()).toContain('Approve')
  const back = new URL((await approve({ oauth_token })).headers.get('location') ?? '')
  expect(`${back.origin}${back.pathname}`).toBe('https://third.example/back')
  expect(Object.fromEntries(back.searchParams)).toEqual({
    tenant: '7,8',
    oauth_token,
    oauth_verifier: expect.stringMatching(/^[0-9a-f]{20}$/),
  })
  const granted = await client.accessToken(oauth_token, back.searchParams.get('oauth_verifier') ?? '')
  expect(JSON.parse(granted.text)).toEqual({
    is_paper: true,
    oauth_token: simulator.oauth1?.accessToken,
    oauth_token_secret: simulator.oauth1?.accessTokenSecret,
  })
  const loggedIn = signingClient(simulator)
  expect((await loggedIn.logIn()).status).toBe(200)
  expect((await loggedIn.call('POST', 'tickle')).status).toBe(200)
})

test('accepts tokens and verifiers only once, and only together', async () => {
  const { client, requestToken, approve, lastReason } = await thirdParty()
  const oauth_token = await requestToken('oob')
  expect((await client.accessToken(oauth_token, 'x')).status).toBe(401)
  expect(lastReason()).toBe('request-token-not-approved')
  const verifier = /<code id="verifier">(\w+)</.exec(await (await approve({ oauth_token })).text())?.[1] ?? ''
  expect((await approve({ oauth_token })).status).toBe(400)
  expect((await client.accessToken(oauth_token, 'x')).status).toBe(401)
  expect(lastReason()).toBe('verifier-wrong')
  expect((await client.accessToken(oauth_token, verifier)).status).toBe(200)
  expect((await client.accessToken(oauth_token, verifier)).status).toBe(401)
  expect(lastReason()).toBe('request-token-used')
  expect((await client.accessToken('ffffffffffffffffffff', verifier)).status).toBe(401)
  expect(lastReason()).toBe('request-token-unknown')
})

test('keeps the access token and changes its secret after a repeated grant', async () => {
  const { simulator, client, requestToken, approve } = await thirdParty()
  const grant = async () => {
    const oauth_token = await requestToken('https://third.example/')
    const back = new URL((await approve({ oauth_token })).headers.get('location') ?? '')
    await client.accessToken(oauth_token, back.searchParams.get('oauth_verifier') ?? '')
    return simulator.oauth1
  }
  const [first, second] = [await grant(), await grant()]
  expect(second?.accessToken).toBe(first?.accessToken)
  expect(second?.accessTokenSecret).not.toBe(first?.accessTokenSecret)
})

test('redirects the approval page only to web addresses', async () => {
  const { requestToken, open, approve } = await thirdParty()
  const oauth_token = await requestToken('oob')
  const elsewhere = 'http://127.0.0.1:9/done'
  const page = await open(new URLSearchParams({ oauth_token, redirect_uri: `${elsewhere}"><script>` }).toString())
  expect(await page.text()).not.toContain('<script>')
  expect((await approve({ oauth_token, redirect_uri: 'javascript:alert(1)' })).status).toBe(400)
  expect((await approve({ oauth_token, redirect_uri: elsewhere })).headers.get('location')).toContain(elsewhere)
})

test.each([
  ['without a callback', 'callback-wrong', {}, ''],
  ['with the realm of own keys', 'realm-wrong', { realm: 'limited_poa' }, 'oob'],
  ['with a nonce of before', 'nonce-reused', { nonce: 'again' }, 'oob'],
])('rejects a request token call by a third party: %s', async (_, reason, spoil, callback) => {
  const { client, lastReason } = await thirdParty()
  await client.requestToken('oob', { nonce: 'again' })
  expect((await client.requestToken(callback, spoil)).status).toBe(401)
  expect(lastReason()).toBe(reason)
})

test('rejects first-party keys in third-party calls', async () => {
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, marketMoves: false })
  releaseAfterTest(() => simulator.close())
  const client = signingClient(simulator)
  expect(await client.requestToken('oob')).toMatchObject({
    status: 401,
    text: '{"error":"id: 39687, error: invalid consumer","statusCode":401}',
  })
  await client.accessToken('a', 'b')
  expect(simulator.record.requests().map((request) => request.verification)).toEqual([
    'consumer-is-first-party',
    'consumer-is-first-party',
  ])
})
