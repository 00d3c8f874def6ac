import { createHmac, type KeyObject, sign } from 'node:crypto'
import { readRsaPrivateKey } from './private-key.ts'

/**
 * Signature of an ordinary request: HMAC-SHA256 over the base string, keyed with the *decoded* live session token; base64.
 */
export function signHmacSha256(baseString: string, liveSessionToken: string): string {
  return createHmac('sha256', Buffer.from(liveSessionToken, 'base64')).update(baseString, 'utf8').digest('base64')
}

/**
 * Signature of a token request: RSA PKCS#1 v1.5 with SHA-256 over the base string, with the signature key (PEM text or a
 * KeyObject, which saves parsing); base64 without line breaks.
 * @throws IbkrError `key-invalid`
 */
export function signRsaSha256(baseString: string, key: string | KeyObject): string {
  const privateKey = typeof key === 'string' ? readRsaPrivateKey(key, 'signature key') : key
  return sign('sha256', Buffer.from(baseString, 'utf8'), privateKey).toString('base64')
}
