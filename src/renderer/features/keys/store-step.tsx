import { type FormEvent, useState } from 'react'
import type { ImportView, KeysView } from '../../../shared/contract/import-views.ts'
import type { SecretStoreKind } from '../../../shared/domain/keys.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { manageProfile, profileNameProblem, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Message } from '../../ui/message.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { createOrUnlockVault, SecretStoreChoice, storeName, useKeychainCheck, useKeysStore } from '../vault/index.ts'
import { type StoreProblem, storeKeys } from './import-actions.ts'
import { type StoredImport, useImportsStore } from './imports-store.ts'
import { ContinueButton, StepFrame } from './step-frame.tsx'
import './wizard.css'

/** A name, and where the secrets go. */
export function StoreStep({ view }: { readonly view: ImportView }) {
  const keys = useKeysStore((data) => data.keys)
  const looking = useKeychainCheck()
  if (view.verification.state !== 'passed') {
    return (
      <StepFrame
        view={view}
        step="store"
        title="Store the keys"
        lead={<p>Only verified keys can be stored. Verify them locally first.</p>}
        primary={<ContinueButton view={view} to="verify" label="Verify locally" />}
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
    const refused = store === 'vault' ? await createOrUnlockVault(form, keys.vault) : undefined
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
        lead={<p>Name the profile and choose where to store its secrets. Secrets are never stored in plain text.</p>}
        note={busy ? 'Storing…' : undefined}
        primary={
          <Button look="primary" type="submit" busy={busy} disabled={busy || looking}>
            Store keys
          </Button>
        }
      >
        <div className="wizard-fields stack">
          <TextField
            label="Profile name"
            value={name}
            error={problem?.field === 'name' ? problem.message : undefined}
            onChange={(value) => {
              setName(value)
              setProblem(undefined)
            }}
          />
          <SecretStoreChoice
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
    <section className="wizard-page scroll" aria-label="Stored">
      <h2 className="title" tabIndex={-1} ref={focusOnMount}>
        “{profile.name}” is stored
      </h2>
      <p className="wizard-lead measure secondary">Its keys are in {storeName(profile.keys?.store ?? 'vault')}.</p>
      <ul className="wizard-list stack measure secondary">
        {online !== 'passed' && (
          <li>
            {online === 'failed'
              ? 'IBKR rejected the login. This is expected for a new consumer key until the nightly reset: use the profile after it, and reconnect if necessary.'
              : 'The login was not tested. The first session will show whether it works.'}
          </li>
        )}
        <li>
          {made
            ? 'The keys were generated here and exist nowhere else. Without a backup (“Export oauth1.json…” in the profile), a lost computer means a new registration.'
            : 'If you imported files: the originals are still unencrypted. Keep one copy in a safe place off this computer, and delete the others.'}
        </li>
        <li>The console keeps one session alive for the profile in use, and logs in again automatically.</li>
      </ul>
      <div className="actions row wrap">
        <Button
          look={online === 'failed' ? 'plain' : 'primary'}
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
