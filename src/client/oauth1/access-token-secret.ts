import { constants, KeyObject, privateDecrypt } from 'node:crypto'
import { FILE_NAME_HINT, looksLikeFileName } from '../detect-file-name.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { countModulusBits, type KeyOptions, readRsaPrivateKey } from './private-key.ts'

/** Minimum length of a padded block in bytes: `00 02`, eight bytes of padding and a `00`. */
const MIN_PADDING = 11
/** Maximum length in characters; a secret for the largest key is shorter. */
const MAX_TEXT = 8_192

/**
 * Decrypts IBKR's access token secret (base64) with the encryption key (PEM text or a KeyObject) to lower-case hex: the
 * `prepend` of the live session token. Node and Electron refuse RSA PKCS#1 v1.5 decryption (CVE-2023-46809), so this
 * uses the raw RSA operation and removes the padding itself.
 *
 * The RSA operation (OpenSSL's, with blinding) and the search for the end of the padding take constant time. Parsing
 * PEM and base64, and throwing for a wrong padding, do not.
 * @throws IbkrError `access-token-secret-invalid`, `key-invalid`
 * @example
 * ```ts run=oauth1
 * import { readFileSync } from 'node:fs'
 * import { decryptAccessTokenSecret } from 'ibkr-web-client/oauth1'
 *
 * const { accessTokenSecret, encryption } = JSON.parse(readFileSync('oauth1.json', 'utf8'))
 * const prepend = decryptAccessTokenSecret(accessTokenSecret, encryption)
 * console.log(/^[0-9a-f]+$/.test(prepend)) // => true
 * ```
 */
export function decryptAccessTokenSecret(secretBase64: string, key: string | KeyObject, options?: KeyOptions): string {
  const privateKey = key instanceof KeyObject ? key : readRsaPrivateKey(key, 'encryption key', options)
  const encrypted = decodeBase64(secretBase64)
  const keyBytes = Math.ceil(countModulusBits(privateKey) / 8)
  if (encrypted.length !== keyBytes) {
    throw new IbkrError(
      'access-token-secret-invalid',
      `The access token secret has ${encrypted.length} bytes, but the encryption key requires ${keyBytes}: copy all of it again.`,
    )
  }
  const block = decryptRaw(privateKey, encrypted)
  try {
    return removePadding(block).toString('hex')
  } finally {
    // Bytes are overwritten, because the garbage collector does not clear them.
    block.fill(0)
    encrypted.fill(0)
  }
}

function decodeBase64(text: string): Buffer {
  const compact = typeof text === 'string' && text.length <= MAX_TEXT ? text.replace(/\s/g, '') : ''
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    const reason = compact.startsWith('-----')
      ? 'is the content of a key: pass the secret that IBKR displayed, in base64.'
      : looksLikeFileName(compact)
        ? FILE_NAME_HINT
        : 'is not base64: copy all of it again.'
    throw new IbkrError('access-token-secret-invalid', `The access token secret ${reason}`)
  }
  return Buffer.from(compact, 'base64')
}

/** Reports whether an access token secret decrypts with a key. */
export function canDecryptWithKey(secret: string, key: string): boolean {
  try {
    decryptAccessTokenSecret(secret, key)
    return true
  } catch {
    return false
  }
}

function decryptRaw(key: KeyObject, encrypted: Buffer): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted)
  } catch {
    throw mismatch()
  }
}

/** Removes the padding. Reads every byte, so that the time reveals nothing about the content. */
function removePadding(block: Buffer): Buffer {
  let separator = 0
  let found = 0
  for (let i = 2; i < block.length; i++) {
    const isZero = (((block[i] ?? 0) - 1) >>> 8) & 1
    separator |= i & -(isZero & (found ^ 1))
    found |= isZero
  }
  const headWrong = (block[0] ?? 1) | ((block[1] ?? 0) ^ 2)
  if (headWrong !== 0 || found === 0 || separator < MIN_PADDING - 1) throw mismatch()
  return block.subarray(separator + 1)
}

function mismatch(): IbkrError {
  return new IbkrError(
    'access-token-secret-invalid',
    'The access token secret does not decrypt with this encryption key: they belong to different setups, or the signature key was used instead.',
  )
}
