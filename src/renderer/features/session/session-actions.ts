import { RpcError } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openOverlay, useOverlayStore } from '../../stores/overlay-store.ts'
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

/** Arms at once where no real money is at stake; where it may be, the host asks for the account id first. */
export function requestArming(): void {
  void arm().then((problem) => problem !== undefined && showToast('bad', problem))
}

export function toggleArming(): void {
  if (useSessionStore.getState().view?.arming.kind === 'armed') disarm()
  else requestArming()
}

/** Undefined when it worked, else a sentence for the person. */
export async function arm(confirmation?: string): Promise<string | undefined> {
  try {
    const arming = await hostLink().call('safety.arm', confirmation === undefined ? {} : { confirmation })
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
    showToast('idle', 'Armed: orders and changes are sent from now on.')
    return undefined
  } catch (error) {
    if (error instanceof RpcError && error.code === 'confirmation-needed' && confirmation === undefined) {
      const { overlay } = useOverlayStore.getState()
      openOverlay({ kind: 'arm-live', ...(overlay.kind === 'confirm-request' && { after: overlay }) })
      return undefined
    }
    return wordsOf(error)
  }
}

export function disarm(): void {
  run('Could not disarm', async () => {
    const arming = await hostLink().call('safety.disarm', {})
    useSessionStore.setState(({ view }) => ({ view: view && { ...view, arming } }))
  })
}

function run(failure: string, action: () => Promise<unknown>): void {
  action().catch((error: unknown) => showToast('bad', `${failure}: ${wordsOf(error)}`))
}
