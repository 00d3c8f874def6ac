import { createHmac, createSign, randomBytes } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { computeLiveSessionToken, modPow } from '../../../src/simulator/oauth1/arithmetic.ts'
import { buildBaseString, type NameValuePair, percentEncode } from '../../../src/simulator/oauth1/base-string.ts'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import type { Simulator } from '../../../src/simulator/start-simulator.ts'
import { openCredentials } from '../../unit/simulator/open-credentials.ts'

/** Parts of a signed request that a test may change. */
export interface RequestChanges {
  readonly realm?: string
  readonly consumerKey?: string
  readonly accessToken?: string
  readonly nonce?: string
  readonly timestamp?: string
  /** Diffie-Hellman challenge to send. */
  readonly challenge?: string
  /** True to omit the query from the signature. */
  readonly unsignedQuery?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/** Creates a client that signs with the server's arithmetic, which the vectors and ibkr-client verify. */
export function signingClient(
  simulator: Simulator,
  credentials: Oauth1Credentials | undefined = simulator.oauth1,
  now: () => number = Date.now,
) {
  if (credentials === undefined) throw new Error('The simulator has no OAuth keys')
  const { signature: signatureKey } = credentials
  // A third party has no secret yet.
  const opened = credentials.accessTokenSecret === '' ? undefined : openCredentials(credentials)
  const prime = BigInt(`0x${credentials.dhPrime}`)
  const secretBytes = opened?.secretBytes ?? Buffer.alloc(0)
  let token: string | undefined

  const seconds = () => String(Math.floor(now() / 1000))

  function header(
    method: string,
    url: string,
    query: readonly NameValuePair[],
    spoil: RequestChanges,
    challenge?: string,
  ): string {
    const pairs: NameValuePair[] = [
      ['oauth_consumer_key', spoil.consumerKey ?? credentials?.consumerKey ?? ''],
      ['oauth_nonce', spoil.nonce ?? randomBytes(8).toString('hex')],
      ['oauth_signature_method', challenge === undefined ? 'HMAC-SHA256' : 'RSA-SHA256'],
      ['oauth_timestamp', spoil.timestamp ?? seconds()],
      ['oauth_token', spoil.accessToken ?? credentials?.accessToken ?? ''],
      ...(challenge === undefined ? [] : [['diffie_hellman_challenge', challenge] as const]),
    ]
    const prepend = challenge === undefined ? '' : secretBytes.toString('hex')
    const text = buildBaseString(method, url, [...pairs, ...query], { prepend })
    const signature =
      challenge === undefined
        ? createHmac('sha256', Buffer.from(token ?? '', 'base64'))
            .update(text)
            .digest('base64')
        : createSign('sha256').update(text).sign(signatureKey, 'base64')
    const all: NameValuePair[] = [
      ['realm', spoil.realm ?? credentials?.realm ?? ''],
      ...pairs,
      ['oauth_signature', percentEncode(signature)],
    ]
    return `OAuth ${all.map(([name, value]) => `${name}="${value}"`).join(', ')}`
  }

  function send(method: string, path: string, authorization: string, spoil: RequestChanges) {
    return new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
      const request = simulator.caPem === undefined ? plainRequest : secureRequest
      const outgoing = request(simulator.apiUrl + path, {
        method,
        ca: simulator.caPem,
        agent: false,
        headers: { authorization, 'user-agent': 'test', 'content-length': '0', ...spoil.headers },
      })
      outgoing.on('error', reject)
      outgoing.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text }),
        )
      })
      outgoing.end()
    })
  }

  /** Sends one of the two third-party calls: signed with RSA over the pairs, without a prefix. */
  function thirdParty(path: string, own: readonly NameValuePair[], spoil: RequestChanges = {}) {
    const pairs: NameValuePair[] = [
      ['oauth_consumer_key', spoil.consumerKey ?? credentials?.consumerKey ?? ''],
      ['oauth_nonce', spoil.nonce ?? randomBytes(8).toString('hex')],
      ['oauth_signature_method', 'RSA-SHA256'],
      ['oauth_timestamp', spoil.timestamp ?? seconds()],
      ...own,
    ]
    const signed = createSign('sha256').update(buildBaseString('POST', simulator.apiUrl + path, pairs))
    const all: NameValuePair[] = [
      ...pairs,
      ['oauth_signature', percentEncode(signed.sign(signatureKey, 'base64'))],
      ['realm', spoil.realm ?? credentials?.realm ?? ''],
    ]
    return send('POST', path, `OAuth ${all.map(([name, value]) => `${name}="${value}"`).join(', ')}`, spoil)
  }

  return {
    requestToken: (callback: string, spoil?: RequestChanges) =>
      thirdParty('oauth/request_token', [['oauth_callback', callback]], spoil),
    accessToken: (requestToken: string, verifier: string, spoil?: RequestChanges) =>
      thirdParty(
        'oauth/access_token',
        [
          ['oauth_token', requestToken],
          ['oauth_verifier', verifier],
        ],
        spoil,
      ),
    logIn: async (spoil: RequestChanges = {}) => {
      const path = 'oauth/live_session_token'
      const secret = BigInt(`0x${randomBytes(32).toString('hex')}`)
      const challenge = spoil.challenge ?? modPow(2n, secret, prime).toString(16)
      const response = await send('POST', path, header('POST', simulator.apiUrl + path, [], spoil, challenge), spoil)
      if (response.status === 200) {
        const body = JSON.parse(response.text) as { diffie_hellman_response: string }
        token = computeLiveSessionToken(modPow(BigInt(`0x${body.diffie_hellman_response}`), secret, prime), secretBytes)
      }
      return response
    },
    call: (method: string, path: string, spoil: RequestChanges = {}) => {
      const [plain = '', query = ''] = path.split('?')
      return send(
        method,
        path,
        header(method, simulator.apiUrl + plain, spoil.unsignedQuery ? [] : [...new URLSearchParams(query)], spoil),
        spoil,
      )
    },
  }
}
