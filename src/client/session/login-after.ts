import type { SessionLoop } from './session-loop.ts'
import type { Wishes } from './wishes.ts'

/**
 * Resolves to whether a login newer than the one numbered `before` is in place, after waiting for one if need be. `signals` end the
 * wait.
 */
export function loginAfter(
  loop: Pick<SessionLoop, 'logins' | 'phase' | 'onLogin'>,
  wishes: Wishes,
  before: number,
  signals: readonly [AbortSignal, AbortSignal],
): Promise<boolean> {
  if (loop.logins > before) return Promise.resolve(true)
  if (loop.phase === 'wait' || signals[0].aborted) return Promise.resolve(false)
  if (loop.phase === 'watch') wishes.add('log-in')
  return new Promise((resolve) => {
    const done = (ready: boolean): void => {
      stop()
      for (const signal of signals) signal.removeEventListener('abort', onAbort)
      resolve(ready)
    }
    const onAbort = (): void => done(false)
    const stop = loop.onLogin(({ outcome }) => done(outcome.kind === 'ready'))
    for (const signal of signals) signal.addEventListener('abort', onAbort)
  })
}
