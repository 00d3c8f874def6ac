import { create } from 'zustand'
import type { ProfilesView, ProfileView } from '../../shared/contract/views.ts'
import { hostLink } from '../platform/host-link.ts'
import { goTo } from './navigation-store.ts'
import { reportFailure } from './toast-store.ts'

export interface ProfilesData {
  /** Profiles of the host; undefined until received. */
  readonly list: ProfilesView | undefined
  /** Id of the displayed profile. Default: the selected profile. */
  readonly shownId: string | undefined
  /** Id of the profile that the user switches to, until its session has started. */
  readonly switchingTo: string | undefined
}

export const useProfilesStore = create<ProfilesData>()(() => ({
  list: undefined,
  shownId: undefined,
  switchingTo: undefined,
}))

export function showProfile(shownId: string | undefined): void {
  useProfilesStore.setState({ shownId })
}

/** Returns the displayed profile, or the selected profile if the displayed profile was deleted. */
export function shownProfile({ list, shownId }: Pick<ProfilesData, 'list' | 'shownId'>): ProfileView | undefined {
  const find = (id: string | undefined): ProfileView | undefined => list?.profiles.find((each) => each.id === id)
  return find(shownId) ?? find(list?.selectedId)
}

/** Ends the current session and starts the session of another profile. */
export async function switchProfile(id: string): Promise<void> {
  const { list } = useProfilesStore.getState()
  if (list?.selectedId === id) return
  useProfilesStore.setState({ switchingTo: id })
  await reportFailure('Profile not switched', () => hostLink().call('profiles.select', { id }))
  useProfilesStore.setState(({ switchingTo }) => (switchingTo === id ? { switchingTo: undefined } : {}))
}

/** Opens the profiles view and displays a profile. */
export function manageProfile(id?: string): void {
  showProfile(id)
  goTo('profiles')
}

/** Maximum length of a profile name, as in the host. */
const MAX_NAME_LENGTH = 60

/** Returns why a profile name is invalid; undefined if it is valid. */
export function profileNameProblem(name: string): string | undefined {
  const { length } = name.trim()
  if (length === 0) return 'Enter a name.'
  return length > MAX_NAME_LENGTH ? `Use at most ${MAX_NAME_LENGTH} characters (currently ${length}).` : undefined
}
