import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Private 2,048-bit RSA keys of this run, PKCS#8 PEM. */
    readonly rsaKeys: readonly string[]
    /** More of them, which only `throw-away-keys.ts` gets. */
    readonly reservedRsaKeys: readonly string[]
  }
}

/** At least as many as one test uses at a time. */
const KEYS = 8
/** As many as all credentials of `throw-away-keys.ts` contain. */
const RESERVED_KEYS = 5

/** Global setup: generates the keys that `reuse-rsa-keys.ts` returns in every process of the run. */
export default async function makeRsaKeys(project: TestProject): Promise<void> {
  // Runs once for the root and once for each project, which inherits the context of the root.
  if (!project.isRootProject()) return
  const generate = promisify(generateKeyPair)
  const pairs = await Promise.all(
    Array.from({ length: KEYS + RESERVED_KEYS }, () => generate('rsa', { modulusLength: 2048 })),
  )
  const keys = pairs.map(({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  project.provide('rsaKeys', keys.slice(0, KEYS))
  project.provide('reservedRsaKeys', keys.slice(KEYS))
}
