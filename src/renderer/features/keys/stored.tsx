import { type StoredImport, useImportsStore } from '../../stores/imports-store.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { manageProfile, switchProfile } from '../profiles/profile-actions.ts'
import { storeWords } from '../vault/store-words.ts'
import './choice.css'

/** The end of the way, and what comes after it. */
export function Stored({ stored }: { readonly stored: StoredImport }) {
  const { profile, online, made } = stored
  const leave = (go: () => void): void => {
    useImportsStore.setState({ stored: undefined })
    go()
  }
  return (
    <section className="wizard-done" aria-label="Stored">
      <h2 className="wizard-title" tabIndex={-1} ref={focusOnMount}>
        “{profile.name}” is stored
      </h2>
      <p className="wizard-lead">Its keys are kept in {storeWords(profile.keys?.store ?? 'vault')}.</p>
      <ul className="instructions-after">
        {online !== 'passed' && (
          <li>
            {online === 'failed'
              ? 'IBKR refused the login just now. With a new consumer key that is to be expected until the nightly reset: use it then, and reconnect if need be.'
              : 'IBKR was not asked yet whether it lets you in: the first session will show it.'}
          </li>
        )}
        <li>
          {made
            ? 'The keys were made here and exist nowhere else. Without a copy (Export oauth1.json… at the profile) a lost computer means a new registration.'
            : 'If you started from files: they still lie where they were, in clear. Keep one copy in a safe place, off this computer, and delete the others.'}
        </li>
        <li>The console keeps one session alive for the profile in use, and logs in again by itself.</li>
      </ul>
      <div className="wizard-done-actions">
        <Button
          look={online === 'failed' ? 'plain' : 'primary'}
          onClick={() =>
            leave(() => {
              goTo('session')
              void switchProfile(profile.id)
            })
          }
        >
          Use it now
        </Button>
        <Button onClick={() => leave(() => manageProfile(profile.id))}>See the profile</Button>
      </div>
    </section>
  )
}
