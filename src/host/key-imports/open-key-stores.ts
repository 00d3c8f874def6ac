import type { FilesService } from '../files/files-service.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { IDLE_MINUTES } from '../keys/idle-lock.ts'
import { KeySets } from '../keys/key-sets.ts'
import { KeychainStore, type OpenKeychainEntry } from '../keys/keychain-store.ts'
import { KeysService } from '../keys/keys-service.ts'
import type { ScryptCost } from '../keys/vault-format.ts'
import { VaultStore } from '../keys/vault-store.ts'
import { describeErrorForLog } from '../log/log.ts'
import { isKeyed } from '../profiles/profile.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { SavedImports } from './saved-imports.ts'

export interface OpenKeyStoresDeps {
  readonly list: ProfileList
  readonly files: FilesService
  /** Called when the vault locks. */
  readonly onLocked: () => void
  readonly options: { readonly keychain?: () => Promise<OpenKeychainEntry>; readonly weakVaultForTests?: ScryptCost }
}

/** The secret stores of one user data folder, and the key sets in them. */
export interface OpenedKeyStores {
  readonly service: KeysService
  readonly keySets: KeySets
  /** The saved imports, which are kept after a restart. */
  readonly saved: SavedImports
  /** Opens the vault with the given passphrase, and removes unused secrets that a crash left. Called at start. */
  begin(passphrase: string | undefined): Promise<void>
  /** Whether a keychain call still waits for the user. */
  readonly waitsForKeychain: boolean
  close(): Promise<void>
}

export function openKeyStores(
  context: HostContext,
  { list, files, onLocked, options }: OpenKeyStoresDeps,
): OpenedKeyStores {
  const { home, clock, log, notices } = context
  const { keychain: load, weakVaultForTests: cost } = options
  const keychain = load ? new KeychainStore(clock, load) : new KeychainStore(clock)
  const vault = new VaultStore({
    home,
    ...(cost && { cost }),
    onRestored: () => {
      log.write('warning', 'vault-restored')
      notices.add(
        'The vault was damaged, so its copy from before the last change is used. The damaged file was saved as keys.vault.broken.',
      )
    },
  })
  const keySets = new KeySets({
    home,
    now: clock.now,
    stores: { keychain, vault },
    onNotRemoved: (error) =>
      log.write('warning', 'key-set-not-removed', error instanceof HostError ? error.code : describeErrorForLog(error)),
  })
  notices.add(keySets.notice)
  const saved = new SavedImports(home, clock.now)
  notices.add(saved.notice)
  const service = new KeysService({
    home,
    clock,
    keychain,
    vault,
    keySets,
    files,
    log,
    idleMinutes: () => list.settings.vaultIdleMinutes ?? IDLE_MINUTES,
    findProfile: (id) => list.find(id),
    onLocked,
  })

  /** Removes every set that no profile or import uses, in all open stores. A crash may leave unused sets. */
  const removeUnused = async (): Promise<void> => {
    if (isWriteProtected(home)) return
    const wanted = () => [
      ...list.profiles.filter(isKeyed).map(({ keys }) => keys),
      ...saved.all.map(({ keys }) => keys),
    ]
    const removed = await keySets.removeUnused(() => new Set(wanted().map(({ generation }) => generation)))
    if (removed > 0) log.write('info', 'unused-key-sets-removed', String(removed))
  }
  vault.onChange(() => void service.updateVaultState())
  service.onUnlocked(() => void removeUnused())

  return {
    service,
    keySets,
    saved,
    async begin(passphrase) {
      await service.updateVaultState()
      try {
        if (!isWriteProtected(home)) keySets.storeServers(list.profiles.filter(isKeyed))
        // Protect all sets: the damaged file may have referred to more sets than the recovered file.
        if (list.isRecovered || saved.notice !== undefined) keySets.protectAll()
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        // Remove no sets if they cannot be protected.
        notices.add(`The list of key sets could not be written: ${error.message}`)
        return
      }
      try {
        if (passphrase !== undefined) await service.unlockUnattended(passphrase)
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        notices.add(`The vault was not opened with the given passphrase: ${error.message}`)
      }
      // Do not await the removal: a locked keychain would delay every login.
      void removeUnused()
    },
    close: () => vault.close(),
    get waitsForKeychain() {
      return keychain.isWaiting
    },
  }
}
