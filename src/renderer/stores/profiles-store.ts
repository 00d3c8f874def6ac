import { create } from 'zustand'
import type { ProfilesView, ProfileView } from '../../shared/contract/views.ts'
import { hostLink } from '../platform/host-link.ts'
import { goTo } from './navigation-store.ts'
import { reportFailure } from './toast-store.ts'

export interface ProfilesData {
  /** Undefined until the host has sent it. */
  readonly list: ProfilesView | undefined
  /** The profile whose details are shown. Default: the selected one. */
  readonly shownId: string | undefined
  /** The profile requested last, until the host has started its session. */
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

/** The profile whose details are shown; the selected one if it was deleted. */
export function shownProfile({ list, shownId }: Pick<ProfilesData, 'list' | 'shownId'>): ProfileView | undefined {
  const find = (id: string | undefined): ProfileView | undefined => list?.profiles.find((each) => each.id === id)
  return find(shownId) ?? find(list?.selectedId)
}

/** Ends the current session and starts that of another profile. The session feed reports its progress. */
export async function switchProfile(id: string): Promise<void> {
  const { list } = useProfilesStore.getState()
  if (list?.selectedId === id) return
  useProfilesStore.setState({ switchingTo: id })
  await reportFailure('Profile not switched', () => hostLink().call('profiles.select', { id }))
  useProfilesStore.setState(({ switchingTo }) => (switchingTo === id ? { switchingTo: undefined } : {}))
}

/** Shows all profiles, with the details of one. */
export function manageProfile(id?: string): void {
  showProfile(id)
  goTo('profiles')
}

/** The host's limit. */
const MAX_NAME_LENGTH = 60

/** Why a name is invalid; undefined if it is valid. */
export function profileNameProblem(name: string): string | undefined {
  const { length } = name.trim()
  if (length === 0) return 'Enter a name.'
  return length > MAX_NAME_LENGTH ? `Use at most ${MAX_NAME_LENGTH} characters (now ${length}).` : undefined
}
