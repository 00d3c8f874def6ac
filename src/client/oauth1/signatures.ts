import { createHmac, type KeyObject, sign } from 'node:crypto'
import { requireString } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { type KeyOptions, readRsaPrivateKey } from './private-key.ts'
import { decodeSecretBase64 } from './secret-base64.ts'

/**
 * Signs an ordinary request: HMAC-SHA256 over the base string, keyed with the *decoded* live session token. Returns
 * base64, not percent-encoded. The time of OpenSSL's HMAC does not depend on the key; decoding the token from base64
 * does not take constant time.
 * @throws IbkrError `config-invalid` if the token is not base64
 * @example
 * ```ts run=alone
 * import { signHmacSha256 } from 'ibkr-web-client/oauth1'
 *
 * const liveSessionToken = 'bGl2ZSBzZXNzaW9uIHRva2Vu'
 * console.log(signHmacSha256('GET&https%3A%2F%2Fapi.ibkr.com%2F&a%3D1', liveSessionToken))
 * // => UZ3RPO25e1DHRk7X4lBMcja4lP+ol4RWcaZFZEBtAOk=
 * ```
 */
export function signHmacSha256(baseString: string, liveSessionToken: string): string {
  requireString(baseString, 'The base string')
  if (typeof liveSessionToken !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(liveSessionToken)) {
    throw new IbkrError('config-invalid', 'The live session token is not base64: request a new one.')
  }
  const key = decodeSecretBase64(liveSessionToken)
  try {
    return createHmac('sha256', key).update(baseString, 'utf8').digest('base64')
  } finally {
    key.fill(0)
  }
}

/**
 * Signs a token request: RSA PKCS#1 v1.5 with SHA-256 over the base string, with the signature key (PEM text, or a
 * KeyObject, which needs no parsing). Returns base64 without line breaks, not percent-encoded. OpenSSL's RSA operation
 * uses blinding; parsing the PEM text does not take constant time.
 * @throws IbkrError `key-invalid`
 * @example
 * ```ts run=oauth1
 * import { readFileSync } from 'node:fs'
 * import { signRsaSha256 } from 'ibkr-web-client/oauth1'
 *
 * const { signature } = JSON.parse(readFileSync('oauth1.json', 'utf8')) // the signature key as PEM
 * console.log(signRsaSha256('POST&https%3A%2F%2Fapi.ibkr.com%2F&a%3D1', signature).length) // => 344
 * ```
 */
export function signRsaSha256(baseString: string, key: string | KeyObject, options?: KeyOptions): string {
  requireString(baseString, 'The base string')
  const privateKey = typeof key === 'object' ? key : readRsaPrivateKey(key, 'signature key', options)
  // The base string of a token request begins with the decrypted secret.
  const bytes = Buffer.from(baseString, 'utf8')
  try {
    return sign('sha256', bytes, privateKey).toString('base64')
  } catch {
    throw new IbkrError(
      'key-invalid',
      'The signature key cannot sign: it is damaged, or too short. Generate a new one.',
    )
  } finally {
    bytes.fill(0)
  }
}
