import type { TickleTiming } from '../../shared/domain/session.ts'
import { rejectOnAbort } from '../abort-signals.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { obtainLiveSession } from '../oauth1/token-calls.ts'
import type { QuestionGate } from '../orders/question-gate.ts'
import { readResponse } from '../rest/read-response.ts'
import type { RequestCaller } from '../rest/request-caller.ts'
import { routeRequest, toRequest } from '../routes/route-request.ts'
import type { Route, RouteArguments } from '../routes/route-types.ts'
import type { SessionContext } from './session-context.ts'
import { readTickle, readTokenExpiry, type TickleResponse } from './session-responses.ts'
import type { SessionMachine } from './session-state-machine.ts'

/** Options of the session's own calls, which have priority over the user's requests. */
const OWN = { paced: true, priority: 'session', supervised: true } as const

/**
 * The requests that keep a session alive. They are aborted at the end of the session. Concurrent callers share tickles
 * and account queries.
 */
export class SessionCalls {
  readonly #context: SessionContext
  readonly #machine: SessionMachine
  readonly #gate: QuestionGate
  /** The running queries of the accounts, by the kind of their callers. */
  readonly #accountsQueries = new Map<RequestCaller['kind'], Promise<void>>()
  #tokenExpiresAt: number | undefined
  #tickling: Promise<TickleResponse> | undefined
  #lastTickle: TickleTiming | undefined
  #sessionId: string | undefined

  constructor(context: SessionContext, machine: SessionMachine, gate: QuestionGate) {
    this.#context = context
    this.#machine = machine
    this.#gate = gate
  }

  /** Expiry of the live session token, in ms since epoch. */
  get tokenExpiresAt(): number | undefined {
    const { oauth2 } = this.#context
    return oauth2 === undefined ? this.#tokenExpiresAt : oauth2.session.expiresAt
  }

  get hasToken(): boolean {
    const { channel, oauth2 } = this.#context
    return (oauth2 === undefined ? channel.liveSessionToken : oauth2.session.token) !== undefined
  }

  /** The first step of a login. */
  get tokenStep(): 'live-session-token' | 'sso-session' {
    return this.#context.oauth2 === undefined ? 'live-session-token' : 'sso-session'
  }

  get lastTickle(): TickleTiming | undefined {
    return this.#lastTickle
  }

  /** The session id for the socket's cookie, from the newest tickle. */
  get sessionId(): string | undefined {
    return this.#sessionId
  }

  /**
   * Sends one request of the session. Its response is not typed, because the session depends on unchecked fields.
   * @throws IbkrResponseError outside 2xx; IbkrTransportError without a response
   */
  async call<R extends Route>(route: R, ...[given]: RouteArguments<R>): Promise<unknown> {
    const { channel, signal } = this.#context
    const request = toRequest(route, given ?? {})
    // IBKR requires a body with every POST: some of its servers reject a length of 0.
    const input = request.method === 'POST' ? { ...request, data: request.data ?? {} } : request
    // In the penalty box only a tickle may be sent.
    const explicit = route === 'POST /tickle' && this.#machine.state.kind === 'penalty'
    return readResponse(await channel.send(input, { ...OWN, explicit, signal }), input)
  }

  /**
   * Sends a tickle request. @throws IbkrResponseError, IbkrTransportError; IbkrError `login-incomplete` if IBKR reports
   * an error
   */
  tickle(): Promise<TickleResponse> {
    this.#tickling ??= this.#tickle().finally(() => {
      this.#tickling = undefined
    })
    return this.#tickling
  }

  /** Reports whether IBKR currently accepts the session. */
  isAccepted(): Promise<boolean> {
    return this.tickle().then(
      () => true,
      () => false,
    )
  }

  /**
   * Queries the accounts outside of a login: IBKR sends no streams before this query. Waits for an open order question as
   * a request of the caller does. Ignores the response and never rejects.
   */
  queryAccounts(caller: RequestCaller): Promise<void> {
    const { kind } = caller
    const running = this.#accountsQueries.get(kind)
    if (running !== undefined) return running
    const { channel, signal } = this.#context
    const input = routeRequest('GET /iserver/accounts')
    // Ignores a failure, because the next tickle finds the cause.
    const ignore = (): void => undefined
    const query = this.#gate
      .send({ input, caller }, (beforeSend) => channel.send({ ...input, beforeSend }, { ...OWN, signal }))
      .then(ignore, ignore)
      .finally(() => this.#accountsQueries.delete(kind))
    this.#accountsQueries.set(kind, query)
    return query
  }

  /** Requests a new live session token, or opens a new SSO session, and uses it for all later requests. */
  async renewToken(): Promise<void> {
    const { channel, server, oauth1, oauth2, clock, signal } = this.#context
    if (oauth2 !== undefined) return rejectOnAbort(oauth2.openSession(channel, OWN), signal, 'The login')
    const live = await obtainLiveSession({ channel, server, oauth1, options: { ...OWN, signal } })
    channel.liveSessionToken = live.token
    // IBKR sends the expiry in the server's time; it is stored in this machine's time.
    const skewMs = oauth1?.time.skewMs ?? 0
    this.#tokenExpiresAt = readTokenExpiry(live.expiration, clock.now() + skewMs) - skewMs
  }

  async #tickle(): Promise<TickleResponse> {
    const { clock, events } = this.#context
    const startedAt = clock.monotonic()
    const response = readTickle(await this.call('POST /tickle'))
    if (response.error !== undefined) {
      throw new IbkrError('login-incomplete', `The response to tickle has an error: "${response.error}".`)
    }
    this.#lastTickle = { at: clock.now(), roundTripMs: clock.monotonic() - startedAt }
    events.emit('tickle', this.#lastTickle)
    if (response.session !== undefined && response.session !== this.#sessionId) {
      this.#sessionId = response.session
      events.emit('sessionId', response.session)
    }
    return response
  }
}
