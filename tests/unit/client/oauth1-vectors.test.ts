import { publicEncrypt, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { computeModularPower, toTwosComplement } from '../../../src/client/oauth1/big-numbers.ts'
import { readDhGroup } from '../../../src/client/oauth1/dh-group.ts'
import {
  authorizationHeader,
  computeLiveSessionToken,
  diffieHellmanChallenge,
  isLiveSessionTokenValid,
  percentEncode,
  signatureBaseString,
  signHmacSha256,
} from '../../../src/client/oauth1/index.ts'
import { vectors } from './oauth1-test-vectors.ts'

const { testcons } = vectors
const prime = BigInt(`0x${testcons.dh_prime_hex}`)

describe("IBKR's published OAuth examples", () => {
  it.each(vectors.official)('$name: reproduces the base string that IBKR signed', (vector) => {
    const text = signatureBaseString({
      method: vector.method,
      url: vector.url,
      params: vector.params,
      prepend: vector.prepend_hex,
    })
    expect(text).toBe(vector.base_string)
    const signature = Buffer.from(vector.signature_base64, 'base64')
    expect(verify('sha256', Buffer.from(text), testcons.public_signature_pem, signature)).toBe(true)
    expect(percentEncode(vector.signature_base64)).toBe(vector.signature_header_value)
  })

  it('the published secret has the length of a block of the encryption key', () => {
    const secret =
      vectors.official.find((vector) => vector.access_token_secret_base64)?.access_token_secret_base64 ?? ''
    expect(Buffer.from(secret, 'base64')).toHaveLength(
      publicEncrypt(testcons.public_encryption_pem, Buffer.of(1)).length,
    )
  })

  it('reads the same published prime from plain hex and from openssl output', () => {
    const printed = `00:${testcons.dh_prime_hex.replace(/(..)(?=.)/g, '$1:')}`.replace(/(.{45})/g, '$1\n    ')
    expect(readDhGroup(printed)).toEqual({ prime, generator: BigInt(testcons.dh_generator) })
    expect(readDhGroup(testcons.dh_prime_hex).prime).toBe(prime)
  })
})

describe('Diffie-Hellman and live session token', () => {
  it.each(vectors.synthetic_dh)('$name', (vector) => {
    const exchange = { prime: testcons.dh_prime_hex, secretExponent: vector.dh_random_hex }
    expect(diffieHellmanChallenge(exchange)).toBe(vector.diffie_hellman_challenge)
    expect(diffieHellmanChallenge({ prime, secretExponent: vector.server_random_hex })).toBe(
      vector.diffie_hellman_response,
    )
    const shared = computeModularPower(
      BigInt(`0x${vector.diffie_hellman_response}`),
      BigInt(`0x${vector.dh_random_hex}`),
      prime,
    )
    expect(shared.toString(2)).toHaveLength(vector.K_bit_length)
    expect(shared.toString(16)).toHaveLength(vector.K_hex_digits)
    expect(Buffer.from(toTwosComplement(shared)).toString('hex')).toBe(vector.K_key_bytes_hex)

    const token = computeLiveSessionToken({
      ...exchange,
      serverPublic: vector.diffie_hellman_response,
      prependHex: vector.prepend_hex,
    })
    expect(token).toBe(vector.live_session_token_base64)
    expect(isLiveSessionTokenValid(token, vector.consumer_key, vector.live_session_token_signature)).toBe(true)
    expect(isLiveSessionTokenValid(token, 'OTHERCONS', vector.live_session_token_signature)).toBe(false)
  })

  it.each(['', 'zz', '0', '1', (prime - 1n).toString(16), prime.toString(16)])(
    'rejects the server\'s public value "%.8s", which is outside the group',
    (serverPublic) => {
      const exchange = { prime, secretExponent: 5n, serverPublic, prependHex: '00' }
      expect(() => computeLiveSessionToken(exchange)).toThrow(
        expect.objectContaining({ code: 'diffie-hellman-invalid' }),
      )
    },
  )
})

describe('requests signed with the live session token', () => {
  it.each(vectors.synthetic_hmac)('$name', (vector) => {
    const { method, url, params_in_base_string: params } = vector
    const text = signatureBaseString({ method, url, params })
    expect(text).toBe(vector.base_string)
    const signature = signHmacSha256(text, vector.live_session_token_base64)
    expect(signature).toBe(vector.signature_base64)
    if (vector.authorization_header === null) return
    const oauth = Object.fromEntries(Object.entries(params).filter(([name]) => name.startsWith('oauth_')))
    expect(authorizationHeader({ realm: testcons.realm, params: oauth, signature })).toBe(vector.authorization_header)
  })

  const bare = 'https://api.ibkr.com/v1/api/iserver/marketdata/snapshot'
  const query = { conids: '265598,8314', fields: '31,84,86' }
  it.each([
    ['get_query_documented', 'joined'],
    ['get_query_omitted', 'omitted'],
    ['get_query_in_url', 'in-url'],
  ] as const)('%s: signs a separate query in the query signing mode "%s"', (name, querySigningMode) => {
    const vector = vectors.synthetic_hmac.find((candidate) => candidate.name === name)
    const params = Object.fromEntries(
      Object.entries(vector?.params_in_base_string ?? {}).filter(([key]) => key.startsWith('oauth_')),
    )
    expect(signatureBaseString({ method: 'GET', url: bare, params, query, querySigningMode })).toBe(vector?.base_string)
  })

  it('includes the pairs of a form body in the base string', () => {
    const params = vectors.synthetic_hmac[0]?.params_in_base_string ?? {}
    const text = signatureBaseString({
      method: 'POST',
      url: 'https://api.ibkr.com/v1/api/iserver/auth/ssodh/init',
      params: { ...params, publish: 'true', compete: 'false' },
    })
    expect(text).toBe(vectors.synthetic_form_body.base_string)
    const token = vectors.synthetic_hmac[0]?.live_session_token_base64 ?? ''
    expect(signHmacSha256(text, token)).toBe(vectors.synthetic_form_body.signature_base64)
  })
})
