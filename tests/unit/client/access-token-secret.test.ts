import { constants, createPublicKey, generateKeyPairSync, publicEncrypt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptAccessTokenSecret, IbkrError, signRsaSha256 } from '../../../src/client/index.ts'
import { makeTestKeys, pem } from './test-keys.ts'

const keys = makeTestKeys()
const secret = keys.config.accessTokenSecret

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof IbkrError ? error.code : String(error)
  }
  return 'nothing was thrown'
}

/** Encrypts a block that already contains its padding. */
function encryptBlock(block: Buffer): string {
  const key = createPublicKey(keys.encryption)
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block).toString('base64')
}

describe('decrypting the access token secret', () => {
  it.each(['pkcs1', 'pkcs8'] as const)('decrypts the secret with a %s key, also with CRLF line endings', (type) => {
    const text = pem(keys.encryption, type)
    expect(decryptAccessTokenSecret(secret, text)).toBe(keys.prepend)
    expect(decryptAccessTokenSecret(secret, text.replace(/\n/g, '\r\n'))).toBe(keys.prepend)
    expect(decryptAccessTokenSecret(secret, keys.encryption)).toBe(keys.prepend)
  })

  it('accepts a secret with line breaks', () => {
    expect(decryptAccessTokenSecret(secret.replace(/(.{64})/g, '$1\n '), keys.encryption)).toBe(keys.prepend)
  })

  it.each([
    ['with a character missing', secret.slice(1)],
    ['cut in half', secret.slice(0, 172)],
    ['that is not base64', secret.replace('A', '*').replace('B', '*').padEnd(344, '!')],
  ])('rejects a secret %s', (_what, text) => {
    expect(codeOf(() => decryptAccessTokenSecret(text, keys.encryption))).toBe('access-token-secret-invalid')
  })

  it('does not decrypt the secret with the signature key', () => {
    expect(codeOf(() => decryptAccessTokenSecret(secret, keys.signature))).toBe('access-token-secret-invalid')
  })

  const payload = Buffer.alloc(32, 7)
  const filler = (length: number): Buffer => Buffer.alloc(length, 0xaa)
  it.each([
    ['no separator', Buffer.concat([Buffer.of(0, 2), filler(254)])],
    ['type 1 padding', Buffer.concat([Buffer.of(0, 1), filler(221), Buffer.of(0), payload])],
    ['seven bytes of padding', Buffer.concat([Buffer.of(0, 2), filler(7), Buffer.of(0), filler(246)])],
    ['a first byte that is not zero', Buffer.concat([Buffer.of(1, 2), filler(221), Buffer.of(0), payload])],
  ])('rejects a secret with a decrypted block that has %s', (_what, block) => {
    expect(codeOf(() => decryptAccessTokenSecret(encryptBlock(block), keys.encryption))).toBe(
      'access-token-secret-invalid',
    )
  })

  it('accepts a secret that is empty or contains zero bytes', () => {
    const inner = Buffer.concat([Buffer.of(0, 2), filler(221), Buffer.of(0), Buffer.alloc(32)])
    expect(decryptAccessTokenSecret(encryptBlock(inner), keys.encryption)).toBe('00'.repeat(32))
    const empty = Buffer.concat([Buffer.of(0, 2), filler(253), Buffer.of(0)])
    expect(decryptAccessTokenSecret(encryptBlock(empty), keys.encryption)).toBe('')
  })
})

describe('private key that decrypts the access token secret', () => {
  it.each([
    ['some text', 'hello', 'cannot be read'],
    ['a public key', String(createPublicKey(keys.signature).export({ type: 'spki', format: 'pem' })), 'public key'],
    [
      'an elliptic curve key',
      String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })),
      'IBKR requires RSA',
    ],
  ])('rejects a private key that is %s', (_what, text, words) => {
    expect(() => signRsaSha256('x', text)).toThrow(words)
    expect(() => signRsaSha256('x', text)).toThrow(expect.objectContaining({ code: 'key-invalid' }))
  })
})
