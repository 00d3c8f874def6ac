import { useNavigationStore } from '../../stores/navigation-store.ts'
import { manageProfile, shownProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/message.tsx'
import { discardGuardRailEdits, useGuardRailsStore } from './guard-rails-store.ts'

interface UnsavedBarProps {
  readonly status: string
  /** Text of the button that submits the form. */
  readonly save: string
  /** Id of the form, if the bar is outside it. */
  readonly form?: string
  readonly failure?: string | undefined
  readonly isBusy: boolean
  readonly onDiscard: () => void
}

/** Bar that says that a form of a profile has unsaved changes, and saves or discards them. */
export function UnsavedBar({ status, save, form, failure, isBusy, onDiscard }: UnsavedBarProps) {
  return (
    <div className="rails-unsaved stack part">
      <Failure title="Could not save the changes" text={failure} />
      <div className="row wrap">
        {/* Keeps its width, so that the buttons wrap in a narrow pane. */}
        <p className="row strong" role="status">
          <span className="dot" data-tone="warn" aria-hidden="true" />
          {status}
        </p>
        <span className="spring" />
        <Button type="submit" {...(form !== undefined && { form })} look="primary" busy={isBusy} disabled={isBusy}>
          {save}
        </Button>
        <Button onClick={onDiscard}>Discard changes</Button>
      </div>
    </div>
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
export function UnsavedBanners({ unsaved, what, consequence, open, onDiscard }: UnsavedBannersProps) {
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

export function UnsavedRailsBanners() {
  return (
    <UnsavedBanners
      unsaved={useGuardRailsStore((data) => data.unsaved)}
      what="Guard rails"
      consequence="The changes are not in force."
      open="Open guard rails"
      onDiscard={discardGuardRailEdits}
    />
  )
}
