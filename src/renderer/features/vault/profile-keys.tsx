import type { ProfileView } from '../../../shared/contract/views.ts'
import { IDLE_MINUTES_CHOICES, type IdleMinutes, type SecretStoreKind } from '../../../shared/domain/keys.ts'
import { useKeysStore } from '../../stores/keys-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { beginImport } from '../keys/import-actions.ts'
import { STORE_NAMES } from './store-words.ts'
import { askForVault, lockVault, setIdleMinutes } from './vault-actions.ts'
import './vault.css'

/** Where the keys of a profile are, and what can be done with them. */
export function ProfileKeys({ profile, store }: { readonly profile: ProfileView; readonly store: SecretStoreKind }) {
  const vault = useKeysStore((data) => data.keys?.vault.kind)
  const keychain = useKeysStore((data) => data.keys?.keychain.kind)
  const other = store === 'vault' ? 'keychain' : 'vault'
  const gone = store === 'vault' && vault === 'absent'
  return (
    <section className="profile-keys" aria-label="Keys">
      <h3 className="section-title">Keys</h3>
      <p>
        {STORE_NAMES[store]}
        {store === 'vault' && vault === 'locked' && ', locked'}
        {store === 'vault' && vault === 'open' && ', open'}
        {gone &&
          ', which is not there: it was set aside, or its file is gone. Import the keys again, or put keys.vault back.'}
      </p>
      {store === 'vault' && !gone && <IdleChoice />}
      <div className="profile-actions">
        {store === 'vault' && vault === 'locked' && (
          <Button ref={focusWhereLost} onClick={askForVault}>
            Unlock…
          </Button>
        )}
        {store === 'vault' && vault === 'open' && (
          <Button ref={focusWhereLost} onClick={() => void lockVault()}>
            Lock now
          </Button>
        )}
        {store === 'vault' && !gone && (
          <Button onClick={() => openOverlay({ kind: 'change-passphrase' })}>Change the passphrase…</Button>
        )}
        {!gone && (other === 'vault' || keychain !== 'unusable') && (
          <Button onClick={() => openOverlay({ kind: 'move-keys', profile, to: other })}>Move to the {other}…</Button>
        )}
        <Button
          key={String(gone)}
          ref={focusWhereLost}
          look={gone ? 'primary' : 'plain'}
          onClick={() => void beginImport(profile.kind === 'oauth2' ? 'oauth2' : 'oauth1', profile.id)}
        >
          Replace the keys…
        </Button>
        {profile.kind === 'oauth1' && !gone && (
          <Button onClick={() => openOverlay({ kind: 'export-keys', profile })}>Export oauth1.json…</Button>
        )}
      </div>
    </section>
  )
}

/** After how long without use the vault locks. */
function IdleChoice() {
  const minutes = useKeysStore((data) => data.keys?.idleMinutes)
  return (
    <label className="vault-idle">
      Lock the vault after{' '}
      <select
        className="input"
        value={minutes}
        onChange={(event) => void setIdleMinutes(Number(event.target.value) as IdleMinutes)}
      >
        {IDLE_MINUTES_CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {choice < 60 ? `${choice} minutes` : choice === 60 ? '1 hour' : `${choice / 60} hours`}
          </option>
        ))}
      </select>{' '}
      without use
    </label>
  )
}
