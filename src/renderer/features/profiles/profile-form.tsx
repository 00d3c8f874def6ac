import type { FormEvent } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useProfileFields } from './profile-fields.ts'

/** Form for the name and the address of a profile. Only gateways have an address. */
export function ProfileForm({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  const fields = useProfileFields(profile.name, profile.target)
  const [name, url] = [fields.name.trim(), fields.url.trim()]
  const isGateway = profile.kind === 'gateway'
  const renamed = name !== profile.name
  const moved = isGateway && url !== profile.target

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const change = { id: profile.id, ...(renamed && { name }), ...(moved && { url }) }
    const saved = await fields.save(() => hostLink().call('profiles.change', change))
    if (!saved) return
    fields.reset(saved.name, saved.target)
    showToast('good', `Saved “${saved.name}”.`)
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
          <Button type="submit" look="primary" busy={fields.busy} disabled={fields.busy}>
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
    ? 'Changing the address clears the pinned certificate and the known environment.'
    : 'Changing the address clears the known environment.'
  return inUse ? `${consequence} The session restarts.` : consequence
}
