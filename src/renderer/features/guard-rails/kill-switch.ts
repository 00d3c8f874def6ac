import { create } from 'zustand'
import type { KillReport } from '../../../shared/contract/guard-rail-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { armThen } from '../session/index.ts'

/** State of the kill switch until its dialog is closed. */
export type KillRun =
  | { readonly kind: 'running'; readonly profile: string }
  | { readonly kind: 'over'; readonly profile: string; readonly report: KillReport }
  | { readonly kind: 'failed'; readonly profile: string; readonly message: string }

export const useKillStore = create<{ readonly run: KillRun | undefined }>()(() => ({ run: undefined }))

/** Disarms the profile and cancels all orders without a confirmation. */
export async function pressKillSwitch(): Promise<void> {
  const { id: profileId = '', name: profile = '' } = useSessionStore.getState().view?.profile ?? {}
  if (useKillStore.getState().run?.kind !== 'running') useKillStore.setState({ run: { kind: 'running', profile } })
  try {
    const report = await hostLink().call('killSwitch.run', { profileId })
    useKillStore.setState({ run: { kind: 'over', profile, report } })
  } catch (error) {
    useKillStore.setState({ run: { kind: 'failed', profile, message: errorText(error) } })
  }
}

/** Arms the profile and runs the kill switch again. */
export function armAndRunAgain(): void {
  closeKillReport()
  armThen(() => void pressKillSwitch())
}

export function closeKillReport(): void {
  useKillStore.setState({ run: undefined })
}
