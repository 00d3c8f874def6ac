import { newestImport, useImportsStore } from '../../stores/imports-store.ts'
import { openOverlay } from '../../stores/overlay-store.ts'
import { shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { openWizard } from '../keys/import-actions.ts'
import { isWorthKeeping, unfinishedWords } from '../keys/unfinished-words.ts'
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

/** A wizard that was left: the keys wait in the memory of the console. */
function Unfinished() {
  const view = useImportsStore(newestImport)
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view?.profileId)?.name)
  if (!view) return null
  const toKeep = isWorthKeeping(view)
  return (
    <div className="unfinished" role="note">
      <p className="unfinished-text">{unfinishedWords(view, replaced)}</p>
      <div className="unfinished-actions">
        {/* Another one when there is nothing to keep any more: the keyboard was on the button that is gone. */}
        <Button key={String(toKeep)} ref={focusWhereLost} onClick={openWizard}>
          Resume
        </Button>
        {toKeep && (
          <Button look="quiet" onClick={() => openOverlay({ kind: 'keep-import', id: view.id })}>
            Keep them…
          </Button>
        )}
      </div>
    </div>
  )
}
