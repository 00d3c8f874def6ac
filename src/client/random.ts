import { randomBytes } from 'node:crypto'

/** Randomness, injectable for tests. */
export interface RandomSource {
  /** Unpredictable bytes: the Diffie-Hellman exponent and the nonce come from here. */
  bytes(length: number): Uint8Array
  /** At least 0, below 1; spreads retries in time, nothing secret. */
  fraction(): number
}

/** The operating system's generator for bytes, `Math.random` for jitter. */
export const systemRandom: RandomSource = {
  bytes: (length) => randomBytes(length),
  fraction: () => Math.random(),
}
