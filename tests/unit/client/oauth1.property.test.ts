import { createHmac, getDiffieHellman } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signatureBaseString } from '../../../src/client/index.ts'
import { computeModularPower, toTwosComplement } from '../../../src/client/oauth1/big-numbers.ts'
import { percentEncode } from '../../../src/client/oauth1/percent-encode.ts'

// The unit `grapheme` creates no lone surrogates, which UTF-8 cannot encode.
const text = fc.string({ unit: 'grapheme' })
const natural = fc.bigInt({ min: 0n, max: 2n ** 300n })

describe('percent encoding', () => {
  it('percent encoding equals encodeURIComponent except for the five characters that encodeURIComponent leaves unencoded', () => {
    const spared = /[!'()*]/g
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary-ascii' })), (value) => {
        const encoded = encodeURIComponent(value).replace(
          spared,
          (one) => `%${Buffer.from(one).toString('hex').toUpperCase()}`,
        )
        expect(percentEncode(value)).toBe(encoded)
      }),
    )
  })

  it('percent encoding uses unreserved characters and upper-case escapes, and is reversible', () => {
    fc.assert(
      fc.property(text, (value) => {
        const encoded = percentEncode(value)
        expect(encoded).toMatch(/^([A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/)
        expect(decodeURIComponent(encoded)).toBe(value)
      }),
    )
  })
})

describe('building the signature base string', () => {
  it('the base string has three parts for all values, and does not depend on the order of the parameters', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (params) => {
        const input = { method: 'get', url: 'https://host/v1/api/x' }
        const there = signatureBaseString({ ...input, params })
        const back = signatureBaseString({ ...input, params: Object.entries(params).reverse() })
        expect(there).toBe(back)
        expect(there.split('&')).toHaveLength(3)
        expect(there.startsWith('GET&https%3A%2F%2Fhost%2Fv1%2Fapi%2Fx&')).toBe(true)
      }),
    )
  })

  it('sorts parameters by UTF-8 bytes if their UTF-16 order differs', () => {
    const input = { method: 'GET', url: 'https://host/x', params: { '\u{1F600}': '1', '\uFFFD': '2', a: '\u{1F600}' } }
    const query: [string, string][] = [['a', '\uFFFD']]
    expect(decodeURIComponent(signatureBaseString({ ...input, query }).split('&')[2] ?? '')).toBe(
      'a=\uFFFD&a=\u{1F600}&\uFFFD=2&\u{1F600}=1',
    )
  })

  it('the base string does not include the realm and the signature', () => {
    const input = { method: 'GET', url: 'https://host/x', params: { a: '1' } }
    expect(signatureBaseString({ ...input, params: { a: '1', realm: 'r', oauth_signature: 's' } })).toBe(
      signatureBaseString(input),
    )
  })
})

describe('modular exponentiation', () => {
  it('modular exponentiation equals repeated multiplication', () => {
    fc.assert(
      fc.property(
        fc.oneof(natural, fc.constant(2n)),
        fc.bigInt({ min: 0n, max: 400n }),
        natural,
        (base, exponent, modulus) => {
          fc.pre(modulus > 0n)
          let expected = 1n % modulus
          for (let i = 0n; i < exponent; i++) expected = (expected * base) % modulus
          expect(computeModularPower(base, exponent, modulus)).toBe(expected)
        },
      ),
    )
  })

  it("modular exponentiation equals the result of Node's Diffie-Hellman functions", () => {
    const node = getDiffieHellman('modp14')
    node.generateKeys()
    const toNumber = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)
    const publicKey = computeModularPower(
      toNumber(node.getGenerator()),
      toNumber(node.getPrivateKey()),
      toNumber(node.getPrime()),
    )
    expect(publicKey).toBe(toNumber(node.getPublicKey()))
  })
})

describe('encoding the shared secret as bytes', () => {
  it("encodes the shared secret as the shortest positive two's complement", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 2048n }), (value) => {
        const bytes = Buffer.from(toTwosComplement(value))
        expect(BigInt(`0x${bytes.toString('hex')}`)).toBe(value)
        expect(bytes[0]).toBeLessThan(0x80)
        expect(bytes.length).toBe(Math.floor(value.toString(2).length / 8) + 1)
        expect(createHmac('sha1', bytes).digest()).toHaveLength(20)
      }),
    )
  })
})
