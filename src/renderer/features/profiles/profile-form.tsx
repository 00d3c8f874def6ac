import type { FormEvent } from 'react'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { TextField } from '../../ui/text-field.tsx'
import { UnsavedBar } from '../../ui/unsaved-bar.tsx'
import { discardProfileEdits, keepProfileEdits, useProfileEdits } from './profile-edits.ts'
import { useProfileFields } from './profile-fields.ts'

/** Form for the name and the address of a profile. Only gateways have an address. */
export function ProfileForm({ profile, inUse }: { readonly profile: ProfileView; readonly inUse: boolean }) {
  const edits = useProfileEdits.getState()[profile.id]
  const fields = useProfileFields(edits?.name ?? profile.name, edits?.url ?? profile.target, (edited) =>
    keepProfileEdits(profile, edited),
  )
  const [name, url] = [fields.name.trim(), fields.url.trim()]
  const isGateway = profile.kind === 'gateway'
  const renamed = name !== profile.name
  const moved = isGateway && url !== profile.target

  const reset = ({ name: nextName, target }: ProfileView): void => {
    discardProfileEdits(profile.id)
    fields.reset(nextName, target)
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const change = { id: profile.id, ...(renamed && { name }), ...(moved && { url }) }
    const saved = await fields.save(() => hostLink().call('profiles.change', change))
    if (!saved) return
    reset(saved)
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
        <UnsavedBar
          status="Unsaved changes"
          save="Save changes"
          isBusy={fields.busy}
          onDiscard={() => reset(profile)}
        />
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
