import { generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifyDhGroup } from '../../../src/client/configure/verify-offline.ts'
import {
  computeLiveSessionToken,
  decryptAccessTokenSecret,
  diffieHellmanChallenge,
  signRsaSha256,
} from '../../../src/client/oauth1/index.ts'
import { readRsaPrivateKey } from '../../../src/client/oauth1/private-key.ts'
import { vectors } from './oauth1-test-vectors.ts'
import { makeTestKeys, pem } from './test-keys.ts'

const { signature: key } = makeTestKeys()
const passphrase = 'correct horse'
const pkcs8 = pem(key, 'pkcs8')
const pkcs1 = pem(key, 'pkcs1')
const encrypted = {
  pkcs8: String(key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })),
  pkcs1: String(key.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase })),
}
const same = (text: string, options?: { passphrase: string }): boolean =>
  readRsaPrivateKey(text, 'signature key', options).equals(key)

describe('reading an RSA private key', () => {
  const spellings: readonly (readonly [string, (text: string) => string])[] = [
    ['unchanged', (text) => text],
    ['with CRLF line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['with CR line ends', (text) => text.replaceAll('\n', '\r')],
    ['with blanks at both ends of every line', (text) => text.replaceAll('\n', ' \t\n  ')],
    ['with empty lines between', (text) => text.replaceAll('\n', '\n\n')],
    ['after a byte order mark', (text) => `\uFEFF${text}`],
    ['between other texts and another block', (text) => `Bag Attributes\n    friendlyName: x\n${other}${text}the end`],
    ['with line feeds written as \\n', (text) => text.replaceAll('\n', '\\n')],
    ['without its last line feed', (text) => text.trim()],
  ]
  it.each(spellings)('reads a %s key: PKCS#1 and PKCS#8, plain and encrypted', (_how, spell) => {
    expect([pkcs1, pkcs8].map((text) => same(spell(text)))).toEqual([true, true])
    expect([encrypted.pkcs1, encrypted.pkcs8].map((text) => same(spell(text), { passphrase }))).toEqual([true, true])
  })

  it('reads a key in one line, as pasted into a form field', () => {
    expect(same(pkcs8.replaceAll('\n', ''))).toBe(true)
    expect(same(pkcs1.replaceAll('\n', ' '))).toBe(true)
  })

  it('ignores the passphrase of a key that is not encrypted', () => {
    expect(same(pkcs8, { passphrase: 'whatever' })).toBe(true)
  })

  it('reads a key with a bit length that is not a multiple of eight', () => {
    const odd = generateKeyPairSync('rsa', { modulusLength: 2047 })
    const plain = randomBytes(32)
    const secret = publicEncrypt({ key: odd.publicKey, padding: 1 }, plain).toString('base64')
    expect(decryptAccessTokenSecret(secret, pem(odd.privateKey, 'pkcs8'))).toBe(plain.toString('hex'))
  })

  it('decryptAccessTokenSecret and signRsaSha256 accept an encrypted key with its passphrase', () => {
    const { encryption, config, prepend } = makeTestKeys()
    const locked = String(encryption.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }))
    expect(decryptAccessTokenSecret(config.accessTokenSecret, locked, { passphrase })).toBe(prepend)
    expect(signRsaSha256('text', encrypted.pkcs1, { passphrase })).toBe(signRsaSha256('text', key))
  })
})

const other = `-----BEGIN CERTIFICATE-----\n${Buffer.alloc(60, 1).toString('base64')}\n-----END CERTIFICATE-----\n`

