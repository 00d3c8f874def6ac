import { type KeyboardEvent, useId } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { showProfile } from '../../stores/profiles-store.ts'
import { ProfileLine } from './profile-line.tsx'

interface ProfileListProps {
  readonly profiles: readonly ProfileView[]
  readonly selectedId: string
  readonly shownId: string
}

/** All profiles; the arrows choose whose details are shown, and switch nothing. */
export function ProfileList({ profiles, selectedId, shownId }: ProfileListProps) {
  const base = useId()
  const at = profiles.findIndex(({ id }) => id === shownId)
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = {
      ArrowDown: Math.min(at + 1, profiles.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: profiles.length - 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    showProfile(profiles[next]?.id)
    document.getElementById(`${base}${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div
      role="listbox"
      id="profile-list"
      aria-label="Profiles"
      className="profile-list"
      tabIndex={0}
      aria-activedescendant={`${base}${at}`}
      onKeyDown={onKeyDown}
    >
      {profiles.map((profile, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard moves in the list, as ARIA's listbox says.
        // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant.
        <div
          key={profile.id}
          id={`${base}${index}`}
          role="option"
          aria-selected={index === at}
          className="profile-option"
          onClick={() => showProfile(profile.id)}
        >
          <ProfileLine profile={profile} inUse={profile.id === selectedId} />
        </div>
      ))}
    </div>
  )
}
