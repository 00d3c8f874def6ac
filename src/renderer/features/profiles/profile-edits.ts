import { create } from 'zustand'
import type { ProfileView } from '../../../shared/contract/views.ts'

/** Name and address of a profile as the user edited them. */
export interface ProfileEdits {
  readonly name: string
  readonly url: string
}

/** Edits that are not saved, by profile. They are kept when the user leaves the form. */
export const useProfileEdits = create<Readonly<Record<string, ProfileEdits>>>()(() => ({}))

export function discardProfileEdits(profileId: string): void {
  useProfileEdits.setState(({ [profileId]: _, ...others }) => others, true)
}

/** Keeps the edits of a profile, unless they change nothing. */
export function keepProfileEdits({ id, name, target }: ProfileView, edits: ProfileEdits): void {
  if (edits.name.trim() === name && edits.url.trim() === target) discardProfileEdits(id)
  else useProfileEdits.setState({ [id]: edits })
}
