import { describe, expect, it } from 'vitest'
import { readDhGroup, readDhPem } from '../../../src/client/oauth1/dh-group.ts'
import { dhparamPem } from './dhparam-pem.ts'
import { vectors } from './oauth1-test-vectors.ts'

const hex = vectors.testcons.dh_prime_hex
const prime = BigInt(`0x${hex}`)
const lines = (text: string): string => text.replace(/(.{45})/g, '$1\n        ')
const printed = `00:${hex.replace(/(..)(?=.)/g, '$1:')}`

describe('formats of the Diffie-Hellman prime', () => {
  it.each([
    ['hex', hex],
    ['hex with a leading 00', `00${hex}`],
    ['upper-case hex with 0x and a line feed', `0x${hex.toUpperCase()}\n`],
    ['hex with colons in several lines', lines(printed)],
    [
      'the text output of openssl 1',
      `    DH Parameters: (2048 bit)\n        prime:\n            ${lines(printed)}\n        generator: 2 (0x2)\n`,
    ],
    [
      'the text output of openssl 3',
      `    DH Parameters: (2048 bit)\n    P:   \n        ${lines(printed)}\n    G:    2 (0x2)\n    recommended-private-length: 225 bits\n`,
    ],
    ['dhparam.pem', dhparamPem(hex)],
    [
      'dhparam.pem with CRLF and a byte order mark, after text output of openssl',
      `\uFEFFDH Parameters: (2048 bit)\r\n${dhparamPem(hex).replaceAll('\n', '\r\n')}`,
    ],
  ])('%s', (_what, text) => {
    expect(readDhGroup(text)).toEqual({ prime, generator: 2n })
  })
})

describe('error for an invalid Diffie-Hellman prime', () => {
  it.each([
    ['negative', dhparamPem(hex, { signed: false }), /is negative: its leading 00 was lost/],
    ['one digit short', hex.slice(1), /has 2043 bits; IBKR requires 2048/],
    ['short in PEM', dhparamPem(hex.slice(0, 128)), /has 512 bits/],
    ['of 16,000 bits', 'f'.repeat(4000), /has 16000 bits/],
    ['longer than any prime', 'f'.repeat(40_000), /neither hex nor/],
    ['even', `${hex.slice(0, -1)}a`, /not a prime number: 2 divides it/],
    ['changed in one digit', `${hex.slice(0, -2)}2d`, /not a prime number: 5 divides it/],
    ['combined with another generator', dhparamPem(hex, { generator: 5 }), /generator is 5; IBKR requires 2/],
    ['combined with another generator in text output', `P: ${printed}\nG: 5 (0x5)`, /generator is 5/],
    ['missing', undefined, /dhPrime is missing/],
    ['empty', '', /neither hex nor/],
    ['not hex', 'the prime', /neither hex nor/],
    [
      'from another PEM file',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      /BEGIN DH PARAMETERS is missing/,
    ],
    ['truncated', dhparamPem(hex).slice(0, 200), /damaged: its END line is missing/],
    [
      'a PEM block without numbers',
      '-----BEGIN DH PARAMETERS-----\nMAA=\n-----END DH PARAMETERS-----',
      /damaged: it is incomplete/,
    ],
    [
      'a PEM block of another structure',
      '-----BEGIN DH PARAMETERS-----\nMAMEAQE=\n-----END DH PARAMETERS-----',
      /damaged: tag 4 instead of 2/,
    ],
    ['followed by other data', dhparamPem(hex, { tail: 'AAAA' }), /damaged: data follows the parameters/],
  ])('%s', (_what, text, reason) => {
    expect(() => readDhGroup(text as string)).toThrow(
      expect.objectContaining({ code: 'prime-invalid', message: expect.stringMatching(reason) }),
    )
  })

  it('rejects a hex prime if dhparam.pem is required', () => {
    expect(() => readDhPem(hex)).toThrow(/BEGIN DH PARAMETERS is missing/)
  })
})
