import type { VaultView } from '../../../shared/contract/import-views.ts'
import type { IdleMinutes, SecretStoreKind } from '../../../shared/domain/keys.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { reportFailure, showToast } from '../../stores/toast-store.ts'
import { isSameSecret, takeSecret } from '../../ui/secret-input.tsx'
import { useKeysStore } from './keys-store.ts'

export const checkKeychain = (): Promise<void> =>
  reportFailure('Keychain check failed', async () =>
    useKeysStore.setState({ keys: await hostLink().call('keys.checkKeychain', {}) }),
  )

export const PASSPHRASES_DIFFER = 'The passphrases differ. Enter the second one again.'

/**
 * Creates or unlocks the vault with the passphrase in a form. On failure, resolves to an error message and focuses the
 * field to correct.
 */
export async function createOrUnlockVault(form: HTMLFormElement, vault: VaultView): Promise<string | undefined> {
  const refused = await createOrUnlock(form, vault)
  if (refused !== undefined) focusField(form, refused === PASSPHRASES_DIFFER ? 'again' : 'passphrase')
  return refused
}

/** Focuses a field and selects its text. */
export function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement) {
    field.focus()
    field.select()
  }
}

async function createOrUnlock(form: HTMLFormElement, vault: VaultView): Promise<string | undefined> {
  switch (vault.kind) {
    case 'open':
      return undefined
    case 'locked':
      return unlockVault(takeSecret(form, 'passphrase'))
    case 'absent': {
      if (!isSameSecret(form, 'passphrase', 'again')) return PASSPHRASES_DIFFER
      takeSecret(form, 'again')
      const passphrase = takeSecret(form, 'passphrase')
      return problemOf(() => hostLink().call('keys.createVault', { passphrase }), passphrase)
    }
  }
}

export function unlockVault(passphrase: string): Promise<string | undefined> {
  return problemOf(() => hostLink().call('keys.unlockVault', { passphrase }), passphrase)
}

/** Locks the vault. Running sessions continue. */
export const lockVault = (): Promise<void> =>
  reportFailure('Could not lock the vault', async () => {
    await hostLink().call('keys.lockVault', {})
    showToast('idle', 'Vault locked. Running sessions continue.')
  })

export const setIdleMinutes = (minutes: IdleMinutes): Promise<void> =>
  reportFailure('Could not change the idle time', () => hostLink().call('keys.setIdleMinutes', { minutes }))

async function problemOf(call: () => Promise<unknown>, passphrase: string): Promise<string | undefined> {
  if (passphrase === '') return 'Enter the passphrase.'
  try {
    await call()
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

/** Returns the name of a secret store for use within a sentence. */
export function storeName(store: SecretStoreKind): string {
  return store === 'keychain' ? 'the system keychain' : 'the console vault'
}

/** Labels of the secret stores. */
export const STORE_NAMES: Readonly<Record<SecretStoreKind, string>> = {
  keychain: 'System keychain',
  vault: 'Console vault',
}

/**
 * Opens the passphrase dialog once for each login that fails because the vault is locked. Returns an unsubscribe
 * function.
 */
export function followLockedVault(): () => void {
  let askedAt: number | undefined
  const follow = (): void => {
    const state = useSessionStore.getState().view?.state
    if (state?.kind !== 'failed' || state.code !== 'vault-locked' || state.since === askedAt) return
    if (useOverlayStore.getState().overlay.kind !== 'none') return
    askedAt = state.since
    openOverlay({ kind: 'unlock-vault' })
  }
  const stops = [useSessionStore.subscribe(follow), useOverlayStore.subscribe(follow)]
  return () => {
    for (const stop of stops) stop()
  }
}
