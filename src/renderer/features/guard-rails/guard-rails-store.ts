import { create } from 'zustand'
import type { GuardRailsView } from '../../../shared/contract/guard-rail-views.ts'
import { draftOf, type RailsDraft, unsavedFields } from './rails-draft.ts'

interface GuardRailsData {
  /** Guard rails of every profile; undefined until received. */
  readonly rails: GuardRailsView | undefined
  /** Fields that the user edited and has not saved, by profile. They are kept when the user leaves the form. */
  readonly unsaved: Readonly<Record<string, Partial<RailsDraft>>>
}

export const useGuardRailsStore = create<GuardRailsData>()(() => ({ rails: undefined, unsaved: {} }))

/** Takes the guard rails that were saved here or in another window. Edits of other fields stay. */
export function receiveGuardRails(rails: GuardRailsView): void {
  useGuardRailsStore.setState(({ unsaved }) => ({ rails, unsaved: withoutSaved(unsaved, rails) }))
}

export function editGuardRails(profileId: string, change: Partial<RailsDraft>): void {
  useGuardRailsStore.setState(({ rails = {}, unsaved }) => ({
    unsaved: withoutSaved({ ...unsaved, [profileId]: { ...unsaved[profileId], ...change } }, rails),
  }))
}

export function discardGuardRailEdits(profileId: string): void {
  useGuardRailsStore.setState(({ unsaved: { [profileId]: _, ...others } }) => ({ unsaved: others }))
}

/** Shows saved guard rails before the feed reports them. Fields that the user edited meanwhile stay unsaved. */
export function applySavedGuardRails(profileId: string, sent: RailsDraft, saved: GuardRailsView[string]): void {
  const edited = useGuardRailsStore.getState().unsaved[profileId] ?? {}
  const meanwhile = unsavedFields(edited, sent)
  discardGuardRailEdits(profileId)
  receiveGuardRails({ ...useGuardRailsStore.getState().rails, [profileId]: saved })
  editGuardRails(profileId, meanwhile)
}

function withoutSaved(unsaved: GuardRailsData['unsaved'], rails: GuardRailsView): GuardRailsData['unsaved'] {
  const entries = Object.entries(unsaved).flatMap(([profileId, edits]) => {
    const saved = rails[profileId]
    const left = saved ? unsavedFields(edits, draftOf(saved)) : {}
    return Object.keys(left).length === 0 ? [] : [[profileId, left] as const]
  })
  return Object.fromEntries(entries)
}
