import type { ImportView } from '../../../shared/contract/import-views.ts'
import { currentImport, useImportsStore } from '../../stores/imports-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { openWizard } from '../keys/import-actions.ts'
import { IMPORT_WORDS } from '../keys/wizard-steps.ts'
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
        <Unfinished />
        <ProfileList profiles={list.profiles} selectedId={list.selectedId} shownId={shown.id} />
      </section>
      <ProfileDetails key={shown.id} profile={shown} inUse={shown.id === list.selectedId} />
    </div>
  )
}

/** What runs meanwhile. */
function waitsFor({ making }: ImportView): string {
  if (making.kind === 'running') return ' They are being made.'
  return making.kind === 'failed' ? ' Making them failed.' : ''
}

/** A wizard that was left: the keys wait in the memory of the console. */
function Unfinished() {
  const view = useImportsStore(currentImport)
  if (!view) return null
  return (
    <p className="unfinished" role="note">
      <span className="unfinished-text">
        {IMPORT_WORDS[view.kind]} keys are being set up.{waitsFor(view)}
      </span>
      <Button onClick={openWizard}>Resume</Button>
    </p>
  )
}
