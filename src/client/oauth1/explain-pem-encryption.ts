import type { PemBlock } from './pem-encoding.ts'

/** BoringSSL's error codes for an encryption that it does not implement. OpenSSL has others. */
const UNSUPPORTED = /UNSUPPORTED_(CIPHER|ENCRYPTION|KEY_DERIVATION_FUNCTION|PRF)/

/** Matches the cipher of a traditional key. Other text is not quoted, because a damaged header may contain anything. */
const CIPHER =
  /^DEK-Info:\s*((?:AES|ARIA|BF|CAMELLIA|CAST5|DES|DES-EDE|DES-EDE3|IDEA|RC2|SEED|SM4)(?:-\d{2,3})?-(?:CBC|CFB|ECB|OFB))\s*,/i

/** DER of the object identifiers that Electron's BoringSSL does not implement and OpenSSL does, with their names. */
const ALGORITHMS: readonly (readonly [oid: string, name: string])[] = [
  ['06092b06010401da47040b', 'scrypt'],
  ['06082a864886f70d0208', 'HMAC with SHA-224'],
  ['06082a864886f70d020a', 'HMAC with SHA-384'],
  ['06082a864886f70d020b', 'HMAC with SHA-512'],
  ['060b2a83088c9a4b3d01010102', 'Camellia'],
  ['060b2a83088c9a4b3d01010103', 'Camellia'],
  ['060b2a83088c9a4b3d01010104', 'Camellia'],
  ['06092a831a8c9a6e010102', 'ARIA'],
  ['06092a831a8c9a6e010107', 'ARIA'],
  ['06092a831a8c9a6e01010c', 'ARIA'],
]

/**
 * Explains that this program cannot decrypt a key with any passphrase, and what to do. Undefined if the error has
 * another cause. In Electron a key that Node reads may fail in this way.
 */
export function explainUnsupportedEncryption(error: unknown, { headers, der }: PemBlock): string | undefined {
  const code = (error as { readonly code?: unknown } | null)?.code
  if (typeof code !== 'string' || !UNSUPPORTED.test(code)) return undefined
  const traditional = headers.map((line) => CIPHER.exec(line)?.[1]).find(Boolean)
  const name = traditional ?? ALGORITHMS.find(([oid]) => der.includes(Buffer.from(oid, 'hex')))?.[1]
  return (
    `is encrypted with ${name ?? 'an unknown algorithm'}, which is not supported here. ` +
    'Encrypt a copy with AES: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in KEY -out NEW'
  )
}
