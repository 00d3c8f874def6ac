import { randomBytes } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { bigIntPower } from '../../../src/client/oauth1/bigint-power.ts'
import { computeLiveSessionToken, diffieHellmanChallenge } from '../../../src/client/oauth1/live-session-token.ts'
import { rsaPower } from '../../../src/client/oauth1/rsa-power.ts'
import { vectors } from './vectors.ts'

/** As BoringSSL does, which Electron has: an RSA exponent of more than 33 bits is refused, when the key is read or when it is used. */
const refusedAt = vi.hoisted(() => ({ step: 'read' }))
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  const refuse = (): never => {
    throw Object.assign(new Error('BAD_E_VALUE'), { code: 'ERR_OSSL_RSA_BAD_E_VALUE' })
  }
  return {
    ...crypto,
    createPublicKey: (...args: Parameters<typeof crypto.createPublicKey>) =>
      refusedAt.step === 'read' ? refuse() : crypto.createPublicKey(...args),
    publicEncrypt: refuse,
  }
})

const prime = vectors.testcons.dh_prime_hex

it.each(['read', 'use'])(
  'a live session token is the same where long RSA exponents are refused at the %s of a key',
  (step) => {
    refusedAt.step = step
    const modulus = BigInt(`0x${prime}`)
    expect(rsaPower(2n, BigInt(`0x${randomBytes(32).toString('hex')}`), modulus)).toBeUndefined()
    for (const vector of vectors.synthetic_dh) {
      const exchange = { prime, secretExponent: vector.dh_random_hex }
      expect(diffieHellmanChallenge(exchange)).toBe(vector.diffie_hellman_challenge)
      expect(bigIntPower(2n, BigInt(`0x${vector.dh_random_hex}`), modulus).toString(16)).toBe(
        vector.diffie_hellman_challenge,
      )
      expect(
        computeLiveSessionToken({
          ...exchange,
          serverPublic: vector.diffie_hellman_response,
          prependHex: vector.prepend_hex,
        }),
      ).toBe(vector.live_session_token_base64)
    }
  },
)
