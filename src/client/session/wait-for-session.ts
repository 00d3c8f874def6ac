import type { SessionState } from '../../shared/domain/session.ts'
import { linkSignals } from '../abort-signals.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { FailedLogin } from './login-outcome.ts'
import type { SessionContext, SessionEvents } from './session-context.ts'
import type { PendingIntents } from './session-intents.ts'
import type { SessionLoop } from './session-loop.ts'

/**
 * Resolves to the next event that `accepts` returns true for. Rejects with the abort reason of the first signal that
 * aborts.
 */
function nextEvent<Kind extends keyof SessionEvents>(
  { events, signal }: SessionContext,
  kind: Kind,
  accepts: (event: SessionEvents[Kind]) => boolean,
  own: AbortSignal | undefined,
): Promise<SessionEvents[Kind]> {
  const link = linkSignals(signal, own)
  let release = (): void => undefined
  return new Promise<SessionEvents[Kind]>((resolve, reject) => {
    const abort = (): void => reject(link.signal.reason)
    const stop = events.on(kind, (event) => accepts(event) && resolve(event))
    release = () => {
      stop()
      link.signal.removeEventListener('abort', abort)
      link.release()
    }
    link.signal.addEventListener('abort', abort)
    if (link.signal.aborted) abort()
  }).finally(() => release())
}

/**
 * Resolves when the session is ready.
 * @throws IbkrError `session-not-ready` if a person is needed, `client-closed` at the end of the session, `aborted`
 */
export async function waitUntilReady(context: SessionContext, current: SessionState, own?: AbortSignal): Promise<void> {
  let state = current
  const isSettled = (next: SessionState): boolean => {
    state = next
    return next.kind === 'ready' || next.kind === 'needs-login' || next.kind === 'failed'
  }
  const abortError = (): IbkrError =>
    context.signal.aborted
      ? new IbkrError('client-closed', 'The session was closed before it was ready.')
      : new IbkrError('aborted', `The session was not ready in time. ${whyNotReady(state)}`, { cause: own?.reason })
  if (context.signal.aborted || own?.aborted) throw abortError()
  if (!isSettled(current)) {
    await nextEvent(context, 'state', isSettled, own).catch(() => {
      throw abortError()
    })
  }
  if (state.kind === 'needs-login') throw loginNeeded(state.loginUrl)
  if (state.kind === 'failed') {
    throw new IbkrError('session-not-ready', `The login failed (${state.code}). ${state.message}`)
  }
}

function whyNotReady(state: SessionState): string {
  switch (state.kind) {
    case 'degraded':
      return `The last attempt failed (${state.code}). ${state.reason}`
    case 'competing':
      return 'Another program has the brokerage session; takeOver() ends it.'
    case 'penalty':
      return `IBKR refuses requests from this address until ${new Date(state.until).toISOString()}.`
    default:
      return `Its state is ${state.kind}.`
  }
}

/** Takeovers of one session. Calls that are made at the same time share one login. */
export class TakeOvers {
  readonly #context: SessionContext
  readonly #intents: PendingIntents
  /** Number of calls that wait for the login. */
  #waiting = 0

  constructor(context: SessionContext, intents: PendingIntents) {
    this.#context = context
    this.#intents = intents
  }

  /**
   * Requests a login that ends the other session, and waits for its outcome.
   * @throws IbkrError `session-competing`, `session-not-ready`, `penalty-box`, `aborted`
   */
  async request(own?: AbortSignal): Promise<void> {
    const login = nextEvent(this.#context, 'login', ({ competed }) => competed, own)
    if (!this.#context.signal.aborted && !own?.aborted) this.#intents.add('take-over')
    this.#waiting += 1
    try {
      const { outcome } = await login.catch((cause: unknown) => {
        throw new IbkrError('aborted', 'The takeover was aborted.', { cause })
      })
      if (outcome.kind !== 'ready') throw takeOverError(outcome)
    } finally {
      this.#waiting -= 1
      if (this.#waiting === 0) this.#intents.take('take-over')
    }
  }
}

function takeOverError(outcome: FailedLogin): IbkrError {
  switch (outcome.kind) {
    case 'competing':
      return new IbkrError('session-competing', 'IBKR did not end the other brokerage session.')
    case 'penalty':
      return new IbkrError('penalty-box', 'IBKR has this address in its penalty box: no session can be taken over.')
    case 'needs-login':
      return loginNeeded(outcome.loginUrl)
    case 'retry':
      return new IbkrError('session-not-ready', `The takeover failed. ${outcome.reason}`)
    case 'failed':
      return new IbkrError('session-not-ready', `The takeover failed. ${outcome.message}`)
  }
}

function loginNeeded(loginUrl: string): IbkrError {
  return new IbkrError('session-not-ready', `The gateway needs a login in a browser first, at ${loginUrl}.`)
}

/** Resolves to whether a login newer than number `before` exists, after waiting for one if necessary. */
export async function waitForLogin(
  context: SessionContext,
  loop: Pick<SessionLoop, 'logins' | 'phase'>,
  intents: PendingIntents,
  before: number,
  own: AbortSignal,
): Promise<boolean> {
  if (loop.logins > before) return true
  if (loop.phase === 'wait' || own.aborted) return false
  const login = nextEvent(context, 'login', () => true, own)
  if (loop.phase === 'watch') intents.add('log-in')
  return login.then(
    ({ outcome }) => outcome.kind === 'ready',
    () => false,
  )
}
