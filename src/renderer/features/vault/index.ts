/** Secret stores: the system's keychain, and the vault with its passphrase. */
import { laterPart } from '../../ui/later.tsx'

export { useKeysStore } from './keys-store.ts'
export { PassphraseFields, useSecretStore } from './secret-store-choice.tsx'
export {
  createOrUnlockVault,
  followLockedVault,
  lockVault,
  STORE_NAMES,
  setIdleMinutes,
  storeName,
} from './vault-actions.ts'

export const CHANGE_PASSPHRASE_DIALOG = laterPart(
  async () => (await import('./passphrase-dialogs.tsx')).ChangePassphraseDialog,
)
export const ARCHIVE_VAULT_DIALOG = laterPart(async () => (await import('./passphrase-dialogs.tsx')).ArchiveVaultDialog)
export const UNLOCK_VAULT_DIALOG = laterPart(async () => (await import('./passphrase-dialogs.tsx')).UnlockVaultDialog)
export const EXPORT_KEYS_DIALOG = laterPart(async () => (await import('./key-dialogs.tsx')).ExportKeysDialog)
export const MOVE_KEYS_DIALOG = laterPart(async () => (await import('./key-dialogs.tsx')).MoveKeysDialog)
