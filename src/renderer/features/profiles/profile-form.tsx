import { type FormEvent, useState } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeProfile } from './profile-actions.ts'
import { useProfileFields } from './profile-fields.ts'

/** Name and, for a gateway, address. Nothing changes before "Save changes". */
export function ProfileForm({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  const fields = useProfileFields(profile.name, profile.target)
  const [busy, setBusy] = useState(false)
  const [name, url] = [fields.name.trim(), fields.url.trim()]
  const isGateway = profile.kind === 'gateway'
  const renamed = name !== profile.name
  const moved = isGateway && url !== profile.target

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!fields.check()) return
    setBusy(true)
    const result = await changeProfile({ id: profile.id, ...(renamed && { name }), ...(moved && { url }) })
    setBusy(false)
    if (result.kind === 'refused') return fields.setProblem(result.problem)
    fields.reset(result.profile.name, result.profile.target)
    showToast('good', `Saved “${result.profile.name}”.`)
  }

  return (
    <form className="profile-form stack" aria-label="Name and address" onSubmit={(event) => void submit(event)}>
      <TextField {...fields.nameField} error={fields.errorAt('name') ?? fields.errorAt('none')} />
      {isGateway && (
        <TextField
          {...fields.urlField}
          error={fields.errorAt('url')}
          help={moved ? addressChangeText(profile, inUse) : undefined}
        />
      )}
      {(renamed || moved) && (
        <div className="actions row wrap">
          <Button type="submit" look="primary" busy={busy} disabled={busy}>
            Save changes
          </Button>
          <Button onClick={() => fields.reset(profile.name, profile.target)}>Discard changes</Button>
        </div>
      )}
    </form>
  )
}

function addressChangeText(profile: ProfileView, inUse: boolean): string {
  const consequence = profile.certificate
    ? 'A different address is a different gateway: the pinned certificate and the known environment are cleared.'
    : 'A different address is a different gateway: the known environment is cleared.'
  return inUse ? `${consequence} The session restarts.` : consequence
}
