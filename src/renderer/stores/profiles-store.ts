import { create } from 'zustand'
import type { ProfilesView, ProfileView } from '../../shared/contract/views.ts'
import { errorText } from '../../shared/rpc/rpc-error.ts'
import { hostLink } from '../platform/host-link.ts'
import { goTo } from './navigation-store.ts'
import { openOverlay } from './overlay-store.ts'
import { showToast } from './toast-store.ts'

export interface ProfilesData {
  /** Undefined until the host has told. */
  readonly list: ProfilesView | undefined
  /** Whose details are looked at; absent: those of the selected one. */
  readonly shownId: string | undefined
  /** The one that was asked for last, until the host has begun its session. */
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

/** The profile whose details are shown: one that was deleted meanwhile gives way to the selected one. */
export function shownProfile({ list, shownId }: Pick<ProfilesData, 'list' | 'shownId'>): ProfileView | undefined {
  const find = (id: string | undefined): ProfileView | undefined => list?.profiles.find((each) => each.id === id)
  return find(shownId) ?? find(list?.selectedId)
}

/** Ends the session of the profile before and begins that of another. The session feed tells how it goes. */
export async function switchProfile(id: string): Promise<void> {
  const { list } = useProfilesStore.getState()
  if (list?.selectedId === id) return
  useProfilesStore.setState({ switchingTo: id })
  try {
    await hostLink().call('profiles.select', { id })
  } catch (error) {
    showToast('bad', `Profile not switched: ${errorText(error)}`)
  } finally {
    useProfilesStore.setState(({ switchingTo }) => (switchingTo === id ? { switchingTo: undefined } : {}))
  }
}

export function openSwitcher(): void {
  openOverlay({ kind: 'switch-profile' })
}

/** Shows all profiles, with the details of one. */
export function manageProfile(id?: string): void {
  showProfile(id)
  goTo('profiles')
}

/** The host's limit. */
const MAX_NAME_LENGTH = 60

/** What is wrong with a name, or undefined. */
export function profileNameProblem(name: string): string | undefined {
  const { length } = name.trim()
  if (length === 0) return 'Enter a name.'
  return length > MAX_NAME_LENGTH ? `Use at most ${MAX_NAME_LENGTH} characters (now ${length}).` : undefined
}
