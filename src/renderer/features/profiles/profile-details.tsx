import type { ReactNode } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { EnvironmentBadge, environmentMeaning } from '../session/environment-badge.tsx'
import { ProfileKeys } from '../vault/profile-keys.tsx'
import { CertificateFacts } from './certificate-facts.tsx'
import { duplicateProfile, switchProfile } from './profile-actions.ts'
import { ProfileForm } from './profile-form.tsx'
import { KIND_WORDS } from './profile-words.ts'

/** One profile: what it is, what is known of it, and what can be done with it. */
export function ProfileDetails({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  return (
    <section className="profile-details" aria-label={`Profile ${profile.name}`} data-environment={profile.environment}>
      <header className="profile-head">
        <h2 className="profile-title" tabIndex={-1} ref={focusWhereLost}>
          {profile.name}
        </h2>
        <EnvironmentBadge environment={profile.environment} />
        <span className="spring" />
        {inUse ? <Button onClick={() => goTo('session')}>See its session</Button> : <SwitchButton id={profile.id} />}
      </header>
      <dl className="session-facts">
        <Fact name="Kind">{KIND_WORDS[profile.kind]}</Fact>
        <Fact name="Connects to">{profile.target}</Fact>
        {profile.login && (
          <Fact name={profile.login.name}>
            <code>{profile.login.value}</code>
          </Fact>
        )}
        <Fact name="Money">{environmentMeaning(profile.environment)}</Fact>
        {profile.kind === 'gateway' && (
          <Fact name="Certificate">
            {profile.certificate ? (
              <CertificateFacts certificate={profile.certificate} />
            ) : (
              'None is pinned yet. A gateway on this computer is known by the first one that it shows.'
            )}
          </Fact>
        )}
      </dl>
      {profile.keys && <ProfileKeys profile={profile} store={profile.keys.store} />}
      <ProfileForm profile={profile} inUse={inUse} />
      {profile.kind !== 'practice' && (
        <div className="profile-actions">
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

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
