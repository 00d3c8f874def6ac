import type { ProfileView } from '../../../shared/contract/views.ts'
import type { Command } from '../../commands/command.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showProfile, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { reportFailure, showToast } from '../../stores/toast-store.ts'

export const duplicateProfile = (id: string): Promise<void> =>
  reportFailure('Could not duplicate the profile', async () => {
    const copy = await hostLink().call('profiles.duplicate', { id })
    showProfile(copy.id)
    showToast('good', `Duplicated as “${copy.name}”.`)
  })

export async function deleteProfile({ id, name }: ProfileView): Promise<void> {
  const { secretsLeftIn } = await hostLink().call('profiles.delete', { id })
  showProfile(undefined)
  const left =
    secretsLeftIn && ` The ${secretsLeftIn} is locked. The secrets of this profile are removed when it is unlocked.`
  showToast('idle', `Deleted “${name}”.${left ?? ''}`)
}

/** Creates a command for each profile except the selected profile. */
export function profileCommands(): readonly Command[] {
  const { list } = useProfilesStore.getState()
  const others = list?.profiles.filter((profile) => profile.id !== list.selectedId) ?? []
  return others.map(({ id, name }) => ({
    id: `switch-profile:${id}`,
    title: `Switch to profile ${name}`,
    group: 'Profiles',
    run: () => void switchProfile(id),
  }))
}
