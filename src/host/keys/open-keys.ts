import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import type { Log } from '../log/log.ts'
import type { KeySetPlace } from './key-set.ts'
import { KeySets } from './key-sets.ts'
import { KeychainStore, type OpenEntry } from './keychain-store.ts'
import type { ScryptCost } from './vault-format.ts'
import { VaultStore } from './vault-store.ts'

export interface KeysMeans {
  readonly home: string
  readonly clock: Clock
  readonly log: Log
  readonly addNotice: (text: string) => void
  /** Called after every change of the vault's state. */
  readonly onVault: () => void
  /** Another keychain than the system's, for tests. */
  readonly keychain?: (() => Promise<OpenEntry>) | undefined
  /** A cheaper vault than `SCRYPT_COST`, for tests. */
  readonly weakVaultForTests?: ScryptCost | undefined
}

/** The stores of secrets of one home, and the sets in them. */
export interface Keys {
  readonly keychain: KeychainStore
  readonly vault: VaultStore
  readonly keySets: KeySets
  /** Removes every set but those that are named: what a crash left behind, as far as the stores are open. */
  sweep(wanted: () => readonly KeySetPlace[]): Promise<void>
}

export function openKeys({ home, clock, log, addNotice, onVault, ...forTests }: KeysMeans): Keys {
  const { keychain: load, weakVaultForTests: cost } = forTests
  const keychain = load ? new KeychainStore(clock, load) : new KeychainStore(clock)
  const vault = new VaultStore({
    home,
    ...(cost && { cost }),
    onChange: onVault,
    onRestored: () => {
      log.write('warning', 'vault-restored')
      addNotice(
        'The vault was damaged and its copy from before the last change is used. The damaged one is kept as keys.vault.broken.',
      )
    },
  })
  const keySets = new KeySets({ home, now: clock.now, stores: { keychain, vault } })
  if (keySets.notice) addNotice(keySets.notice)
  return {
    keychain,
    vault,
    keySets,
    async sweep(wanted) {
      try {
        const removed = await keySets.sweep(() => new Set(wanted().map(({ generation }) => generation)))
        if (removed > 0) log.write('info', 'key-sets-swept', String(removed))
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        log.write('warning', 'key-sets-not-swept', error.code)
      }
    },
  }
}
