import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readRsaNumbers } from '../../../src/client/oauth1/rsa-der.ts'
import { makeTestKeys } from './test-keys.ts'

const { signature: key } = makeTestKeys()
const pkcs1 = key.export({ type: 'pkcs1', format: 'der' })
const changed = (at: number, byte: number): Buffer => {
  const copy = Buffer.from(pkcs1)
  copy[at] = byte
  return copy
}

describe('the numbers of an RSA private key', () => {
  it("are those that node's own reader finds", () => {
    expect(readRsaNumbers(pkcs1)).toEqual(key.export({ format: 'jwk' }))
  })

  it('are found in keys of any size', () => {
    for (const modulusLength of [1_024, 2_047, 3_072]) {
      const other = generateKeyPairSync('rsa', { modulusLength }).privateKey
      const found = readRsaNumbers(other.export({ type: 'pkcs1', format: 'der' }))
      expect(createPrivateKey({ key: found ?? {}, format: 'jwk' }).equals(other), `${modulusLength} bits`).toBe(true)
    }
  })

  // 4 bytes of the sequence's head, 3 of the version, then 02 82 01 01 00 and the modulus.
  it.each([
    ['of more than two primes', changed(6, 1)],
    ['whose modulus is negative', changed(11, 0x80)],
    ['with something after it', Buffer.concat([pkcs1, Buffer.from([0])])],
    ['with something in the place of a number', changed(7, 4)],
    ['cut short', pkcs1.subarray(0, -1)],
    ['of another kind', key.export({ type: 'pkcs8', format: 'der' })],
    ['that is empty', Buffer.alloc(0)],
  ])('are left to the reader of node for a key %s', (_what, der) => {
    expect(readRsaNumbers(der)).toBeUndefined()
  })
})
