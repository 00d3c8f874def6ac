import { bigIntPower } from './bigint-power.ts'
import { rsaPower } from './rsa-power.ts'

/**
 * `base ^ exponent mod modulus`: by the RSA operation of the runtime's cryptography where that takes such an exponent, with BigInt
 * everywhere else.
 */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus <= 0n || exponent < 0n)
    throw new RangeError('The modulus must be positive and the exponent not negative.')
  if (modulus === 1n) return 0n
  const reduced = ((base % modulus) + modulus) % modulus
  return rsaPower(reduced, exponent, modulus) ?? bigIntPower(reduced, exponent, modulus)
}
