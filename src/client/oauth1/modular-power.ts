const WINDOW_BITS = 5
const WINDOW_MASK = (1n << BigInt(WINDOW_BITS)) - 1n

/**
 * `base ^ exponent mod modulus` with a fixed window of five bits. BigInt is the portable way: `createDiffieHellman`
 * tests the prime for hundreds of ms, and Electron's BoringSSL lacks parts of it.
 */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus <= 0n || exponent < 0n)
    throw new RangeError('The modulus must be positive and the exponent not negative.')
  if (modulus === 1n) return 0n
  const powers = [1n]
  const reduced = ((base % modulus) + modulus) % modulus
  for (let i = 1; i <= Number(WINDOW_MASK); i++) powers.push(((powers[i - 1] ?? 1n) * reduced) % modulus)

  let result = 1n
  const windows = Math.ceil(exponent.toString(2).length / WINDOW_BITS)
  for (let window = windows - 1; window >= 0; window--) {
    for (let bit = 0; bit < WINDOW_BITS; bit++) result = (result * result) % modulus
    const digit = Number((exponent >> BigInt(window * WINDOW_BITS)) & WINDOW_MASK)
    // Multiplied even by 1, so that the time does not tell the zero digits of a secret exponent.
    result = (result * (powers[digit] ?? 1n)) % modulus
  }
  return result
}
