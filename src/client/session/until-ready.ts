import type { SessionState } from '../../shared/domain/session.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { linkSignals } from '../linked-signal.ts'
import type { SessionSupervisor } from './session-supervisor.ts'

/**
 * Resolves once the session is ready, at once where it is.
 * @throws IbkrError `session-not-ready` where a person is needed, `client-closed` at the end of the session, `aborted`
 */
export function untilReady(
  session: Pick<SessionSupervisor, 'state' | 'onState'>,
  closing: AbortSignal,
  own?: AbortSignal,
): Promise<void> {
  const link = linkSignals(closing, own)
  return new Promise<void>((resolve, reject) => {
    const end = (settle: () => void): void => {
      stop()
      link.signal.removeEventListener('abort', onAbort)
      settle()
    }
    const onAbort = (): void => end(() => reject(abortError(closing, own)))
    const look = (state: SessionState): void => {
      const failure = failureOf(state)
      if (state.kind === 'ready') end(resolve)
      else if (failure !== undefined) end(() => reject(failure))
    }
    const stop = session.onState(look)
    link.signal.addEventListener('abort', onAbort, { once: true })
    if (link.signal.aborted) onAbort()
    else look(session.state)
  }).finally(() => link.release())
}

function abortError(closing: AbortSignal, own: AbortSignal | undefined): IbkrError {
  if (closing.aborted) return new IbkrError('client-closed', 'The session was closed before it was ready.')
  return new IbkrError('aborted', 'Waiting for the session was aborted.', { cause: own?.reason })
}

/** Why waiting makes no sense: somebody has to act first. */
function failureOf(state: SessionState): IbkrError | undefined {
  if (state.kind === 'needs-login') {
    return new IbkrError('session-not-ready', `The gateway needs a login in a browser first, at ${state.loginUrl}.`)
  }
  if (state.kind === 'failed')
    return new IbkrError('session-not-ready', `The login failed (${state.code}). ${state.message}`)
  return undefined
}
