import { create } from 'zustand'
import type { RequestWaitView, WaitingItem } from '../../../shared/contract/views.ts'

/** A wait as it was told, with its end on the clock of this window. */
export interface KnownWait {
  readonly wait: RequestWaitView
  /** ms since epoch */
  readonly until: number
  /** When the host withdraws it, unless the user keeps it waiting; ms since epoch. */
  readonly withdrawnAt?: number
}

interface WaitData {
  /** Requests that wait for their turn in the pacing, by the name they were sent with. */
  readonly waits: ReadonlyMap<string, KnownWait>
  /** How long the request in the form would wait if it were sent now; undefined where it would leave at once. */
  readonly ofSend: KnownWait | undefined
}

export const useWaitStore = create<WaitData>()(() => ({ waits: new Map(), ofSend: undefined }))

export const knownWait = (wait: RequestWaitView, withdrawnInMs?: number): KnownWait => ({
  wait,
  until: Date.now() + wait.ms,
  ...(withdrawnInMs !== undefined && { withdrawnAt: Date.now() + withdrawnInMs }),
})

export function takeWaits(items: readonly WaitingItem[], before: ReadonlyMap<string, KnownWait> = new Map()): void {
  const waits = new Map(before)
  for (const { waitId, wait, withdrawnInMs } of items) {
    if (wait.cause === 'nothing') waits.delete(waitId)
    else waits.set(waitId, knownWait(wait, withdrawnInMs))
  }
  useWaitStore.setState({ waits })
}

/** It has ended, in whatever way. */
export function forgetWait(waitId: string): void {
  const { waits } = useWaitStore.getState()
  if (!waits.has(waitId)) return
  useWaitStore.setState({ waits: new Map([...waits].filter(([name]) => name !== waitId)) })
}
