import { createSign } from 'node:crypto'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'

/** Changes to the claims and header of a JWT. The value undefined removes a claim. */
export interface JwtChange {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  /** PEM of another signature key. */
  readonly key?: string
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Creates an OAuth 2.0 client that uses only `node:crypto` and `fetch`, so that the server's library is not tested
 * against itself.
 */
export function oauth2Client(simulator: Simulator, now: () => number = Date.now) {
  const access = simulator.oauth2
  if (access === undefined) throw new Error('The simulator has no OAuth 2.0 client')
  const { clientId, keyId, privateKey, credential, ip, tokenUrl, ssoSessionsUrl } = access
  const origin = new URL(tokenUrl).origin
  const seconds = () => Math.floor(now() / 1000)

  function jwt(claims: object, { header, claims: changed, key = privateKey }: JwtChange = {}): string {
    const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: keyId, ...header })}.${encode({ ...claims, ...changed })}`
    return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`
  }

  async function send(method: string, url: string, headers: Record<string, string>, body?: string | URLSearchParams) {
    const response = await fetch(url, { method, headers, redirect: 'manual', ...(body !== undefined && { body }) })
    const text = await response.text()
    const contentType = response.headers.get('content-type')
    const isJson = /^application\/(problem\+)?json/.test(contentType ?? '')
    const parsed = (isJson ? JSON.parse(text) : text) as Record<string, unknown>
    return { status: response.status, contentType, body: parsed, headers: response.headers }
  }

  const assertion = (change?: JwtChange) =>
    jwt({ iss: clientId, sub: clientId, aud: '/token', iat: seconds() - 10, exp: seconds() + 20 }, change)

  const askToken = (scope: string, change?: JwtChange, form: Readonly<Record<string, string>> = {}) =>
    send(
      'POST',
      tokenUrl,
      {},
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion(change),
        scope,
        ...form,
      }),
    )

  const signed = (
    url: string,
    bearer: string,
    claims: object,
    change?: JwtChange,
    type = 'application/jwt',
    method = 'POST',
  ) =>
    send(
      method,
      url.startsWith('/') ? origin + url : url,
      { authorization: `Bearer ${bearer}`, 'content-type': type },
      jwt({ ...claims, iss: clientId, iat: seconds() - 10, exp: seconds() + 86_400 }, change),
    )

  const openSso = (bearer: string, change?: JwtChange) => signed(ssoSessionsUrl, bearer, { credential, ip }, change)

  return {
    askToken,
    /** Returns the bearer token of a successful token call. */
    token: async (scope: string) => String((await askToken(scope)).body['access_token']),
    signed,
    openSso,
    /** Logs in and returns the bearer token of `/v1/api`. */
    logIn: async () => {
      const { body } = await askToken('sso-sessions.write')
      return String((await openSso(String(body['access_token']))).body['access_token'])
    },
    /** Sends a plain request with a bearer token. `path` is relative to the server's root. */
    call: (method: string, path: string, bearer?: string, body?: object) =>
      send(
        method,
        origin + path,
        {
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body === undefined ? undefined : JSON.stringify(body),
      ),
  }
}
