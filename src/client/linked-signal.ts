import { setMaxListeners } from 'node:events'
import { IbkrError } from './errors/ibkr-error.ts'

/** A signal that aborts with the first of several, until it is released. */
export interface LinkedSignal {
  readonly signal: AbortSignal
  /**
   * Detaches the signal from its sources. To be called when the work is done: sources may live as long as the process.
   */
  release(): void
}

/**
 * Combines signals like `AbortSignal.any`, but leaves nothing on long-lived sources: a client that sends for days would
 * otherwise add one dependent signal per request.
 */
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const given = sources.filter((source) => source !== undefined)
  const [first] = given
  if (given.length === 1 && first !== undefined) return { signal: first, release: () => undefined }
  const controller = new AbortController()
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason)
  for (const source of given) {
    // Many requests may share a signal, for which Node would print a warning about a leak.
    setMaxListeners(0, source)
    if (source.aborted) controller.abort(source.reason)
    else source.addEventListener('abort', abort)
  }
  // Removed one by one: with the option `signal`, Node forgets to remove listeners after a garbage collection.
  const release = (): void => {
    for (const source of given) source.removeEventListener('abort', abort)
  }
  return { signal: controller.signal, release }
}

/** Allows any number of listeners on a signal. */
export function unlimited(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal)
  return signal
}

/** Calls `run` when a signal aborts, immediately if it has; leaves nothing on it once `until` has aborted. */
export function onAbort(signal: AbortSignal | undefined, run: () => void, until: AbortSignal): void {
  if (signal?.aborted) run()
  else signal?.addEventListener('abort', run)
  until.addEventListener('abort', () => signal?.removeEventListener('abort', run))
}

/**
 * Waits for shared work. When the signal aborts, only this wait ends.
 * @throws IbkrError `aborted`, with the signal's reason as cause
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal, request: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void =>
      reject(new IbkrError('aborted', `${request} was aborted while it waited for a token.`, { cause: signal.reason }))
    const done = (): void => signal.removeEventListener('abort', abort)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    work.then(resolve, reject).finally(done)
  })
}
