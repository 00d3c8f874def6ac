import type { Clock } from '../clock.ts'
import type { ServerAddress } from '../gateway.ts'
import { untilAborted } from '../linked-signal.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import { obtainLiveSession } from '../oauth1/obtain-live-session.ts'
import type { IbkrOauth2 } from '../oauth2/ibkr-oauth2.ts'
import { judgeResponse } from '../rest/judge-response.ts'
import type { RequestInput } from '../rest/request-input.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import type { TokenStep } from './login.ts'
import { tokenExpiry } from './token-expiry.ts'

/** What the session's own calls need. */
export interface SessionCallsParts {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly oauth2: IbkrOauth2 | undefined
  readonly clock: Clock
  /** Ends with the session. */
  readonly signal: AbortSignal
  /** In the penalty box only a tickle leaves. */
  readonly inPenalty: () => boolean
}

const ignore = (): void => undefined

/** How they are sent: before the user's. */
const OWN = { paced: true, priority: 'session', sessionKept: true } as const

/** The calls by which a session lives: before the user's in the queue, and ended with the session. */
export class SessionCalls {
  readonly #parts: SessionCallsParts
  #tokenExpiresAt: number | undefined
  #askingAccounts: Promise<void> | undefined

  constructor(parts: SessionCallsParts) {
    this.#parts = parts
  }

  /** ms since epoch */
  get tokenExpiresAt(): number | undefined {
    const { oauth2 } = this.#parts
    return oauth2 === undefined ? this.#tokenExpiresAt : oauth2.session.expiresAt
  }

  get hasToken(): boolean {
    const { channel, oauth2 } = this.#parts
    return (oauth2 === undefined ? channel.liveSessionToken : oauth2.session.token) !== undefined
  }

  /** What a login takes before all else: shown as its first step. */
  get tokenStep(): TokenStep {
    return this.#parts.oauth2 === undefined ? 'live-session-token' : 'sso-session'
  }

  /** @throws IbkrResponseError outside 2xx; IbkrTransportError without an answer */
  async call(input: RequestInput): Promise<unknown> {
    const explicit = input.path === 'tickle' && this.#parts.inPenalty()
    const request = { ...input, signal: this.#parts.signal }
    const response = await this.#parts.channel.send(request, { ...OWN, explicit })
    return judgeResponse(response, input)
  }

  /** The accounts, asked for because IBKR streams to nobody who has not; what they are is of no interest. */
  askAccounts(): Promise<void> {
    // Whatever is wrong is found out by the tickle; the stream is tried all the same.
    this.#askingAccounts ??= this.call({ path: 'iserver/accounts' })
      .then(ignore, ignore)
      .finally(() => {
        this.#askingAccounts = undefined
      })
    return this.#askingAccounts
  }

  /** Takes a new live session token, or opens a new SSO session, and uses it from now on. */
  async renewToken(): Promise<void> {
    const { channel, server, oauth1, oauth2, clock, signal } = this.#parts
    if (oauth2 !== undefined) return untilAborted(oauth2.openSession(channel, OWN), signal, 'The login')
    const live = await obtainLiveSession(channel, server, oauth1, OWN, signal)
    channel.liveSessionToken = live.token
    // Told in the server's time, kept in this machine's.
    const skewMs = oauth1?.time.skewMs ?? 0
    this.#tokenExpiresAt = tokenExpiry(live.expiration, clock.now() + skewMs) - skewMs
  }
}
