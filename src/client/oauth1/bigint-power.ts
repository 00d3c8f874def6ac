const WINDOW_BITS = 5
const WINDOW_MASK = (1n << BigInt(WINDOW_BITS)) - 1n

/**
 * `base ^ exponent mod modulus` with a fixed window of five bits, for a modulus above 1. `createDiffieHellman` is no way to it: it
 * tests the prime for hundreds of ms, and Electron's BoringSSL lacks parts of it.
 */
export function bigIntPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  // The generator of every prime of IBKR's: its powers are shifts, which saves a quarter of the time.
  if (base === 2n) return powerOfTwo(exponent, modulus)
  const powers = [1n]
  for (let i = 1; i <= Number(WINDOW_MASK); i++) powers.push(((powers[i - 1] ?? 1n) * base) % modulus)

  let result = 1n
  for (let window = windowsOf(exponent) - 1; window >= 0; window--) {
    for (let bit = 0; bit < WINDOW_BITS; bit++) result = (result * result) % modulus
    const digit = Number((exponent >> BigInt(window * WINDOW_BITS)) & WINDOW_MASK)
    // Multiplied even by 1, so that the time does not tell the zero digits of a secret exponent.
    result = (result * (powers[digit] ?? 1n)) % modulus
  }
  return result
}

function powerOfTwo(exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let window = windowsOf(exponent) - 1; window >= 0; window--) {
    for (let bit = 1; bit < WINDOW_BITS; bit++) result = (result * result) % modulus
    // Shifted even by 0, likewise.
    result = ((result * result) << ((exponent >> BigInt(window * WINDOW_BITS)) & WINDOW_MASK)) % modulus
  }
  return result
}

function windowsOf(exponent: bigint): number {
  return Math.ceil(exponent.toString(2).length / WINDOW_BITS)
}
