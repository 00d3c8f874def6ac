import { KeyRound, type LucideIcon, Server } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { closeOverlay, closerOfThis, openOverlay } from '../../stores/overlay-store.ts'
import {
  manageProfile,
  profileNameProblem,
  showProfile,
  switchProfile,
  useProfilesStore,
} from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { openNewWizard } from '../keys/index.ts'
import { EnvironmentBadge } from '../session/index.ts'
import { addGateway, deleteProfile, type ProfileProblem } from './profile-actions.ts'
import { deletionText, PROFILE_KINDS } from './profile-text.ts'
import './profiles.css'

/** Which way of logging in the new profile has. */
export function AddProfileDialog() {
  return (
    <Dialog title="Add a profile" onClose={closeOverlay}>
      <div className="stack">
        <Kind
          icon={Server}
          title="Gateway"
          words="IBKR’s Client Portal Gateway: log in on its page with your username and password."
          initial
          onChoose={() => openOverlay({ kind: 'add-gateway' })}
        />
        <Kind
          icon={KeyRound}
          title="OAuth keys"
          words="The console logs in automatically with your own keys, imported or generated here. OAuth 1.0a or 2.0."
          onChoose={() => {
            closeOverlay()
            openNewWizard()
          }}
        />
      </div>
      <div className="dialog-actions">
        <Button onClick={closeOverlay}>Cancel</Button>
      </div>
    </Dialog>
  )
}

function Kind(props: {
  readonly icon: LucideIcon
  readonly title: string
  readonly words: string
  readonly initial?: true
  readonly onChoose: () => void
}) {
  const Icon = props.icon
  return (
    <button type="button" className="card-choice card" data-initial-focus={props.initial} onClick={props.onChoose}>
      <Icon size={16} aria-hidden="true" />
      <span className="profile-texts grow">
        <span className="medium ellipsis">{props.title}</span>
        <span className="secondary">{props.words}</span>
      </span>
    </button>
  )
}

/** A gateway by its address. */
export function AddGatewayDialog() {
  const [name, setName] = useState('Gateway')
  const [url, setUrl] = useState('https://localhost:5000')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProfileProblem>()

  const add = async (connect: boolean): Promise<void> => {
    const missing = fieldProblem(name, url)
    if (missing) return setProblem(missing)
    setBusy(true)
    const close = closerOfThis()
    const answer = await addGateway(name.trim(), url.trim())
    setBusy(false)
    if (answer.kind === 'refused') return setProblem(answer.problem)
    if (!close()) return showToast('idle', `“${answer.profile.name}” was added. Switch to it to use it.`)
    showProfile(answer.profile.id)
    if (connect) void switchProfile(answer.profile.id)
    else manageProfile(answer.profile.id)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void add(true)
  }
  const errorAt = (field: ProfileProblem['field']): string | undefined =>
    problem?.field === field ? problem.message : undefined

  return (
    <Dialog title="Add a gateway" onClose={closeOverlay}>
      <form className="profile-form stack" onSubmit={submit}>
        <p className="dialog-text">
          IBKR’s Client Portal Gateway, on this computer or another one. Start it first, then log in on its page.
        </p>
        <TextField
          label="Name"
          initial
          value={name}
          error={errorAt('name')}
          onChange={(value) => {
            setName(value)
            setProblem(undefined)
          }}
        />
        <TextField
          label="Address"
          code
          value={url}
          error={errorAt('url')}
          help="The address of its login page. Default: https://localhost:5000."
          onChange={(value) => {
            setUrl(value)
            setProblem(undefined)
          }}
        />
        {problem?.field === 'none' && (
          <Message tone="bad" title="Not added" role="alert">
            {problem.message}
          </Message>
        )}
        <div className="dialog-actions">
          <Button look="quiet" onClick={closeOverlay}>
            Cancel
          </Button>
          <Button disabled={busy} onClick={() => void add(false)}>
            Add only
          </Button>
          <Button look="primary" type="submit" busy={busy} disabled={busy}>
            Add and connect
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function fieldProblem(name: string, url: string): ProfileProblem | undefined {
  const complaint = profileNameProblem(name)
  if (complaint !== undefined) return { field: 'name', message: complaint }
  if (url.trim() === '') return { field: 'url', message: 'Enter the gateway’s address.' }
  return undefined
}

export function DeleteProfileDialog({ profile }: { readonly profile: ProfileView }) {
  const selected = useProfilesStore((data) => data.list?.selectedId === profile.id)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const remove = async (): Promise<void> => {
    setBusy(true)
    const close = closerOfThis()
    const answer = await deleteProfile(profile)
    if (answer === undefined) return void close()
    setProblem(answer)
    setBusy(false)
  }
  return (
    <Dialog
      title={`Delete profile “${profile.name}”?`}
      role="alertdialog"
      environment={profile.environment}
      onClose={closeOverlay}
    >
      <p className="dialog-text">
        <EnvironmentBadge environment={profile.environment} /> {PROFILE_KINDS[profile.kind]}, {profile.target}
      </p>
      <p className="dialog-text">{deletionText(profile)}</p>
      {selected && <p className="dialog-text">It is in use: its session ends, and the console switches to Practice.</p>}
      {problem !== undefined && (
        <Message tone="bad" title="Not deleted" role="alert">
          {problem}
        </Message>
      )}
      <div className="dialog-actions">
        <Button data-initial-focus onClick={closeOverlay}>
          Cancel
        </Button>
        <Button look="danger" busy={busy} disabled={busy} onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </Dialog>
  )
}
