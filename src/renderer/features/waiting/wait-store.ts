import { create } from 'zustand'
import type { RequestWaitView, WaitingItem } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'

/** A wait in the pacing queue, with its end on the clock of this window. */
export interface KnownWait {
  readonly wait: RequestWaitView
  /** ms since epoch */
  readonly until: number
  /** When the host withdraws it, unless the user keeps it waiting; ms since epoch. */
  readonly withdrawnAt?: number
}

interface WaitData {
  /** Queued requests by the id they were sent with. */
  readonly waits: ReadonlyMap<string, KnownWait>
  /** How long the request in the form would wait; undefined if it would leave at once. */
  readonly ofSend: KnownWait | undefined
}

export const useWaitStore = create<WaitData>()(() => ({ waits: new Map(), ofSend: undefined }))

export const knownWait = (wait: RequestWaitView, withdrawnInMs?: number): KnownWait => ({
  wait,
  until: Date.now() + wait.ms,
  ...(withdrawnInMs !== undefined && { withdrawnAt: Date.now() + withdrawnInMs }),
})

export function receiveWaits(items: readonly WaitingItem[], before: ReadonlyMap<string, KnownWait> = new Map()): void {
  const waits = new Map(before)
  for (const { waitId, wait, withdrawnInMs } of items) {
    if (wait.cause === 'nothing') waits.delete(waitId)
    else waits.set(waitId, knownWait(wait, withdrawnInMs))
  }
  useWaitStore.setState({ waits })
}

/** Removes a request that has ended. */
export function forgetWait(waitId: string): void {
  const { waits } = useWaitStore.getState()
  if (!waits.has(waitId)) return
  useWaitStore.setState({ waits: new Map([...waits].filter(([id]) => id !== waitId)) })
}

/** Whether a request is queued, as far as this window knows. */
export const isWaiting = (waitId: string): boolean => useWaitStore.getState().waits.has(waitId)

/** Withdraws a request. Resolves to whether it had not left; the call of the request then fails. */
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
  if (kept === undefined) showToast('bad', 'Not connected to the console: the request is withdrawn.')
}
