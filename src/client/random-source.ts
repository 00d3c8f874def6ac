import { randomBytes } from 'node:crypto'

/** Source of randomness; tests replace it. */
export interface RandomSource {
  /** Returns unpredictable bytes, for the Diffie-Hellman exponent and the nonce. */
  bytes(length: number): Uint8Array
  /** Returns a number of at least 0 and below 1, for spreading retries. It need not be secret. */
  fraction(): number
}

/** The operating system's generator for bytes, `Math.random` for jitter. */
export const systemRandom: RandomSource = {
  bytes: (length) => randomBytes(length),
  fraction: () => Math.random(),
}
