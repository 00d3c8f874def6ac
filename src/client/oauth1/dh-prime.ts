import { IbkrError } from '../errors/ibkr-error.ts'
import { readDhParameters } from './der.ts'

/** A Diffie-Hellman group; IBKR's generator is always 2. */
export interface DhGroup {
  readonly prime: bigint
  readonly generator: bigint
}

/**
 * Reads the prime from hex (a `0x`, colons, white space and leading zeros are accepted, as openssl prints them) or from
 * the PEM text of `dhparam.pem`.
 * @throws IbkrError `prime-invalid`
 */
export function readDhGroup(text: string): DhGroup {
  const group = /-----BEGIN/.test(text) ? readDhPem(text) : { prime: readHexPrime(text), generator: 2n }
  if (group.prime <= 3n || group.prime % 2n === 0n) {
    throw new IbkrError(
      'prime-invalid',
      'The Diffie-Hellman prime is not an odd positive number: take it from dhparam.pem again.',
    )
  }
  return group
}

/**
 * Reads the PEM text of `dhparam.pem`, as `openssl dhparam -outform PEM` writes it.
 * @throws IbkrError `prime-invalid`
 */
export function readDhPem(text: string): DhGroup {
  const base64 = /-----BEGIN DH PARAMETERS-----([^-]*)-----END DH PARAMETERS-----/.exec(text)?.[1]
  if (base64 === undefined) {
    throw new IbkrError(
      'prime-invalid',
      'This is not a file of Diffie-Hellman parameters (BEGIN DH PARAMETERS is missing).',
    )
  }
  try {
    return readDhParameters(Buffer.from(base64.replace(/\s/g, ''), 'base64'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new IbkrError('prime-invalid', `The Diffie-Hellman parameters are damaged: ${reason}. Make the file again.`, {
      cause,
    })
  }
}

function readHexPrime(text: string): bigint {
  const hex = text.replace(/[\s:]/g, '').replace(/^0x/i, '')
  if (!/^[0-9a-f]+$/i.test(hex)) {
    throw new IbkrError('prime-invalid', 'dhPrime is neither hex nor the PEM text of dhparam.pem.')
  }
  return BigInt(`0x${hex}`)
}
