import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { useWaitStore } from './wait-store.ts'

/** Whether it waits in the pacing queue, as far as this window knows. */
export const isWaiting = (waitId: string): boolean => useWaitStore.getState().waits.has(waitId)

/** Withdraws a request. Resolves to whether it had not left: the host knows, and the call of the request ends with that. */
export async function withdrawRequest(waitId: string): Promise<boolean> {
  try {
    return (await hostLink().call('requests.withdraw', { waitId })).withdrawn
  } catch {
    return false
  }
}

/** Keeps a request queued until IBKR's pacing limits allow it. */
export async function keepWaiting(waitId: string): Promise<void> {
  const kept = await hostLink()
    .call('requests.keepWaiting', { waitId })
    .catch(() => undefined)
  if (kept === undefined) showToast('bad', 'The console is not connected: the request is withdrawn.')
}
