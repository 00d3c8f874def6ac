import { openOverlay } from '../../stores/overlay-store.ts'
import { shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProfileDetails } from './profile-details.tsx'
import { ProfileList } from './profile-list.tsx'
import './profiles.css'

/** Every profile, and the details of one. */
export function ProfilesView() {
  const list = useProfilesStore((data) => data.list)
  const shown = useProfilesStore(shownProfile)
  if (!list || !shown) return <EmptyState title="Asking for the profiles…" />
  return (
    <div className="profiles">
      <section className="profiles-side" aria-label="All profiles">
        <header className="pane-head">
          <h2>Profiles</h2>
          <Button onClick={() => openOverlay({ kind: 'add-profile' })}>Add profile…</Button>
        </header>
        <ProfileList profiles={list.profiles} selectedId={list.selectedId} shownId={shown.id} />
      </section>
      <ProfileDetails key={shown.id} profile={shown} inUse={shown.id === list.selectedId} />
    </div>
  )
}
