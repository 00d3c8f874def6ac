import { create } from 'zustand'
import type { ProfilesView, ProfileView } from '../../shared/contract/views.ts'

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
