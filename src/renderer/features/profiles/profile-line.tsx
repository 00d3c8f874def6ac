import { Check } from 'lucide-react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { EnvironmentBadge } from '../session/environment-badge.tsx'
import { KIND_WORDS } from './profile-words.ts'

/** One profile in a list: what it is called, how and where it connects, and with which money. */
export function ProfileLine({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  return (
    <>
      <span className="profile-mark">{inUse && <Check size={14} aria-hidden="true" />}</span>
      <span className="profile-texts">
        <span className="profile-name">
          {profile.name}
          {inUse && <span className="visually-hidden">, in use</span>}
        </span>
        <span className="profile-target">
          {profile.name !== KIND_WORDS[profile.kind] && `${KIND_WORDS[profile.kind]} · `}
          {profile.login && `${profile.login.value} · `}
          {profile.target}
        </span>
      </span>
      <EnvironmentBadge environment={profile.environment} />
    </>
  )
}
