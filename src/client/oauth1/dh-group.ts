import { FILE_NAME_HINT, looksLikeFileName } from '../detect-file-name.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { readHexNumber } from './big-numbers.ts'
import { DerError, readDhParameters } from './der-encoding.ts'
import { PemError, readPemBlocks } from './pem-encoding.ts'

/** IBKR requires 2048 bits. */
const MIN_BITS = 2_048
/** Longer primes only take more time. */
const MAX_BITS = 8_192
const GENERATOR = 2n
const SMALL_FACTORS = primesBelow(1_000)
const LABEL = 'DH PARAMETERS'

/** A Diffie-Hellman group; IBKR's generator is always 2. */
export interface DhGroup {
  readonly prime: bigint
  readonly generator: bigint
}

/**
 * Reads `dhPrime`: the prime in hex (a `0x`, colons, white space and leading zeros are accepted), the PEM text of
 * `dhparam.pem`, or the output of `openssl dhparam -text`.
 * @throws IbkrError `prime-invalid` if it is unreadable, negative, of less than 2048 or more than 8192 bits, divisible by a
 * small number, or has another generator than 2
 */
export function readDhGroup(text: string): DhGroup {
  if (typeof text !== 'string') throw invalid('dhPrime is missing: it is the prime in hex, or the text of dhparam.pem.')
  if (text.includes('-----BEGIN')) return readDhPem(text)
  return checkGroup(readPrinted(text) ?? { prime: readHexPrime(text), generator: GENERATOR })
}

/**
 * Reads the PEM text of `dhparam.pem`, as `openssl dhparam -outform PEM` writes it.
 * @throws IbkrError `prime-invalid`, as `readDhGroup` does
 */
export function readDhPem(text: string): DhGroup {
  return checkGroup(parseDhPem(text))
}

function parseDhPem(text: string): DhGroup {
  try {
    const block = readPemBlocks(text).find(({ label }) => label === LABEL)
    if (block !== undefined) return readDhParameters(block.der)
  } catch (cause) {
    if (!(cause instanceof DerError || cause instanceof PemError)) throw cause
    throw invalid(`The Diffie-Hellman parameters are damaged: ${cause.message}. Generate the file again.`, { cause })
  }
  throw invalid(`This is not a file of Diffie-Hellman parameters (BEGIN ${LABEL} is missing).`)
}

/** Parses the output of `openssl dhparam -text`, with the labels `prime:` and `generator:`, or `P:` and `G:`. */
function readPrinted(text: string): DhGroup | undefined {
  const digits = /\b(?:prime|P):\s*([0-9a-f][0-9a-f:\s]{0,20000})/i.exec(text)?.[1]
  if (digits === undefined) return undefined
  const generator = /\b(?:generator|G):\s*(\d{1,9})\b/i.exec(text)?.[1]
  return { prime: readHexPrime(digits), generator: generator === undefined ? GENERATOR : BigInt(generator) }
}

function readHexPrime(text: string): bigint {
  if (looksLikeFileName(text)) throw invalid(`dhPrime ${FILE_NAME_HINT}`)
  const prime = readHexNumber(text)
  if (prime === undefined) throw invalid('dhPrime is neither hex nor the PEM text of dhparam.pem.')
  return prime
}

/** Detects common damage of a prime. `verifyGroup` checks whether it is a safe prime, which takes longer. */
function checkGroup(group: DhGroup): DhGroup {
  const { prime, generator } = group
  if (prime < 0n) {
    throw invalid('The Diffie-Hellman prime is negative: its leading 00 was lost. Generate dhparam.pem again.')
  }
  const bits = bitLength(prime)
  if (bits < MIN_BITS) {
    throw invalid(`The Diffie-Hellman prime has ${bits} bits; IBKR requires ${MIN_BITS}. Is it truncated?`)
  }
  if (bits > MAX_BITS) {
    throw invalid(`The Diffie-Hellman prime has ${bits} bits; IBKR requires ${MIN_BITS}. Generate another one.`)
  }
  const factor = SMALL_FACTORS.find((small) => prime % small === 0n)
  if (factor !== undefined) {
    throw invalid(
      `The Diffie-Hellman prime is not a prime number: ${factor} divides it. Copy it from dhparam.pem again.`,
    )
  }
  if (generator !== GENERATOR) {
    const named = generator > 0n && generator < 1_000n ? String(generator) : 'another number'
    throw invalid(`The Diffie-Hellman generator is ${named}; IBKR requires ${GENERATOR}. Generate the file again.`)
  }
  return group
}

function bitLength(value: bigint): number {
  return value.toString(2).length
}

function primesBelow(limit: number): readonly bigint[] {
  const primes: number[] = []
  for (let number = 2; number < limit; number++) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number)
  }
  return primes.map(BigInt)
}

function invalid(message: string, options?: { readonly cause: unknown }): IbkrError {
  return new IbkrError('prime-invalid', message, options)
}
