import { createHmac, createSign, randomBytes } from 'node:crypto'
import { request } from 'node:https'
import { liveSessionToken, modPow } from '../../../src/simulator/oauth1/arithmetic.ts'
import { baseString, type Pair, percentEncode } from '../../../src/simulator/oauth1/base-string.ts'
import { register } from '../../../src/simulator/oauth1/credentials.ts'
import type { Simulator } from '../../../src/simulator/start.ts'

/** Parts of a signed request that a test may spoil. */
export interface Spoiling {
  readonly realm?: string
  readonly consumerKey?: string
  readonly accessToken?: string
  readonly nonce?: string
  readonly timestamp?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Signs like a client, with the server's arithmetic: whether that arithmetic is right is judged by vectors and the original. */
export function signingClient(simulator: Simulator) {
  const credentials = simulator.oauth1
  if (credentials === undefined) throw new Error('The simulator has no OAuth keys')
  const { secretBytes, prime } = register(credentials)
  let token: string | undefined

  function header(method: string, url: string, query: readonly Pair[], spoil: Spoiling, challenge?: string): string {
    const pairs: Pair[] = [
      ['oauth_consumer_key', spoil.consumerKey ?? credentials?.consumerKey ?? ''],
      ['oauth_nonce', spoil.nonce ?? randomBytes(8).toString('hex')],
      ['oauth_signature_method', challenge === undefined ? 'HMAC-SHA256' : 'RSA-SHA256'],
      ['oauth_timestamp', spoil.timestamp ?? String(Math.floor(Date.now() / 1000))],
      ['oauth_token', spoil.accessToken ?? credentials?.accessToken ?? ''],
      ...(challenge === undefined ? [] : [['diffie_hellman_challenge', challenge] as const]),
    ]
    const prepend = challenge === undefined ? '' : secretBytes.toString('hex')
    const text = baseString(method, url, [...pairs, ...query], { prepend })
    const signature =
      challenge === undefined
        ? createHmac('sha256', Buffer.from(token ?? '', 'base64'))
            .update(text)
            .digest('base64')
        : createSign('sha256')
            .update(text)
            .sign(credentials?.signature ?? '', 'base64')
    const all: Pair[] = [
      ['realm', spoil.realm ?? credentials?.realm ?? ''],
      ...pairs,
      ['oauth_signature', percentEncode(signature)],
    ]
    return `OAuth ${all.map(([name, value]) => `${name}="${value}"`).join(', ')}`
  }

  function send(method: string, path: string, authorization: string, spoil: Spoiling) {
    return new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
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

  return {
    logIn: async (spoil: Spoiling = {}) => {
      const path = 'oauth/live_session_token'
      const secret = BigInt(`0x${randomBytes(32).toString('hex')}`)
      const challenge = modPow(2n, secret, prime).toString(16)
      const answer = await send('POST', path, header('POST', simulator.apiUrl + path, [], spoil, challenge), spoil)
      if (answer.status === 200) {
        const body = JSON.parse(answer.text) as { diffie_hellman_response: string }
        token = liveSessionToken(modPow(BigInt(`0x${body.diffie_hellman_response}`), secret, prime), secretBytes)
      }
      return answer
    },
    call: (method: string, path: string, spoil: Spoiling = {}) => {
      const [plain = '', query = ''] = path.split('?')
      return send(method, path, header(method, simulator.apiUrl + plain, [...new URLSearchParams(query)], spoil), spoil)
    },
  }
}
