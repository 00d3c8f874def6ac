import { RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { showToast } from '../../stores/toast-store.ts'

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Connects, or starts over where something is open already. */
export function connectSession(): void {
  run('Could not connect', () => hostLink().call('session.connect', {}))
}

export function disconnectSession(): void {
  run('Could not disconnect', () => hostLink().call('session.disconnect', {}))
}

/** Throws the other program out; only ever after the person said so. */
export function takeOverSession(): void {
  run('Could not take over', () => hostLink().call('session.takeOver', {}))
}

/** Arms at once where no real money is at stake; where it may be, the host waits until a person confirmed it. */
export function requestArming(): void {
  run('Not armed', async () => {
    const arming = await hostLink().call('safety.arm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
    showToast('idle', 'Armed: orders and changes are sent from now on.')
  })
}

export function toggleArming(): void {
  if (useSessionStore.getState().view?.arming.kind === 'armed') disarm()
  else requestArming()
}

/** Asks outside the page whether the keys of the profile in use may go to its server. */
export function approveServer(): void {
  const id = useSessionStore.getState().view?.profile.id
  if (id !== undefined) run('Not approved', () => hostLink().call('profiles.approveServer', { id }))
}

export function disarm(): void {
  run('Could not disarm', async () => {
    const arming = await hostLink().call('safety.disarm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
  })
}

function run(failure: string, action: () => Promise<unknown>): void {
  action().catch((error: unknown) => {
    // To cancel is an answer, and no failure.
    if (!(error instanceof RpcError && error.code === 'cancelled')) showToast('bad', `${failure}: ${wordsOf(error)}`)
  })
}
