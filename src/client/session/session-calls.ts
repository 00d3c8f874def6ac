import type { Clock } from '../clock.ts'
import type { ServerAddress } from '../gateway.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import { obtainLiveSession } from '../oauth1/obtain-live-session.ts'
import { judgeResponse } from '../rest/judge-response.ts'
import type { RequestInput } from '../rest/request-input.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import { tokenExpiry } from './token-expiry.ts'

/** What the session's own calls need. */
export interface SessionCallsParts {
  readonly channel: RestChannel
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly clock: Clock
  /** Ends with the session. */
  readonly signal: AbortSignal
  /** In the penalty box only a tickle leaves. */
  readonly inPenalty: () => boolean
}

/** The calls by which a session lives: before the user's in the queue, and ended with the session. */
export class SessionCalls {
  readonly #parts: SessionCallsParts
  #tokenExpiresAt: number | undefined

  constructor(parts: SessionCallsParts) {
    this.#parts = parts
  }

  /** ms since epoch */
  get tokenExpiresAt(): number | undefined {
    return this.#tokenExpiresAt
  }

  get hasToken(): boolean {
    return this.#parts.channel.liveSessionToken !== undefined
  }

  /** @throws IbkrResponseError outside 2xx; IbkrTransportError without an answer */
  async call(input: RequestInput): Promise<unknown> {
    const explicit = input.path === 'tickle' && this.#parts.inPenalty()
    const request = { ...input, signal: this.#parts.signal }
    const response = await this.#parts.channel.send(request, { paced: true, first: true, explicit })
    return judgeResponse(response, input.path)
  }

  /** Takes a new live session token and signs with it from now on. */
  async renewToken(): Promise<void> {
    const { channel, server, oauth1, clock, signal } = this.#parts
    const live = await obtainLiveSession(channel, server, oauth1, { paced: true, first: true }, signal)
    channel.liveSessionToken = live.token
    // Told in the server's time, kept in this machine's.
    const skewMs = oauth1?.time.skewMs ?? 0
    this.#tokenExpiresAt = tokenExpiry(live.expiration, clock.now() + skewMs) - skewMs
  }
}
