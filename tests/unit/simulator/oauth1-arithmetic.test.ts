import { createPublicKey, getDiffieHellman, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  computeLiveSessionToken,
  computeLiveSessionTokenSignature,
  modPow,
  toSignedBytes,
} from '../../../src/simulator/oauth1/arithmetic.ts'
import { buildBaseString } from '../../../src/simulator/oauth1/base-string.ts'
import { generateCredentials, group14Prime } from '../../../src/simulator/oauth1/credentials.ts'
import { vectors } from './oauth1-vectors.ts'
import { openCredentials } from './open-credentials.ts'

const prime = BigInt(`0x${vectors.testcons.dh_prime_hex}`)
const big = (hex: string) => BigInt(`0x${hex}`)

describe.each(vectors.synthetic_dh)('server side of the key exchange $name', (vector) => {
  test('returns the documented response to a challenge', () => {
    expect(modPow(2n, big(vector.server_random_hex), prime).toString(16)).toBe(vector.diffie_hellman_response)
  })

  test('derives the same key bytes and token as the client', () => {
    const shared = modPow(big(vector.diffie_hellman_challenge), big(vector.server_random_hex), prime)
    expect(toSignedBytes(shared).toString('hex')).toBe(vector.K_key_bytes_hex)
    const token = computeLiveSessionToken(shared, Buffer.from(vector.prepend_hex, 'hex'))
    expect(token).toBe(vector.live_session_token_base64)
    expect(computeLiveSessionTokenSignature(token, vector.consumer_key)).toBe(vector.live_session_token_signature)
  })
})

test.each(vectors.official)(
  'reproduces the published base string of $name and verifies its published signature',
  (vector) => {
    const pairs = Object.entries(vector.params)
    const text = buildBaseString(vector.method, vector.url, pairs, { prepend: vector.prepend_hex })
    expect(text).toBe(vector.base_string)
    const key = createPublicKey(vectors.testcons.public_signature_pem)
    expect(verify('sha256', Buffer.from(text), key, Buffer.from(vector.signature_base64, 'base64'))).toBe(true)
  },
)

test('uses the prime of Diffie-Hellman group 14 for new credentials', () => {
  expect(group14Prime).toBe(getDiffieHellman('modp14').getPrime('hex'))
})

test('generates credentials with a secret that decrypts to 32 bytes with their own key', async () => {
  const credentials = await generateCredentials()
  const registration = openCredentials(credentials)
  expect(registration.secretBytes).toHaveLength(32)
  expect(credentials.consumerKey).toHaveLength(9)
  expect(Buffer.from(credentials.accessTokenSecret, 'base64')).toHaveLength(256)
})

test('rejects a secret for other keys when the simulator starts', async () => {
  const [mine, others] = await Promise.all([generateCredentials(), generateCredentials()])
  expect(() => openCredentials({ ...mine, accessTokenSecret: others.accessTokenSecret })).toThrow(/does not decrypt/)
})
