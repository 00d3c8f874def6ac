import { type FormEvent, useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { profileNameProblem } from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeProfile, type ProfileProblem } from './profile-actions.ts'

/** Name and, for a gateway, address. Nothing changes before "Save changes". */
export function ProfileForm({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  const [name, setName] = useState(profile.name)
  const [url, setUrl] = useState(profile.target)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProfileProblem>()
  const isGateway = profile.kind === 'gateway'
  const renamed = name.trim() !== profile.name
  const moved = isGateway && url.trim() !== profile.target

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const complaint = profileNameProblem(name)
    if (complaint !== undefined) return setProblem({ field: 'name', message: complaint })
    if (isGateway && url.trim() === '') return setProblem({ field: 'url', message: 'Enter the gateway’s address.' })
    setBusy(true)
    const answer = await changeProfile({
      id: profile.id,
      ...(renamed && { name: name.trim() }),
      ...(moved && { url: url.trim() }),
    })
    setBusy(false)
    if (answer.kind === 'refused') return setProblem(answer.problem)
    setName(answer.profile.name)
    setUrl(answer.profile.target)
    showToast('good', `Saved “${answer.profile.name}”.`)
  }
  const revert = (): void => {
    setName(profile.name)
    setUrl(profile.target)
    setProblem(undefined)
  }
  const errorAt = (field: ProfileProblem['field']): string | undefined =>
    problem?.field === field ? problem.message : undefined

  return (
    <form className="profile-form stack" aria-label="Name and address" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Name"
        value={name}
        error={errorAt('name') ?? errorAt('none')}
        onChange={(value) => {
          setName(value)
          setProblem(undefined)
        }}
      />
      {isGateway && (
        <TextField
          label="Address"
          code
          value={url}
          error={errorAt('url')}
          help={moved ? addressChangeText(profile, inUse) : undefined}
          onChange={(value) => {
            setUrl(value)
            setProblem(undefined)
          }}
        />
      )}
      {(renamed || moved) && (
        <div className="actions row wrap">
          <Button type="submit" look="primary" busy={busy} disabled={busy}>
            Save changes
          </Button>
          <Button onClick={revert}>Discard changes</Button>
        </div>
      )}
    </form>
  )
}

function addressChangeText(profile: ProfileView, inUse: boolean): string {
  const forgotten = profile.certificate
    ? 'A different address is a different gateway: the pinned certificate and the known environment are cleared.'
    : 'A different address is a different gateway: the known environment is cleared.'
  return inUse ? `${forgotten} The session restarts.` : forgotten
}
