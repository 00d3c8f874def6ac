import type { ImportView } from '../../../shared/contract/import-views.ts'
import { newestImport, useImportsStore } from '../../stores/imports-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { openWizard } from '../keys/import-actions.ts'
import { IMPORT_WORDS, isMade } from '../keys/wizard-steps.ts'
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

/** What runs meanwhile, or would be lost. */
function waitsFor(view: ImportView): string {
  const { making } = view
  if (making.kind === 'running') return ' They are being made.'
  if (making.kind === 'failed') return ' Making them failed.'
  if (!isMade(view) || view.kept) return ''
  return ' They were made here and are in memory only: see “Keep them…” on the step Register.'
}

/** A wizard that was left: the keys wait in the memory of the console. */
function Unfinished() {
  const view = useImportsStore(newestImport)
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view?.profileId)?.name)
  if (!view) return null
  return (
    <p className="unfinished" role="note">
      <span className="unfinished-text">
        {replaced
          ? `The keys of “${replaced}” are being replaced.`
          : `${IMPORT_WORDS[view.kind]} keys are being set up.`}
        {waitsFor(view)}
      </span>
      <Button onClick={openWizard}>Resume</Button>
    </p>
  )
}
