import type { ResponseTiming, SessionState, TickleTiming, TimelineEntry } from '../../shared/domain/session.ts'
import type { Clock } from '../clock.ts'
import type { EventListeners } from '../event-listeners.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import type { IbkrOauth2 } from '../oauth2/ibkr-oauth2.ts'
import type { Pacer } from '../pacing/request-pacer.ts'
import type { RandomSource } from '../random-source.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import type { ServerAddress } from '../server-address.ts'
import type { LoginOutcome } from './login-outcome.ts'
import type { SessionTimeline } from './session-timeline.ts'

/** The result of a login. */
interface LoginEnd {
  readonly outcome: LoginOutcome
  /** Whether the login was allowed to end another session. */
  readonly competed: boolean
}

export interface SessionEvents {
  readonly state: SessionState
  readonly timeline: TimelineEntry
  readonly tickle: TickleTiming
  readonly response: ResponseTiming
  readonly login: LoginEnd
  /** The session id, if it differs from the previous one. */
  readonly sessionId: string
}

/** The dependencies that a client provides for a session. */
export interface ClientContext {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly oauth2: IbkrOauth2 | undefined
  readonly pacer: Pacer
  readonly clock: Clock
  readonly random: RandomSource
}

/** The dependencies that all parts of a session share. */
export interface SessionContext extends ClientContext {
  readonly events: EventListeners<SessionEvents>
  readonly timeline: SessionTimeline
  /** Aborts at the end of the session. */
  readonly signal: AbortSignal
}
