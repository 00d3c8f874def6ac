import { create } from 'zustand'
import type { ProfilesView, ProfileView } from '../../shared/contract/views.ts'
import { hostLink } from '../platform/host-link.ts'
import { goTo, useNavigationStore } from './navigation-store.ts'
import { reportFailure } from './toast-store.ts'

export interface ProfilesData {
  /** Profiles of the host; undefined until received. */
  readonly list: ProfilesView | undefined
  /** Id of the displayed profile, until the profiles view is left. Default: the selected profile. */
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

/** Returns the displayed profile, or the profile in use if none is displayed or the displayed one was deleted. */
export function shownProfile({ list, shownId, switchingTo }: ProfilesData): ProfileView | undefined {
  const find = (id: string | undefined): ProfileView | undefined => list?.profiles.find((each) => each.id === id)
  return find(shownId) ?? find(switchingTo) ?? find(list?.selectedId)
}

/** Ends the current session and starts the session of another profile. */
export async function switchProfile(id: string): Promise<void> {
  const { list } = useProfilesStore.getState()
  if (list?.selectedId === id) return
  // Displays the new profile in use, not the one that was viewed before.
  useProfilesStore.setState({ switchingTo: id, shownId: undefined })
  await reportFailure('Profile not switched', () => hostLink().call('profiles.select', { id }))
  useProfilesStore.setState(({ switchingTo }) => (switchingTo === id ? { switchingTo: undefined } : {}))
}

/** Opens the profiles view and displays a profile. Default: the profile in use. */
export function manageProfile(id?: string): void {
  goTo('profiles')
  showProfile(id)
}

/**
 * Displays the profile in use whenever the profiles view is opened. The guard rails and keys of the profile that was
 * viewed last would be taken for its own. Returns an unsubscribe function.
 */
export const followProfilesView = (): (() => void) =>
  useNavigationStore.subscribe(({ view }, before) => {
    if (view === 'profiles' && before.view !== 'profiles') showProfile(undefined)
  })

/** Maximum length of a profile name, as in the host. */
const MAX_NAME_LENGTH = 60

/** Returns why a profile name is invalid; undefined if it is valid. */
export function profileNameProblem(name: string): string | undefined {
  const { length } = name.trim()
  if (length === 0) return 'Enter a name.'
  return length > MAX_NAME_LENGTH ? `Use at most ${MAX_NAME_LENGTH} characters (currently ${length}).` : undefined
}
