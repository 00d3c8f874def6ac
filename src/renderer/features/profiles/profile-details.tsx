import type { ProfileView } from '../../../shared/contract/views.ts'
import { IDLE_MINUTES_CHOICES, type IdleMinutes, type SecretStoreKind } from '../../../shared/domain/keys.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { Select } from '../../ui/select.tsx'
import { GuardRailsSection } from '../guard-rails/index.ts'
import { startImport } from '../keys/index.ts'
import { CertificateFacts, EnvironmentBadge, environmentMeaning } from '../session/index.ts'
import { lockVault, STORE_NAMES, setIdleMinutes, useKeysStore } from '../vault/index.ts'
import { CancelRuleSection } from './cancel-rule.tsx'
import { duplicateProfile } from './profile-actions.ts'
import { ProfileForm } from './profile-form.tsx'
import { isNamedAfterEnvironment, PROFILE_KINDS } from './profile-text.ts'

/** Facts, keys, settings and actions of a profile. */
export function ProfileDetails({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  const certificate = profile.certificate ? (
    <CertificateFacts certificate={profile.certificate} />
  ) : (
    profile.kind === 'gateway' && 'No certificate pinned yet. The first certificate of a local gateway is pinned.'
  )
  return (
    <section
      className="profile-details scroll full"
      aria-label={`Profile ${profile.name}`}
      data-environment={profile.environment}
    >
      <header className="profile-head row">
        <h2 className="title ellipsis" tabIndex={-1} ref={focusWhereLost}>
          {profile.name}
        </h2>
        {!isNamedAfterEnvironment(profile.name, profile.environment) && (
          <EnvironmentBadge environment={profile.environment} />
        )}
        <span className="spring" />
        {inUse ? <Button onClick={() => goTo('session')}>Open session</Button> : <SwitchButton id={profile.id} />}
      </header>
      <Facts
        className="session-facts part-small"
        facts={[
          ['Kind', PROFILE_KINDS[profile.kind]],
          ['Connects to', profile.target],
          [profile.login?.name ?? '', profile.login && <code>{profile.login.value}</code>],
          ['Environment', environmentMeaning(profile.environment)],
          ['Certificate', certificate],
        ]}
      />
      {profile.keys && <ProfileKeys profile={profile} store={profile.keys.store} />}
      <ProfileForm profile={profile} inUse={inUse} />
      <CancelRuleSection profile={profile} />
      <GuardRailsSection profile={profile} />
      {profile.kind !== 'practice' && (
        <div className="actions row wrap part-large line-row">
          <Button onClick={() => void duplicateProfile(profile.id)}>Duplicate</Button>
          <Button onClick={() => openOverlay({ kind: 'delete-profile', profile })}>Delete…</Button>
        </div>
      )}
    </section>
  )
}

function SwitchButton({ id }: { readonly id: string }) {
  const switching = useProfilesStore((data) => data.switchingTo === id)
  return (
    <Button look="primary" busy={switching} disabled={switching} onClick={() => void switchProfile(id)}>
      Switch to this profile
    </Button>
  )
}

/** Shows where the keys of a profile are stored, with actions. */
function ProfileKeys({ profile, store }: { readonly profile: ProfileView; readonly store: SecretStoreKind }) {
  const vault = useKeysStore((data) => data.keys?.vault.kind)
  const keychain = useKeysStore((data) => data.keys?.keychain.kind)
  const other = store === 'vault' ? 'keychain' : 'vault'
  const missing = store === 'vault' && vault === 'absent'
  return (
    <section className="part-large" aria-label="Keys">
      <h3 className="section-title">Keys</h3>
      <p>
        {STORE_NAMES[store]}
        {store === 'vault' && vault === 'locked' && ', locked'}
        {store === 'vault' && vault === 'open' && ', unlocked'}
        {missing &&
          ', missing: it was archived, or its file was deleted. Import the keys again, or restore keys.vault.'}
      </p>
      {store === 'vault' && !missing && <IdleChoice />}
      <div className="row wrap part-small">
        {store === 'vault' && vault === 'locked' && (
          <Button ref={focusWhereLost} onClick={() => openOverlay({ kind: 'unlock-vault' })}>
            Unlock…
          </Button>
        )}
        {store === 'vault' && vault === 'open' && (
          <Button ref={focusWhereLost} onClick={() => void lockVault()}>
            Lock now
          </Button>
        )}
        {store === 'vault' && !missing && (
          <Button onClick={() => openOverlay({ kind: 'change-passphrase' })}>Change passphrase…</Button>
        )}
        {!missing && (other === 'vault' || keychain !== 'unusable') && (
          <Button onClick={() => openOverlay({ kind: 'move-keys', profile, to: other })}>Move to {other}…</Button>
        )}
        <Button
          key={String(missing)}
          ref={focusWhereLost}
          look={missing ? 'primary' : 'plain'}
          onClick={() => void startImport(profile.kind === 'oauth2' ? 'oauth2' : 'oauth1', profile.id)}
        >
          Replace keys…
        </Button>
        {profile.kind === 'oauth1' && !missing && (
          <Button onClick={() => openOverlay({ kind: 'export-keys', profile })}>Export oauth1.json…</Button>
        )}
      </div>
    </section>
  )
}

/** Select for the idle time after which the vault locks. */
function IdleChoice() {
  const minutes = useKeysStore((data) => data.keys?.idleMinutes)
  if (minutes === undefined) return null
  return (
    <p className="row wrap">
      Lock the vault after{' '}
      <Select
        className="input-fit"
        aria-label="Lock the vault after"
        value={minutes}
        options={IDLE_MINUTES_CHOICES.map((value) => ({
          value,
          label: value < 60 ? `${value} minutes` : value === 60 ? '1 hour' : `${value / 60} hours`,
        }))}
        onChange={(next) => void setIdleMinutes(next as IdleMinutes)}
      />{' '}
      without use
    </p>
  )
}
