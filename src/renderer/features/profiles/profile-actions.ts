import type { CallInput } from '../../../shared/contract/inference.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import type { Command } from '../../commands/command.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showProfile, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'

/** Why a change was rejected, and the field at fault. */
export interface ProfileProblem {
  readonly field: 'name' | 'url' | 'none'
  readonly message: string
}

type ProfileResult =
  | { readonly kind: 'done'; readonly profile: ProfileView }
  | { readonly kind: 'refused'; readonly problem: ProfileProblem }

export const addGateway = (name: string, url: string): Promise<ProfileResult> =>
  settle(() => hostLink().call('profiles.create', { kind: 'gateway', name, url }))

export const changeProfile = (change: CallInput<'profiles.change'>): Promise<ProfileResult> =>
  settle(() => hostLink().call('profiles.change', change))

export async function duplicateProfile(id: string): Promise<void> {
  const result = await settle(() => hostLink().call('profiles.duplicate', { id }))
  if (result.kind === 'refused') return showToast('bad', `Not duplicated: ${result.problem.message}`)
  showProfile(result.profile.id)
  showToast('good', `Duplicated as “${result.profile.name}”.`)
}

export async function deleteProfile({ id, name }: ProfileView): Promise<void> {
  const { secretsLeftIn } = await hostLink().call('profiles.delete', { id })
  showProfile(undefined)
  const left =
    secretsLeftIn && ` The ${secretsLeftIn} is locked. The secrets of this profile are removed when it is unlocked.`
  showToast('idle', `Deleted “${name}”.${left ?? ''}`)
}

async function settle(call: () => Promise<ProfileView>): Promise<ProfileResult> {
  try {
    return { kind: 'done', profile: await call() }
  } catch (error) {
    return { kind: 'refused', problem: problemOf(error) }
  }
}

function problemOf(error: unknown): ProfileProblem {
  const message = errorText(error)
  if (hasCode(error, 'name-taken')) return { field: 'name', message }
  return { field: hasCode(error, 'invalid-input') ? 'url' : 'none', message }
}

/** A command for each profile except the selected one. Profiles change, so the table of commands cannot list them. */
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
