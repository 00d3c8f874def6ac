import { setMaxListeners } from 'node:events'
import { IbkrError } from './errors/ibkr-error.ts'

/** A signal that aborts when the first of several sources aborts, until it is released. */
export interface LinkedSignal {
  readonly signal: AbortSignal
  /**
   * Detaches the signal from its sources. To be called when the work is done, because sources may exist until the
   * process ends.
   */
  release(): void
}

/**
 * Combines signals like `AbortSignal.any`, but leaves no listeners on long-lived sources. Otherwise a client that runs
 * for days would add one dependent signal per request.
 */
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const given = sources.filter((source) => source !== undefined)
  const [first] = given
  if (given.length === 1 && first !== undefined) return { signal: first, release: () => undefined }
  const controller = new AbortController()
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason)
  for (const source of given) {
    // Many requests may share a signal, for which Node would print a warning about a leak.
    removeListenerLimit(source)
    if (source.aborted) controller.abort(source.reason)
    else source.addEventListener('abort', abort)
  }
  // Removes the listeners one by one: with the option `signal`, Node does not remove them after a garbage collection.
  const release = (): void => {
    for (const source of given) source.removeEventListener('abort', abort)
  }
  return { signal: controller.signal, release }
}

/** Allows any number of listeners on a signal. Signals of another realm, such as jsdom's, have no limit. */
export function removeListenerLimit(signal: AbortSignal): AbortSignal {
  if (signal instanceof EventTarget) setMaxListeners(0, signal)
  return signal
}

/**
 * Calls `run` when a signal aborts, or immediately if it has already aborted. Removes its listener from the signal when
 * `until` aborts.
 */
export function onAbort(signal: AbortSignal | undefined, run: () => void, until: AbortSignal): void {
  if (signal?.aborted) run()
  else signal?.addEventListener('abort', run)
  until.addEventListener('abort', () => signal?.removeEventListener('abort', run))
}

/**
 * Waits for work that several callers share. When the signal aborts, only this wait ends.
 * @throws IbkrError `aborted`, with the signal's reason as cause
 */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal, request: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void =>
      reject(new IbkrError('aborted', `${request} was aborted while it waited for a token.`, { cause: signal.reason }))
    const done = (): void => signal.removeEventListener('abort', abort)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    work.then(resolve, reject).finally(done)
  })
}
