import { HostError } from '../host-error.ts'
import type { KeySets } from './key-sets.ts'
import type { KeysService } from './keys-service.ts'

/** At start: opens the vault with the given passphrase, and removes what a crash left in the stores. */
export async function beginKeys({
  keys,
  keySets,
  uncertain,
  passphrase,
  addNotice,
  sweep,
}: {
  readonly keys: KeysService
  readonly keySets: KeySets
  /** A file that says which keys are wanted could not be read. */
  readonly uncertain: boolean
  /** Opens the vault unattended. */
  readonly passphrase: string | undefined
  readonly addNotice: (text: string) => void
  readonly sweep: () => Promise<void>
}): Promise<void> {
  await keys.followVault()
  if (uncertain) {
    try {
      keySets.spare()
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      // Then nothing is swept: what would have been spared is left alone all the same.
      addNotice(`What is in the key stores could not be noted: ${error.message}`)
      return
    }
  }
  if (passphrase !== undefined) {
    try {
      await keys.unlockUnattended(passphrase)
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      addNotice(`The vault was not opened with the given passphrase: ${error.message}`)
    }
  }
  // Not waited for: a keychain that is locked would hold up every login.
  void sweep()
}
