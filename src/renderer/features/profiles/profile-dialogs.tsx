import { KeyRound, type LucideIcon, Server } from 'lucide-react'
import { useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { closeOverlay, closerOfThis, openOverlay } from '../../stores/overlay-store.ts'
import { manageProfile, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { useAction } from '../../stores/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/message.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { StartingRails, startingRails } from '../guard-rails/index.ts'
import { openNewWizard } from '../keys/index.ts'
import { EnvironmentBadge } from '../session/index.ts'
import { deleteProfile } from './profile-actions.ts'
import { useProfileFields } from './profile-fields.ts'
import { deletionText, PROFILE_KINDS } from './profile-text.ts'
import './profiles.css'

/** Dialog to choose the login method of a new profile. */
export function AddProfileDialog() {
  return (
    <Dialog title="Add a profile" onClose={closeOverlay}>
      <div className="stack">
        <Kind
          icon={Server}
          title="Gateway"
          text="IBKR’s Client Portal Gateway: log in on its page with your username and password."
          initial
          onChoose={() => openOverlay({ kind: 'add-gateway' })}
        />
        <Kind
          icon={KeyRound}
          title="OAuth keys"
          text="The console logs in automatically with your own keys, imported or generated here. OAuth 1.0a or 2.0."
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
  readonly text: string
  readonly initial?: true
  readonly onChoose: () => void
}) {
  const Icon = props.icon
  return (
    <button type="button" className="card-choice card" data-initial-focus={props.initial} onClick={props.onChoose}>
      <Icon size={16} aria-hidden="true" />
      <span className="profile-texts grow">
        <span className="medium ellipsis">{props.title}</span>
        <span className="secondary">{props.text}</span>
      </span>
    </button>
  )
}

/** Dialog that adds a gateway by its address. */
export function AddGatewayDialog() {
  const fields = useProfileFields('Gateway', 'https://localhost:5000')
  const [name, url] = [fields.name.trim(), fields.url.trim()]
  const [withRails, setWithRails] = useState(true)
  const guardRails = startingRails(withRails)
  const add = async (connect: boolean): Promise<void> => {
    const close = closerOfThis()
    const added = await fields.save(() =>
      hostLink().call('profiles.create', { kind: 'gateway', name, url, guardRails }),
    )
    if (!added) return
    if (!close()) return showToast('idle', `“${added.name}” was added. Switch to the profile to use it.`)
    if (connect) void switchProfile(added.id)
    else manageProfile(added.id)
  }
  return (
    <Dialog title="Add a gateway" onClose={closeOverlay}>
      <form
        className="profile-form stack"
        onSubmit={(event) => {
          event.preventDefault()
          void add(true)
        }}
      >
        <p className="dialog-text">
          IBKR’s Client Portal Gateway, on this computer or another one. Start it first, then log in on its page.
        </p>
        <TextField {...fields.nameField} error={fields.errorAt('name')} initial />
        <TextField
          {...fields.urlField}
          error={fields.errorAt('url')}
          help="The address of the gateway’s login page. Default: https://localhost:5000."
        />
        <StartingRails checked={withRails} onChange={setWithRails} />
        <Failure title="Could not add the gateway" text={fields.errorAt('none')} />
        <DialogButtons confirm="Add and connect" busy={fields.busy} onCancel={closeOverlay}>
          <Button disabled={fields.busy} onClick={() => void add(false)}>
            Add only
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

export function DeleteProfileDialog({ profile }: { readonly profile: ProfileView }) {
  const selected = useProfilesStore((data) => data.list?.selectedId === profile.id)
  const { busy, problem, run } = useAction()
  return (
    <ConfirmDialog
      title={`Delete profile “${profile.name}”?`}
      environment={profile.environment}
      confirm="Delete"
      failure="Could not delete the profile"
      busy={busy}
      problem={problem}
      onConfirm={() =>
        void run(async (close) => {
          await deleteProfile(profile)
          close()
          return undefined
        })
      }
      onClose={closeOverlay}
    >
      <p className="dialog-text">
        <EnvironmentBadge environment={profile.environment} /> {PROFILE_KINDS[profile.kind]}, {profile.target}
      </p>
      <p className="dialog-text">{deletionText(profile)}</p>
      {selected && <p className="dialog-text">Its session ends, and the console switches to Practice.</p>}
    </ConfirmDialog>
  )
}
