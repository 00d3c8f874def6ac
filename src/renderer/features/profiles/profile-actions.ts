import type { CallInput } from '../../../shared/contract/inference.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'
import { errorText, RpcError } from '../../../shared/rpc/rpc-error.ts'
import type { Command } from '../../commands/command.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showProfile, switchProfile, useProfilesStore } from '../../stores/profiles-store.ts'
import { showToast } from '../../stores/toast-store.ts'

/** Why a change was refused, and at which field it stands. */
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
  const answer = await settle(() => hostLink().call('profiles.duplicate', { id }))
  if (answer.kind === 'refused') return showToast('bad', `Not duplicated: ${answer.problem.message}`)
  showProfile(answer.profile.id)
  showToast('good', `Duplicated as “${answer.profile.name}”.`)
}

/** Undefined when it is gone, else a sentence for the person. */
export async function deleteProfile({ id, name }: ProfileView): Promise<string | undefined> {
  try {
    const { secretsLeftIn } = await hostLink().call('profiles.delete', { id })
    showProfile(undefined)
    const left =
      secretsLeftIn && ` The ${secretsLeftIn} is locked. The secrets of this profile are removed when it is unlocked.`
    showToast('idle', `Deleted “${name}”.${left ?? ''}`)
    return undefined
  } catch (error) {
    return errorText(error)
  }
}

async function settle(ask: () => Promise<ProfileView>): Promise<ProfileResult> {
  try {
    return { kind: 'done', profile: await ask() }
  } catch (error) {
    return { kind: 'refused', problem: problemOf(error) }
  }
}

function problemOf(error: unknown): ProfileProblem {
  const message = errorText(error)
  if (!(error instanceof RpcError)) return { field: 'none', message }
  if (error.code === 'name-taken') return { field: 'name', message }
  return { field: error.code === 'invalid-input' ? 'url' : 'none', message }
}

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
