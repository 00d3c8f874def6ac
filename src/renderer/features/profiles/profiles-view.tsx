import { type KeyboardEvent, useId } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { shownProfile, showProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { isWorthSaving, newestImport, openWizard, unfinishedText, useImportsStore } from '../keys/index.ts'
import { ProfileDetails } from './profile-details.tsx'
import { ProfileLine } from './profile-switcher.tsx'
import './profiles.css'

/** Every profile, and the details of one. */
export function ProfilesView() {
  const list = useProfilesStore((data) => data.list)
  const shown = useProfilesStore(shownProfile)
  if (!list || !shown) return <EmptyState title="Loading profiles…" />
  return (
    <div className="profiles">
      <section className="profiles-side column" aria-label="All profiles">
        <header className="pane-head rigid row">
          <h2>Profiles</h2>
          <Button onClick={() => openOverlay({ kind: 'add-profile' })}>Add profile…</Button>
        </header>
        <Unfinished />
        <ProfileList profiles={list.profiles} selectedId={list.selectedId} shownId={shown.id} />
      </section>
      <ProfileDetails key={shown.id} profile={shown} inUse={shown.id === list.selectedId} />
    </div>
  )
}

/** A wizard that was left: the keys wait in the memory of the console. */
function Unfinished() {
  const view = useImportsStore(newestImport)
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view?.profileId)?.name)
  if (!view) return null
  const toKeep = isWorthSaving(view)
  return (
    <div className="unfinished" role="note">
      <p>{unfinishedText(view, replaced)}</p>
      <div className="actions row wrap">
        {/* Another one when there is nothing to keep any more: the keyboard was on the button that is gone. */}
        <Button key={String(toKeep)} ref={focusWhereLost} onClick={openWizard}>
          Resume
        </Button>
        {toKeep && (
          <Button look="quiet" onClick={() => openOverlay({ kind: 'save-import', id: view.id })}>
            Save keys…
          </Button>
        )}
      </div>
    </div>
  )
}

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
      className="profile-list grow scroll"
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
          className="profile-option choice"
          onClick={() => showProfile(profile.id)}
        >
          <ProfileLine profile={profile} inUse={profile.id === selectedId} />
        </div>
      ))}
    </div>
  )
}
