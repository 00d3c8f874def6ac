const SEQUENCE = 0x30
const SET = 0x31
const INTEGER = 0x02
/** Maximum nesting depth. */
const MAX_DEPTH = 8

/**
 * An element of a DER structure is not the expected one. The caller has the file's name and converts this error to an
 * IbkrError.
 */
export class DerError extends Error {}

/** One DER element: its tag, its content, and the offset of the next one. */
interface Element {
  readonly tag: number
  readonly value: Uint8Array
  readonly end: number
}

/** Reads the two numbers of a `DHParameter` structure: `SEQUENCE { prime INTEGER, base INTEGER, … }`. */
export function readDhParameters(der: Uint8Array): { readonly prime: bigint; readonly generator: bigint } {
  const outer = expect(readElement(der, 0), SEQUENCE)
  if (outer.end !== der.length) throw new DerError('data follows the parameters')
  const prime = expect(readElement(outer.value, 0), INTEGER)
  const generator = expect(readElement(outer.value, prime.end), INTEGER)
  return { prime: toInteger(prime.value), generator: toInteger(generator.value) }
}

/**
 * Returns the largest number in the algorithm of an `EncryptedPrivateKeyInfo`. It is the number of rounds of the key
 * derivation, which determines how long decryption takes.
 */
export function readKeyDerivationRounds(der: Uint8Array): bigint {
  const outer = expect(readElement(der, 0), SEQUENCE)
  return largestInteger(expect(readElement(outer.value, 0), SEQUENCE).value, 0)
}

function largestInteger(bytes: Uint8Array, depth: number): bigint {
  if (depth > MAX_DEPTH) throw new DerError('it is nested too deeply')
  let largest = 0n
  for (let offset = 0; offset < bytes.length; ) {
    const { tag, value, end } = readElement(bytes, offset)
    const found =
      tag === INTEGER ? toInteger(value) : tag === SEQUENCE || tag === SET ? largestInteger(value, depth + 1) : 0n
    if (found > largest) largest = found
    offset = end
  }
  return largest
}

/** Returns the element if it has this tag. @throws DerError */
function expect(element: Element, tag: number): Element {
  if (element.tag !== tag) throw new DerError(`tag ${element.tag} instead of ${tag}`)
  return element
}

/** Parses one element. @throws DerError */
function readElement(bytes: Uint8Array, start: number): Element {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined) throw new DerError('it is incomplete')
  let offset = start + 2
  let length = first
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw new DerError('a length has an unusual encoding')
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[offset++] ?? 0)
  }
  const end = offset + length
  if (end > bytes.length) throw new DerError('it is incomplete')
  return { tag, value: bytes.subarray(offset, end), end }
}

/** Converts a DER integer, which is two's complement: a leading 00 keeps a number with a set top bit positive. */
function toInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) throw new DerError('a number is empty')
  const magnitude = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return (bytes[0] ?? 0) < 0x80 ? magnitude : magnitude - (1n << BigInt(bytes.length * 8))
}
