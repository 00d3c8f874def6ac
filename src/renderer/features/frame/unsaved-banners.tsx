import { useNavigationStore } from '../../stores/navigation-store.ts'
import { manageProfile, shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { discardGuardRailEdits, useGuardRailsStore } from '../guard-rails/index.ts'
import { discardProfileEdits, useProfileEdits } from '../profiles/index.ts'

/** Banners for profiles with unsaved guard rails, names or addresses. */
export function UnsavedProfileBanners() {
  return (
    <>
      <UnsavedBanners
        unsaved={useGuardRailsStore((data) => data.unsaved)}
        what="Guard rails"
        consequence="The changes are not in force."
        open="Open guard rails"
        onDiscard={discardGuardRailEdits}
      />
      <UnsavedBanners
        unsaved={useProfileEdits()}
        what="Changes"
        consequence="Name and address are unchanged."
        open="Open profile"
        onDiscard={discardProfileEdits}
      />
    </>
  )
}

interface UnsavedBannersProps {
  /** Unsaved changes by profile. */
  readonly unsaved: Readonly<Record<string, unknown>>
  /** What was changed, such as "Guard rails". */
  readonly what: string
  readonly consequence: string
  /** Text of the button that opens the form. */
  readonly open: string
  readonly onDiscard: (profileId: string) => void
}

/** Banner for each profile with unsaved changes, unless its forms are visible. */
function UnsavedBanners({ unsaved, what, consequence, open, onDiscard }: UnsavedBannersProps) {
  const profiles = useProfilesStore((data) => data.list?.profiles)
  const shownId = useProfilesStore((data) => shownProfile(data)?.id)
  const isInProfiles = useNavigationStore((data) => data.view === 'profiles')
  return profiles
    ?.filter(({ id }) => id in unsaved && !(isInProfiles && id === shownId))
    .map(({ id, name }) => (
      <div key={id} className="banner bar tinted" data-tone="warn" role="status">
        <span className="dot" aria-hidden="true" />
        <span className="banner-text">
          <strong>
            {what} of “{name}” are not saved.
          </strong>{' '}
          {consequence}
        </span>
        <Button onClick={() => manageProfile(id)}>{open}</Button>
        <Button onClick={() => onDiscard(id)}>Discard changes</Button>
      </div>
    ))
}
