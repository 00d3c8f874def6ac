import { beforeAll, expect, test } from 'vitest'
import { IbkrClient, type IbkrThirdPartyConfig } from '../../../src/client/index.ts'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import { getSharedThirdPartyKeys } from '../../process/shared-keys.ts'
import { clientOf, closeAfterTest, requestBodies, simulate } from './simulator-fixture.ts'

let keys: Oauth1Credentials
beforeAll(async () => {
  keys = await getSharedThirdPartyKeys()
})

/** Starts a simulator for a third party that has keys but no access token. */
async function thirdParty(clockSkewSeconds = 0) {
  const simulator = await simulate({ keys, clockSkewSeconds })
  const { consumerKey, dhPrime, encryption, signature } = keys
  // The realm is omitted because it follows from the consumer key.
  const settings: IbkrThirdPartyConfig = { consumerKey, dhPrime, encryption, signature }
  const client = closeAfterTest(new IbkrClient(settings, { baseUrl: simulator.apiUrl }))
  /** Approves like a user in a browser. Resolves to the redirect target, or to the page if there is no redirect. */
  const approve = async (page: string): Promise<string> => {
    const { origin, pathname, searchParams } = new URL(page)
    const response = await fetch(origin + pathname, { method: 'POST', redirect: 'manual', body: searchParams })
    return response.headers.get('location') ?? (await response.text())
  }
  return { simulator, settings, client, approve }
}

test.each([0, 3_600])('a third party gets an access token and logs in with it (clock wrong by %d s)', async (skew) => {
  const { simulator, settings, client, approve } = await thirdParty(skew)
  const token = await client.requestToken()
  expect(client.authorizeUrl(token)).toBe(`${new URL(simulator.apiUrl).origin}/authorize?oauth_token=${token}`)
  const verifier = /id="verifier">(\w+)</.exec(await approve(client.authorizeUrl(token)))?.[1] ?? ''
  const { isPaper, ...access } = await client.accessToken(token, verifier)
  expect(isPaper).toBe(true)
  const loggedIn = closeAfterTest(new IbkrClient({ ...settings, ...access }, { baseUrl: simulator.apiUrl }))
  await expect(loggedIn.init()).resolves.toMatchObject({ authenticated: true })
  expect(requestBodies(simulator, 'oauth/request_token')).toHaveLength(skew === 0 ? 1 : 2)
})

test('redirects the browser to the callback, or to the address given to authorizeUrl', async () => {
  const { client, approve } = await thirdParty()
  const token = await client.requestToken('https://third.example/back?a=1,2')
  const back = new URL(await approve(client.authorizeUrl(token)))
  expect(back.href).toMatch(/^https:\/\/third\.example\/back\?a=1/)
  await client.accessToken(token, back.searchParams.get('oauth_verifier') ?? '')
  const second = await client.requestToken('oob')
  const elsewhere = await approve(client.authorizeUrl(second, 'https://third.example/other'))
  expect(elsewhere).toMatch(/^https:\/\/third\.example\/other\?oauth_token=/)
})

test('rejects a wrong verifier after one request', async () => {
  const { client, simulator, approve } = await thirdParty()
  const token = await client.requestToken()
  await approve(client.authorizeUrl(token))
  await expect(client.accessToken(token, 'wrong')).rejects.toMatchObject({ code: 'unauthorized' })
  expect(requestBodies(simulator, 'oauth/access_token')).toHaveLength(1)
})

test('requestToken rejects first-party keys with consumer-invalid', async () => {
  const client = clientOf(await simulate())
  await expect(client.requestToken()).rejects.toMatchObject({ code: 'consumer-invalid' })
})

test('init rejects a login without an access token, and requestToken rejects a gateway', async () => {
  const { client } = await thirdParty()
  await expect(client.init()).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringMatching(/accessToken(Secret)? is missing/),
  })
  const gateway = clientOf(await simulate({ mode: 'gateway' }))
  await expect(gateway.requestToken()).rejects.toMatchObject({ code: 'oauth1-not-enabled' })
})

test("authorizeUrl uses a host other than IBKR's API host", () => {
  const client = closeAfterTest(new IbkrClient({ consumerKey: 'TESTCONS', signature: keys.signature }))
  expect(client.authorizeUrl('b9082d68cfef06b030de', 'https://third.example/?a=b&c')).toBe(
    'https://interactivebrokers.com/authorize?oauth_token=b9082d68cfef06b030de&redirect_uri=https%3A%2F%2Fthird.example%2F%3Fa%3Db%26c',
  )
})
