import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
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

export function ProfilesView() {
  const list = useProfilesStore((data) => data.list)
  const shown = useProfilesStore(shownProfile)
  if (!list || !shown) return <EmptyState title="Loading profiles…" />
  return (
    <div className="profiles">
      <section className="profiles-side column" aria-label="All profiles">
        <header className="pane-head rigid row line-below">
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

/** Note about an unfinished key wizard. */
function Unfinished() {
  const view = useImportsStore(newestImport)
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view?.profileId)?.name)
  if (!view) return null
  const canSave = isWorthSaving(view)
  return (
    <div className="padded line-below sunken" role="note">
      <p>{unfinishedText(view, replaced)}</p>
      <div className="row wrap part-small">
        {/* The React key changes when the Save button disappears, so that Resume is mounted again and focused. */}
        <Button key={String(canSave)} ref={focusWhereLost} onClick={openWizard}>
          Resume
        </Button>
        {canSave && (
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

/** List of all profiles. The arrow keys change the details but not the selected profile. */
function ProfileList({ profiles, selectedId, shownId }: ProfileListProps) {
  return (
    <ListBox
      aria-label="Profiles"
      className="profile-list grow scroll"
      items={profiles}
      dependencies={[selectedId]}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[shownId]}
      onSelectionChange={(keys) => showProfile([...keys].join())}
    >
      {(profile) => (
        <ListBoxItem textValue={profile.name} className="profile-option choice row">
          <ProfileLine profile={profile} inUse={profile.id === selectedId} />
        </ListBoxItem>
      )}
    </ListBox>
  )
}
