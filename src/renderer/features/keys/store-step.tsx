import { type FormEvent, useState } from 'react'
import type { ImportView } from '../../../shared/contract/import-views.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { manageProfile, profileNameProblem, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Failure } from '../../ui/message.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { StartingRails, startingRails } from '../guard-rails/index.ts'
import { storeName, useSecretStore } from '../vault/index.ts'
import { type StoreProblem, storeKeys } from './import-actions.ts'
import { type StoredImport, useImportsStore } from './imports-store.ts'
import { StepFrame, UnverifiedStep } from './step-frame.tsx'
import './wizard.css'

/** Wizard step for the profile name and the secret store. */
export function StoreStep({ view }: { readonly view: ImportView }) {
  return view.verification.state === 'passed' ? (
    <StoreForm view={view} />
  ) : (
    <UnverifiedStep view={view} step="store" title="Store the keys">
      Only verified keys can be stored. Verify them locally first.
    </UnverifiedStep>
  )
}

function StoreForm({ view }: { readonly view: ImportView }) {
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view.profileId))
  const [name, setName] = useState(replaced?.name ?? proposedName(view))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<StoreProblem>()
  const [withRails, setWithRails] = useState(true)
  const { store, checking, choice, prepare } = useSecretStore(replaced?.keys?.store)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const message = profileNameProblem(name)
    setProblem(message === undefined ? undefined : { field: 'name', message })
    if (message !== undefined) return
    setBusy(true)
    if (await prepare(form)) setProblem(await storeKeys(view, name.trim(), store, startingRails(withRails)))
    setBusy(false)
  }
  const problemAt = (field: StoreProblem['field']): string | undefined =>
    problem?.field === field ? problem.message : undefined
  return (
    <form onSubmit={(event) => void submit(event)}>
      <StepFrame
        view={view}
        step="store"
        title={replaced ? `Replace the keys of “${replaced.name}”` : 'Store the keys'}
        lead="Name the profile and choose where to store its secrets. Secrets are never stored in plain text."
        note={busy ? 'Storing…' : undefined}
        primary={
          <Button look="primary" type="submit" busy={busy} disabled={busy || checking}>
            Store keys
          </Button>
        }
      >
        <div className="wizard-fields stack">
          <TextField
            label="Profile name"
            value={name}
            error={problemAt('name')}
            onChange={(value) => {
              setName(value)
              setProblem(undefined)
            }}
          />
          {choice}
          {!replaced && <StartingRails checked={withRails} onChange={setWithRails} />}
          <Failure title="Could not store the keys" text={problemAt('none')} />
        </div>
      </StepFrame>
    </form>
  )
}

function proposedName({ kind, fields }: ImportView): string {
  const own = kind === 'oauth1' ? fields.consumerKey : fields.credential
  return own?.kind === 'good' ? `IBKR ${own.shown.slice(0, 50)}` : 'IBKR'
}

/** Last page, with the stored profile and the next steps. */
export function Stored({ stored }: { readonly stored: StoredImport }) {
  const { profile, loginTest, generated } = stored
  const leave = (go: () => void): void => {
    useImportsStore.setState({ stored: undefined })
    go()
  }
  return (
    <section className="wizard-page scroll full" aria-label="Stored">
      <h2 className="title" tabIndex={-1} ref={focusOnMount}>
        “{profile.name}” is stored
      </h2>
      <p className="wizard-lead measure secondary">Its keys are in {storeName(profile.keys?.store ?? 'vault')}.</p>
      <ul className="wizard-list stack measure secondary">
        {loginTest !== 'passed' && (
          <li>
            {loginTest === 'failed'
              ? 'IBKR rejected the login. This is expected for a new consumer key. Use the profile after the nightly reset, and reconnect if necessary.'
              : 'The login was not tested. The first session will show whether it works.'}
          </li>
        )}
        <li>
          {generated
            ? 'The keys were generated here and exist nowhere else. Without a backup (“Export oauth1.json…” in the profile), you must register again if you lose this computer.'
            : 'If you imported files, the originals are still unencrypted. Keep one copy in a safe place off this computer, and delete the others.'}
        </li>
        <li>The console keeps one session alive for the profile in use, and logs in again automatically.</li>
      </ul>
      <div className="actions row wrap part-large">
        <Button
          look={loginTest === 'failed' ? 'plain' : 'primary'}
          onClick={() =>
            leave(() => {
              goTo('session')
              void switchProfile(profile.id)
            })
          }
        >
          Use now
        </Button>
        <Button onClick={() => leave(() => manageProfile(profile.id))}>Open profile</Button>
      </div>
    </section>
  )
}
