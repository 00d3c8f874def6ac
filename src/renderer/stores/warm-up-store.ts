import { create } from 'zustand'

/** A read that is being warmed up. */
export interface WarmUpRun {
  /** What is done now, as the rest of a sentence. */
  readonly doing: string
  /** The name of its request in the queue. */
  readonly waitId: string | undefined
  readonly stop: AbortController
}

export const useWarmUpStore = create<{ readonly run: WarmUpRun | undefined }>()(() => ({ run: undefined }))

/** No further call is made of it. */
export function stopWarmUp(): void {
  useWarmUpStore.getState().run?.stop.abort()
}
