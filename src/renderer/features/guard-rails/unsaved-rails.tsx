import { useNavigationStore } from '../../stores/navigation-store.ts'
import { manageProfile, shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { discardGuardRailEdits, useGuardRailsStore } from './guard-rails-store.ts'

/** Banner for each profile whose guard rails were edited and not saved, unless its form is visible. */
export function UnsavedRailsBanner() {
  const unsaved = useGuardRailsStore((data) => data.unsaved)
  const profiles = useProfilesStore((data) => data.list?.profiles)
  const shownId = useProfilesStore((data) => shownProfile(data)?.id)
  const isInProfiles = useNavigationStore((data) => data.view === 'profiles')
  return profiles
    ?.filter(({ id }) => id in unsaved && !(isInProfiles && id === shownId))
    .map(({ id, name }) => (
      <div key={id} className="banner bar tinted" data-tone="warn" role="status">
        <span className="dot" aria-hidden="true" />
        <span className="banner-text">
          <strong>Guard rails of “{name}” are not saved.</strong> The changes are not in force.
        </span>
        <Button onClick={() => manageProfile(id)}>Open guard rails</Button>
        <Button onClick={() => discardGuardRailEdits(id)}>Discard changes</Button>
      </div>
    ))
}
