/** Where secrets are stored: the system's keychain, or the vault behind a passphrase. */
import { laterPart } from '../../ui/later.tsx'

export { useKeysStore } from './keys-store.ts'
export { PassphraseFields, StorePlaces, useKeychainLook } from './secret-store-choice.tsx'
export {
  askForVault,
  followLockedVault,
  lockVault,
  openVault,
  STORE_NAMES,
  setIdleMinutes,
  storeWords,
} from './vault-actions.ts'

export const CHANGE_PASSPHRASE_DIALOG = laterPart(
  async () => (await import('./passphrase-dialogs.tsx')).ChangePassphraseDialog,
)
export const SET_VAULT_ASIDE_DIALOG = laterPart(
  async () => (await import('./passphrase-dialogs.tsx')).SetVaultAsideDialog,
)
export const UNLOCK_VAULT_DIALOG = laterPart(async () => (await import('./passphrase-dialogs.tsx')).UnlockVaultDialog)
export const EXPORT_KEYS_DIALOG = laterPart(async () => (await import('./key-dialogs.tsx')).ExportKeysDialog)
export const MOVE_KEYS_DIALOG = laterPart(async () => (await import('./key-dialogs.tsx')).MoveKeysDialog)
