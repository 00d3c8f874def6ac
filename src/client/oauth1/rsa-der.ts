import { expect, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, readElement, SEQUENCE } from './der.ts'

/** 1.2.840.113549.1.1.1 */
const RSA_ENCRYPTION = '2a864886f70d010101'
/** In the order of PKCS#1, after the version. */
const NUMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const

/** A private RSA key as a JSON Web Key: its numbers in base64url. */
export type RsaJwk = Readonly<Record<(typeof NUMBERS)[number], string>> & { readonly kty: 'RSA' }

/**
 * The PKCS#1 key inside a PKCS#8 one: `SEQUENCE { version INTEGER, SEQUENCE { rsaEncryption, … }, OCTET STRING, … }`.
 * Undefined for anything else.
 */
export function unwrapRsaKey(der: Buffer): Buffer | undefined {
  try {
    const outer = expect(readElement(der, 0), SEQUENCE)
    const version = expect(readElement(outer.value, 0), INTEGER)
    const algorithm = expect(readElement(outer.value, version.end), SEQUENCE)
    const name = expect(readElement(algorithm.value, 0), OBJECT_IDENTIFIER)
    const key = expect(readElement(outer.value, algorithm.end), OCTET_STRING)
    return Buffer.from(name.value).toString('hex') === RSA_ENCRYPTION ? viewOf(key.value) : undefined
  } catch {
    return undefined
  }
}

/** The numbers of a PKCS#1 key of two primes. Undefined for anything else, and where one of them is not positive. */
export function readRsaNumbers(pkcs1: Uint8Array): RsaJwk | undefined {
  try {
    const outer = expect(readElement(pkcs1, 0), SEQUENCE)
    const version = expect(readElement(outer.value, 0), INTEGER)
    if (outer.end !== pkcs1.length || version.value.some((byte) => byte !== 0)) return undefined
    let offset = version.end
    const numbers = NUMBERS.map((name) => {
      const { value, end } = expect(readElement(outer.value, offset), INTEGER)
      offset = end
      return [name, toBase64Url(value)] as const
    })
    if (offset !== outer.value.length || numbers.some(([, number]) => number === undefined)) return undefined
    return { kty: 'RSA', ...(Object.fromEntries(numbers) as Record<(typeof NUMBERS)[number], string>) }
  } catch {
    return undefined
  }
}

/** Without the 00 that DER puts before a top bit; undefined for a number that is not positive. */
function toBase64Url(integer: Uint8Array): string | undefined {
  if ((integer[0] ?? 0x80) >= 0x80) return undefined
  const start = integer.findIndex((byte) => byte !== 0)
  return start === -1 ? undefined : viewOf(integer.subarray(start)).toString('base64url')
}

/** No copy: what erases the key erases it here too. */
const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)
