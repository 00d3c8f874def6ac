import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

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

/** Global setup: generates the keys that `reuse-rsa-keys.ts` returns in every process of the run. */
export default async function makeRsaKeys(project: TestProject): Promise<void> {
  // The setup runs once for the root and once for each project. The projects inherit the context of the root.
  if (!project.isRootProject()) return
  const generate = promisify(generateKeyPair)
  const pairs = await Promise.all(
    Array.from({ length: KEYS + RESERVED_KEYS }, () => generate('rsa', { modulusLength: 2048 })),
  )
  const keys = pairs.map(({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  project.provide('rsaKeys', keys.slice(0, KEYS))
  project.provide('reservedRsaKeys', keys.slice(KEYS))
}
