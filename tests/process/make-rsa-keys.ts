import { createPrivateKey } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { getTestOauth1Keys, getTestOauth2Keys } from '../../src/simulator/test-keys.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Private RSA keys of this run with 2,048 bits, as PKCS#8 PEM. */
    readonly rsaKeys: readonly string[]
    /** Further keys, which only `shared-keys.ts` uses. */
    readonly reservedRsaKeys: readonly string[]
  }
}

/** Number of reusable keys. It must be at least the number that one test uses at the same time. */
const KEYS = 4
/** Number of keys in all credentials of `shared-keys.ts`. */
const RESERVED_KEYS = 5

/**
 * Global setup: makes the keys that `reuse-rsa-keys.ts` returns in every process of the run. Generating nine keys would
 * take two seconds of processor time, so the keys combine the primes of the simulator's published test keys.
 */
export default function makeRsaKeys(project: TestProject): void {
  // The setup runs once for the root and once for each project. The projects inherit the context of the root.
  if (!project.isRootProject()) return
  const { signature, encryption } = getTestOauth1Keys()
  const primes = [signature, encryption, getTestOauth2Keys().privateKey].map(primesOf)
  const pairs = primes.flatMap((own, index) =>
    primes.slice(index + 1).flatMap((others) => own.flatMap((p) => others.map((q) => [p, q] as const))),
  )
  const keys = pairs.map(([p, q]) => rsaKeyOf(p, q)).slice(0, KEYS + RESERVED_KEYS)
  project.provide('rsaKeys', keys.slice(0, KEYS))
  project.provide('reservedRsaKeys', keys.slice(KEYS))
}

function primesOf(pem: string): readonly bigint[] {
  const { p = '', q = '' } = createPrivateKey(pem).export({ format: 'jwk' })
  return [p, q].map((text) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`))
}

/** Returns the private RSA key with the given primes. */
function rsaKeyOf(p: bigint, q: bigint): string {
  const e = 65_537n
  const d = inverseOf(e, (p - 1n) * (q - 1n))
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverseOf(q, p) }
  const parts = Object.entries(numbers).map(([name, number]) => {
    const hex = number.toString(16)
    return [name, Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')]
  })
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(parts) }, format: 'jwk' })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Returns the inverse of a number modulo another number, by the extended Euclidean algorithm. */
function inverseOf(number: bigint, modulus: bigint): bigint {
  let [r, next, t, nextT] = [modulus, number, 0n, 1n]
  while (next > 0n) {
    const quotient = r / next
    ;[r, next, t, nextT] = [next, r - quotient * next, nextT, t - quotient * nextT]
  }
  return t < 0n ? t + modulus : t
}
