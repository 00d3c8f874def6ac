import { IbkrError } from '../errors/ibkr-error.ts'
import { linkSignals } from '../linked-signal.ts'
import type { Trouble } from './login-outcome.ts'
import type { SessionLoop } from './session-loop.ts'
import type { Wishes } from './wishes.ts'

/**
 * Wishes for a login that throws the other session out, and waits for its end.
 * @throws IbkrError `session-competing`, `session-not-ready`, `penalty-box`, `aborted`
 */
export function takeOver(loop: SessionLoop, wishes: Wishes, session: AbortSignal, own?: AbortSignal): Promise<void> {
  const link = linkSignals(session, own)
  return new Promise<void>((resolve, reject) => {
    const aborted = (): void => {
      stop()
      wishes.take('take-over')
      reject(new IbkrError('aborted', 'Taking over was given up.', { cause: link.signal.reason }))
    }
    const stop = loop.onLogin(({ outcome, competed }) => {
      if (!competed) return
      stop()
      link.signal.removeEventListener('abort', aborted)
      if (outcome.kind === 'ready') resolve()
      else reject(refusal(outcome))
    })
    if (link.signal.aborted) return aborted()
    link.signal.addEventListener('abort', aborted, { once: true })
    wishes.add('take-over')
  }).finally(() => link.release())
}

function refusal(outcome: Trouble): IbkrError {
  switch (outcome.kind) {
    case 'competing':
      return new IbkrError(
        'session-competing',
        'IBKR did not give the brokerage session to this program: the other one holds on to it.',
      )
    case 'penalty':
      return new IbkrError('penalty-box', 'Nothing can be taken over while IBKR holds this address in its penalty box.')
    case 'needs-login':
      return new IbkrError('session-not-ready', `The gateway needs a login in a browser first, at ${outcome.loginUrl}.`)
    case 'retry':
      return new IbkrError('session-not-ready', `Taking over did not succeed. ${outcome.reason}`)
    case 'failed':
      return new IbkrError('session-not-ready', `Taking over did not succeed. ${outcome.message}`)
  }
}
