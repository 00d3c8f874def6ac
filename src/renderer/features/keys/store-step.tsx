import { type FormEvent, useState } from 'react'
import type { ImportView, KeysView } from '../../../shared/contract/import-views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { manageProfile, profileNameProblem, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Message } from '../../ui/message.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { openVault, StorePlaces, storeWords, useKeychainLook, useKeysStore } from '../vault/index.ts'
import { type StoreProblem, storeKeys } from './import-actions.ts'
import { type StoredImport, useImportsStore } from './imports-store.ts'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import './choice.css'

/** A name, and where the secrets go. */
export function StoreStep({ view }: { readonly view: ImportView }) {
  const keys = useKeysStore((data) => data.keys)
  const looking = useKeychainLook()
  if (view.verification.state !== 'passed') {
    return (
      <StepFrame
        view={view}
        step="store"
        title="Store the keys"
        lead={<p>Keys are stored only when they belong together: the proof on this computer comes first.</p>}
        primary={<ContinueButton view={view} to="offline" label="To the offline proof" />}
      >
        {null}
      </StepFrame>
    )
  }
  return keys ? <StoreForm view={view} keys={keys} looking={looking} /> : null
}

interface StoreFormProps {
  readonly view: ImportView
  readonly keys: KeysView
  readonly looking: boolean
}

function StoreForm({ view, keys, looking }: StoreFormProps) {
  const replaced = useProfilesStore((data) => data.list?.profiles.find(({ id }) => id === view.profileId))
  const [name, setName] = useState(replaced?.name ?? proposedName(view))
  const [chosen, setChosen] = useState<SecretStoreKind>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<StoreProblem>()
  const [passphraseProblem, setPassphraseProblem] = useState<string>()
  const store = chosen ?? replaced?.keys?.store ?? keys.proposed

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    setProblem(undefined)
    setPassphraseProblem(undefined)
    const complaint = profileNameProblem(name)
    if (complaint !== undefined) return setProblem({ field: 'name', message: complaint })
    setBusy(true)
    const refused = store === 'vault' ? await openVault(form, keys.vault) : undefined
    if (refused === undefined) setProblem(await storeKeys(view, name.trim(), store))
    else setPassphraseProblem(refused)
    setBusy(false)
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <StepFrame
        view={view}
        step="store"
        title={replaced ? `Replace the keys of “${replaced.name}”` : 'Store the keys'}
        lead={<p>The profile gets a name, and its secrets a place. Nothing secret is written in clear.</p>}
        note={busy ? 'Being stored…' : undefined}
        primary={
          <Button look="primary" type="submit" busy={busy} disabled={busy || looking}>
            Store the keys
          </Button>
        }
      >
        <div className="store-form">
          <TextField
            label="Profile name"
            value={name}
            error={problem?.field === 'name' ? problem.message : undefined}
            onChange={(value) => {
              setName(value)
              setProblem(undefined)
            }}
          />
          <StorePlaces
            keys={keys}
            looking={looking}
            store={store}
            onChoose={setChosen}
            passphraseProblem={passphraseProblem}
          />
          {problem?.field === 'none' && (
            <Message tone="bad" title="Not stored" role="alert">
              {problem.message}
            </Message>
          )}
        </div>
      </StepFrame>
    </form>
  )
}

function proposedName({ kind, fields }: ImportView): string {
  const own = kind === 'oauth1' ? fields.consumerKey : fields.credential
  return own?.kind === 'good' ? `IBKR ${own.shown.slice(0, 50)}` : 'IBKR'
}

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