describe('error for an unusable private key', () => {
  const publicKey = String(
    generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }),
  )
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).privateKey
  it.each([
    ['an empty text', '', /PEM text of an RSA private key is required/],
    ['undefined', undefined, /it is not text/],
    ['a file name', 'private_signature.pem', /looks like a file name: pass the content of the file/],
    ['a path', './keys/signature', /looks like a file name/],
    ['a path of Windows', 'C:\\keys\\signature', /looks like a file name/],
    ['some words', 'my key', /BEGIN PRIVATE KEY is missing/],
    ['a public key', publicKey, /is a public key/],
    ['a certificate', other, /is another kind of PEM/],
    ['a key of OpenSSH', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', /ssh-keygen/],
    ['Diffie-Hellman parameters', '-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----', /Diffie-Hellman/],
    [
      'an elliptic curve in PKCS#8',
      String(elliptic.export({ type: 'pkcs8', format: 'pem' })),
      /of type EC; IBKR requires RSA/,
    ],
    ['an elliptic curve', String(elliptic.export({ type: 'sec1', format: 'pem' })), /of type EC; IBKR requires RSA/],
    ['RSA for PSS only', String(pss.export({ type: 'pkcs8', format: 'pem' })), /of type RSA-PSS/],
    ['a truncated key', pkcs8.slice(0, 600), /its END line is missing/],
    ['a key with a missing line', pkcs8.split('\n').toSpliced(5, 1).join('\n'), /it is damaged/],
    ['a key with a missing character', pkcs8.replace(/^(MII.{10})./m, '$1'), /a part of it is missing/],
    ['a key with an invalid character', pkcs8.replace(/^(MII.{10})./m, '$1?'), /not base64/],
    ['a key of more than 16,384 bits', 'x'.repeat(200_000), /too long/],
    ['an encrypted key without a passphrase', encrypted.pkcs8, /protected by a passphrase, but none was given/],
    ['an encrypted PKCS#1 key without a passphrase', encrypted.pkcs1, /protected by a passphrase/],
  ])('%s', (_what, text, reason) => {
    expect(() => signRsaSha256('text', text as string)).toThrow(
      expect.objectContaining({ code: 'key-invalid', message: expect.stringMatching(reason) }),
    )
  })

  it.each([encrypted.pkcs1, encrypted.pkcs8])('rejects an encrypted key with a wrong passphrase (%#)', (text) => {
    expect(() => signRsaSha256('text', text, { passphrase: 'wrong' })).toThrow(
      expect.objectContaining({
        code: 'key-invalid',
        message: expect.stringMatching(/passphrase is wrong/),
      }),
    )
  })

  it('rejects an encrypted key immediately if its key derivation would take minutes', () => {
    const text = encrypted.pkcs8.replace(/\n/g, '')
    const der = Buffer.from(text.replace(/-----[A-Z ]+-----/g, ''), 'base64')
    // The INTEGER after the salt is the iteration count: 2048, or 0800 in hex.
    const at = der.indexOf(Buffer.from('02020800', 'hex'))
    expect(at).toBeGreaterThan(0)
    const slow = Buffer.concat([der.subarray(0, at), Buffer.from('02047fffffff', 'hex'), der.subarray(at + 4)])
    // The new INTEGER is two bytes longer, so the lengths of the four enclosing sequences also grow by two.
    for (const outer of sequencesAround(slow, at)) slow[outer] = (slow[outer] ?? 0) + 2
    const block = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${slow.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----`
    expect(() => signRsaSha256('text', block, { passphrase })).toThrow(/encrypted with more than 5000000 rounds/)
  })
})

/** Returns the offset of the last length byte of each sequence that encloses `offset`. */
function sequencesAround(der: Buffer, offset: number): readonly number[] {
  const found: number[] = []
  for (let at = 0; at < offset && der[at] === 0x30; ) {
    const long = (der[at + 1] ?? 0) >= 0x80 ? (der[at + 1] ?? 0) & 0x7f : 0
    found.push(at + 1 + long)
    at += 2 + long
    // Skips the algorithm name and the salt.
    while (der[at] === 0x06 || der[at] === 0x04) at += 2 + (der[at + 1] ?? 0)
  }
  return found
}

describe('encoding Diffie-Hellman numbers', () => {
  const prime = vectors.testcons.dh_prime_hex
  const [vector] = vectors.synthetic_dh
  const exchange = {
    prime,
    secretExponent: vector?.dh_random_hex ?? '',
    serverPublic: vector?.diffie_hellman_response ?? '',
    prependHex: vector?.prepend_hex ?? '',
  }

  it.each([
    ['prime', `0x${prime.toUpperCase()}`],
    ['prime', `00:${prime.replace(/(..)(?=.)/g, '$1:')}`],
    ['secretExponent', `0${exchange.secretExponent}`],
    ['serverPublic', `000${exchange.serverPublic}\n`],
  ] as const)('accepts other spellings of Diffie-Hellman numbers: %s (%#)', (name, text) => {
    expect(computeLiveSessionToken({ ...exchange, [name]: text })).toBe(vector?.live_session_token_base64)
  })

  it('restores the leading zero that a decrypted secret has lost', () => {
    const whole = computeLiveSessionToken({ ...exchange, prependHex: '0a0b' })
    expect(computeLiveSessionToken({ ...exchange, prependHex: 'a0b' })).toBe(whole)
  })

  it.each([
    ['prime', '0', 'prime-invalid'],
    ['prime', '10', 'prime-invalid'],
    ['prime', 'f'.repeat(5000), 'prime-invalid'],
    ['prime', undefined, 'prime-invalid'],
    ['secretExponent', '0', 'config-invalid'],
    ['secretExponent', 'f'.repeat(5000), 'config-invalid'],
    ['secretExponent', -1n, 'config-invalid'],
    ['serverPublic', '', 'diffie-hellman-invalid'],
    ['serverPublic', null, 'diffie-hellman-invalid'],
    ['prependHex', 'xy', 'access-token-secret-invalid'],
  ])('rejects the Diffie-Hellman number %s = %s with %s', (name, value, code) => {
    const wrong = { ...exchange, [name]: value } as typeof exchange
    expect(() => {
      diffieHellmanChallenge(wrong)
      computeLiveSessionToken(wrong)
    }).toThrow(expect.objectContaining({ code }))
  })
})

describe('checking that a prime is safe', () => {
  it('accepts a safe prime, for which (p - 1) / 2 is also prime', async () => {
    await expect(verifyDhGroup({ prime: 23n, generator: 2n })).resolves.toBeUndefined()
  })

  it.each([
    ['13, because (p - 1) / 2 = 6 is not a prime', 13n],
    ['15, which is not a prime although (p - 1) / 2 = 7 is one', 15n],
  ])('does not accept an unsafe prime: %s', async (_why, prime) => {
    await expect(verifyDhGroup({ prime, generator: 2n })).rejects.toMatchObject({ code: 'prime-invalid' })
  })
})
