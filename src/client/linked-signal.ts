import { setMaxListeners } from 'node:events'
import { IbkrError } from './errors/ibkr-error.ts'

/** A signal that aborts with the first of several, until it is released. */
export interface LinkedSignal {
  readonly signal: AbortSignal
  /** Detaches from the sources. Call it when the work is done: sources may live as long as the process. */
  release(): void
}

/**
 * Like `AbortSignal.any`, but leaves nothing on long-lived sources: a client that sends for days would otherwise collect a
 * dependent signal per request.
 */
export function linkSignals(...sources: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const given = sources.filter((source) => source !== undefined)
  const only = given[0]
  if (given.length === 1 && only !== undefined) return { signal: only, release: () => undefined }
  const controller = new AbortController()
  // Many requests may share a signal; Node would warn of a leak.
  for (const source of given) setMaxListeners(0, source)
  const stops = given.map((source) => {
    const abort = (): void => controller.abort(source.reason)
    if (source.aborted) abort()
    else source.addEventListener('abort', abort, { once: true })
    return () => source.removeEventListener('abort', abort)
  })
  return {
    signal: controller.signal,
    release: () => {
      for (const stop of stops) stop()
    },
  }
}

/** Lets any number of listeners share a signal. */
export function unlimited(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal)
  return signal
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
