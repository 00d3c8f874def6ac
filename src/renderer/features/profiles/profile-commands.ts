import type { Command } from '../../commands/command.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { switchProfile } from './profile-actions.ts'

/** A command for each profile but the selected one: they come and go, so the table cannot list them. */
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
