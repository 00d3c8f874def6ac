import { type FormEvent, useState } from 'react'
import { closeOverlay, closerOfThis } from '../../stores/overlay-store.ts'
import { showProfile } from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Message } from '../../ui/message.tsx'
import { addGateway, manageProfile, type ProfileProblem, switchProfile } from './profile-actions.ts'
import { AddressField, NameField, nameComplaint } from './profile-fields.tsx'
import './profiles.css'

/** A gateway by its address. */
export function AddGatewayDialog() {
  const [name, setName] = useState('Gateway')
  const [url, setUrl] = useState('https://localhost:5000')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProfileProblem>()

  const add = async (connect: boolean): Promise<void> => {
    const missing = missingField(name, url)
    if (missing) return setProblem(missing)
    setBusy(true)
    const close = closerOfThis()
    const answer = await addGateway(name.trim(), url.trim())
    setBusy(false)
    if (answer.kind === 'refused') return setProblem(answer.problem)
    if (!close()) return showToast('idle', `“${answer.profile.name}” was added already. It is not in use.`)
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
      <form className="profile-form" onSubmit={submit}>
        <p className="dialog-text">
          IBKR's Client Portal Gateway, running on this computer or on one that you reach. It has to be started there
          first; you log in on its own page.
        </p>
        <NameField
          initial
          value={name}
          error={errorAt('name')}
          onChange={(value) => {
            setName(value)
            setProblem(undefined)
          }}
        />
        <AddressField
          value={url}
          error={errorAt('url')}
          help="Where its login page opens in your browser. The gateway's own default is https://localhost:5000."
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

function missingField(name: string, url: string): ProfileProblem | undefined {
  const complaint = nameComplaint(name)
  if (complaint !== undefined) return { field: 'name', message: complaint }
  if (url.trim() === '') return { field: 'url', message: 'The address of the gateway is missing.' }
  return undefined
}
