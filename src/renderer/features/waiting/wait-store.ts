import { create } from 'zustand'
import type { RequestWaitItem, RequestWaitView } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'

/** Wait of a request in the pacing queue. Its times refer to this window's clock. */
export interface KnownWait {
  readonly wait: RequestWaitView
  /** End of the wait in ms since epoch. */
  readonly until: number
  /** Time in ms since epoch at which the host withdraws the request, unless the user keeps it queued. */
  readonly withdrawnAt?: number
}

interface WaitData {
  /** Queued requests by wait id. */
  readonly waits: ReadonlyMap<string, KnownWait>
  /** Expected delay of the request in the form; undefined without a delay. */
  readonly ofSend: KnownWait | undefined
}

export const useWaitStore = create<WaitData>()(() => ({ waits: new Map(), ofSend: undefined }))

export const knownWait = (wait: RequestWaitView, withdrawnInMs?: number): KnownWait => ({
  wait,
  until: Date.now() + wait.ms,
  ...(withdrawnInMs !== undefined && { withdrawnAt: Date.now() + withdrawnInMs }),
})

export function receiveWaits(
  items: readonly RequestWaitItem[],
  before: ReadonlyMap<string, KnownWait> = new Map(),
): void {
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

/** Reports whether a request is queued. */
export const isWaiting = (waitId: string): boolean => useWaitStore.getState().waits.has(waitId)

/** Withdraws a queued request. Resolves to false if the request was already sent. */
export async function withdrawRequest(waitId: string): Promise<boolean> {
  try {
    return (await hostLink().call('requests.withdraw', { waitId })).withdrawn
  } catch {
    return false
  }
}

/** Keeps a request queued until IBKR's pacing limits allow it. */
export async function keepWaiting(waitId: string): Promise<void> {
  const reply = await hostLink()
    .call('requests.keepWaiting', { waitId })
    .catch(() => undefined)
  if (reply === undefined) showToast('bad', 'Not connected to the console. The request will be withdrawn.')
}
