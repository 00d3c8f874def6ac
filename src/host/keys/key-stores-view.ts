import type { KeysView } from '../../shared/contract/import-views.ts'

const NOT_CHECKED = 'The keychain of this system was not checked yet.'
const KEYCHAIN_WORKS = 'New keys are stored in the keychain of this system, which your login unlocks.'

/** Builds the view of the key stores, with the store that is proposed for new keys. */
export function buildKeyStoresView(state: Pick<KeysView, 'idleMinutes' | 'keychain' | 'vault'>): KeysView {
  const { keychain } = state
  if (keychain.kind === 'works') return { ...state, proposed: 'keychain', reason: KEYCHAIN_WORKS }
  if (keychain.kind === 'unknown') return { ...state, proposed: 'keychain', reason: NOT_CHECKED }
  const reason = `${keychain.message} Until then new keys are stored in a vault, a file that a passphrase encrypts.`
  return { ...state, proposed: 'vault', reason }
}
