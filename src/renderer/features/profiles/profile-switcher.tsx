import { Check, ChevronsUpDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ProfileView, SessionView } from '../../../shared/contract/views.ts'
import { keysOf } from '../../commands/command.ts'
import { closeOverlay, openOverlay } from '../../stores/overlay-store.ts'
import { manageProfile, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { OptionPicker } from '../../ui/option-picker.tsx'
import { PickerFoot } from '../../ui/picker-foot.tsx'
import { Tip } from '../../ui/tooltip.tsx'
import { EnvironmentBadge } from '../session/index.ts'
import { isNamedAfterEnvironment, PROFILE_KINDS } from './profile-text.ts'
import './profiles.css'

/** Dialog that searches all profiles and switches to the chosen profile. */
export function ProfileSwitcher() {
  const list = useProfilesStore((data) => data.list)
  const [query, setQuery] = useState('')
  const found = useMemo(() => {
    const text = query.trim().toLowerCase()
    const profiles = list?.profiles ?? []
    if (text === '') return profiles
    return profiles.filter(({ name, kind, target, environment }) =>
      `${name} ${PROFILE_KINDS[kind]} ${target} ${environment}`.toLowerCase().includes(text),
    )
  }, [list, query])

  const choose = (index: number): void => {
    const chosen = found[index]
    if (!chosen) return
    closeOverlay()
    void switchProfile(chosen.id)
  }
  return (
    <Dialog title="Switch profile" titleHidden size="palette" onClose={closeOverlay}>
      <OptionPicker
        label="Search profiles"
        listLabel="Profiles"
        placeholder="Switch to profile…"
        query={query}
        onQuery={setQuery}
        options={found.map((profile) => ({
          id: profile.id,
          content: <ProfileLine profile={profile} inUse={profile.id === list?.selectedId} />,
        }))}
        startAt={Math.max(
          0,
          found.findIndex(({ id }) => id === list?.selectedId),
        )}
        onChoose={choose}
        closeKey="p"
        onClose={closeOverlay}
      />
      {found.length === 0 && <p className="picker-empty secondary">No profile matches “{query}”.</p>}
      <PickerFoot found={found.length}>
        <span className="spring" />
        <Button
          look="quiet"
          keys={keysOf('go-profiles')}
          onClick={() => {
            closeOverlay()
            manageProfile()
          }}
        >
          Manage
        </Button>
        <Button onClick={() => openOverlay({ kind: 'add-profile' })}>Add profile…</Button>
      </PickerFoot>
    </Dialog>
  )
}

/** Button that shows the selected profile and opens the switcher. */
export function ProfileButton({ view }: { readonly view: SessionView }) {
  const { name, target } = view.profile
  const isBadge = isNamedAfterEnvironment(name, view.environment)
  return (
    <Tip text={`${target}. Switch profile`} keys={keysOf('switch-profile')}>
      <button
        type="button"
        className="profile-button choice row"
        aria-haspopup="dialog"
        onClick={() => openOverlay({ kind: 'switch-profile' })}
      >
        <span className="visually-hidden">Profile: </span>
        <span className={isBadge ? 'visually-hidden' : 'profile-button-name ellipsis'}>{name}</span>{' '}
        <EnvironmentBadge environment={view.environment} />
        <ChevronsUpDown size={12} aria-hidden="true" />
      </button>
    </Tip>
  )
}

/** Profile in a list: name, kind, target and environment. */
export function ProfileLine({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  return (
    <>
      <span className="profile-mark rigid">{inUse && <Check size={14} aria-hidden="true" />}</span>
      <span className="profile-texts grow">
        <span className="medium ellipsis">
          {profile.name}
          {inUse && <span className="visually-hidden">, in use</span>}
        </span>
        <span className="ellipsis hint secondary">
          {profile.name !== PROFILE_KINDS[profile.kind] && `${PROFILE_KINDS[profile.kind]} · `}
          {profile.login && `${profile.login.value} · `}
          {profile.target}
        </span>
      </span>
      <EnvironmentBadge environment={profile.environment} />
    </>
  )
}
