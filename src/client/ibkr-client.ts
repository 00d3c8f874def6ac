import { onAbort, removeListenerLimit } from './abort-signals.ts'
import { requireFunction } from './check-arguments.ts'
import {
  type AppliedOptions,
  applyDefaults,
  checkClientOptions,
  type IbkrClientOptions,
  sharedPacing,
} from './client-options.ts'
import { type Clock, systemClock } from './clock.ts'
import { IbkrError } from './errors/ibkr-error.ts'
import type { IbkrOauth1 } from './oauth1/ibkr-oauth1.ts'
import type { IbkrOauth1Config, IbkrThirdPartyConfig } from './oauth1/oauth1-settings.ts'
import {
  createAuthorizeUrl,
  type GrantedAccess,
  type LiveSession,
  obtainAccessToken,
  obtainLiveSession,
  obtainRequestToken,
  type TokenCallContext,
} from './oauth1/token-calls.ts'
import type { IbkrOauth2 } from './oauth2/ibkr-oauth2.ts'
import type { IbkrOauth2Config } from './oauth2/oauth2-settings.ts'
import { Pacer } from './pacing/request-pacer.ts'
import { type RandomSource, systemRandom } from './random-source.ts'
import { readLogin, readServerAddress } from './read-client-login.ts'
import { type ClientConnections, createConnections, wrapDispatcher } from './rest/client-connections.ts'
import { createFetchDispatcher } from './rest/fetch-dispatcher.ts'
import { readResponse, readStream } from './rest/read-response.ts'
import {
  checkRequest,
  type RawResponse,
  type RequestInput,
  type StreamedResponse,
  type StreamInput,
  type UntypedJson,
} from './rest/request-input.ts'
import { RestChannel } from './rest/rest-channel.ts'
import { type RequestArgument, toRequest } from './routes/route-request.ts'
import type { Route, RouteArguments, RouteResponse, RouteResult, RouteWithoutInput } from './routes/route-types.ts'
import type { ServerAddress } from './server-address.ts'
import { determineTlsAndProxy, type TlsAndProxy } from './server-connection.ts'
import { type ConnectOptions, checkConnectOptions, type SessionSupervisor } from './session/session-supervisor.ts'
import { SupervisedSession } from './session/supervised-session.ts'
import type { SocketDebugEvent } from './socket/drop-in-socket-deps.ts'
import { type DropInSocket, IbkrSocket } from './socket/ibkr-socket.ts'
import { createSocketQuery, type SocketTarget } from './socket/socket-target.ts'

/**
 * A client of IBKR's Web API, through a Client Portal Gateway or directly with OAuth 1.0a or 2.0. Replaces the class of
 * the same name in `ibkr-client` 1.0.4. `connect()`, `close()` and the second argument are additions.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const { accounts } = await client.request('GET /iserver/accounts')
 * console.log(accounts)
 * await client.close() // or `await using client = …` (TypeScript, Node 24), which closes it at the end of the block
 * ```
 */
export class IbkrClient implements AsyncDisposable {
  /** Host and port of the server, such as `localhost:5000` or `api.ibkr.com`. */
  readonly host: string
  /** Undefined for a gateway and for OAuth 2.0. */
  readonly oauth1: IbkrOauth1 | undefined
  /** The session id for the socket's cookie. Set it from the response to `tickle`. */
  session: string | undefined
  readonly #oauth2: IbkrOauth2 | undefined
  readonly #server: ServerAddress
  readonly #route: TlsAndProxy
  readonly #options: IbkrClientOptions
  readonly #applied: AppliedOptions
  readonly #clock: Clock
  readonly #random: RandomSource
  readonly #channel: RestChannel
  readonly #pacer: Pacer
  readonly #supervisors = new Set<SessionSupervisor>()
  readonly #closing = new AbortController()
  readonly #connections: ClientConnections

  /**
   * @param config the address of a gateway (`localhost:5000`, or a URL); or the OAuth 1.0a settings in `oauth1.json`,
   * which may lack the access token for a third party; or OAuth 2.0 settings with `type: 'oauth2'`
   * @throws IbkrError `config-invalid`, `config-unsupported`; `key-invalid` for the key of OAuth 2.0
   */
  constructor(
    config: string | IbkrOauth1Config | IbkrThirdPartyConfig | IbkrOauth2Config,
    options: IbkrClientOptions = {},
  ) {
    checkClientOptions(options)
    this.#options = options
    this.#applied = applyDefaults(options)
    removeListenerLimit(this.#closing.signal)
    this.#clock = options.clock ?? systemClock
    this.#random = options.random ?? systemRandom
    this.#server = readServerAddress(config, options)
    this.#route = determineTlsAndProxy(this.#server, options)
    this.host = this.#server.host
    const login = readLogin(config, { server: this.#server, options, clock: this.#clock, random: this.#random })
    this.oauth1 = login.oauth1
    this.#oauth2 = login.oauth2
    const given = options.dispatcher ?? (options.fetch && createFetchDispatcher(options.fetch))
    const connection = { route: this.#route, clock: this.#clock, signal: this.#closing.signal }
    this.#connections = given ? wrapDispatcher(given) : createConnections({ ...this.#applied, ...connection })
    this.#pacer = new Pacer(this.#clock, options.logger, sharedPacing(options))
    this.#channel = new RestChannel({
      ...this.#applied,
      server: this.#server,
      oauth1: this.oauth1,
      oauth2: this.#oauth2,
      connections: this.#connections,
      pacer: this.#pacer,
      clock: this.#clock,
      signal: this.#closing.signal,
    })
    // Errors while closing are ignored: connections are destroyed, and requests in flight are not completed.
    onAbort(options.signal, () => void this.close().catch(() => undefined), this.#closing.signal)
  }

  /**
   * Requests a live session token and verifies it. Does not store the token, unlike `init`.
   * @throws Error `OAuth1 is not enabled`, `Cannot validate live session token`
   */
  async live(): Promise<LiveSession> {
    return obtainLiveSession(this.#tokenCalls())
  }

  /**
   * Logs in: requests the live session token (OAuth 1.0a) or the SSO session (OAuth 2.0), then opens the brokerage
   * session. May be called again.
   * @param compete end another program's brokerage session of this username
   * @returns the body of `iserver/auth/ssodh/init`
   * @throws IbkrError as `live` does, `client-closed`, `sso-session-refused`; any error of `request`
   */
  async init(compete = true, publish = true): Promise<UntypedJson> {
    this.#demandOpen()
    if (this.oauth1 !== undefined) this.#channel.liveSessionToken = (await this.live()).token
    await this.#oauth2?.openSession(this.#channel, { paced: this.#options.pacing === true })
    return this.request('POST /iserver/auth/ssodh/init', { body: { publish, compete } })
  }

  /**
   * Requests a request token for `authorizeUrl`. For third parties.
   * @param callback where IBKR redirects the user's browser afterwards; with `oob` IBKR shows the verifier instead
   * @throws IbkrError `oauth1-not-enabled`, `token-response-invalid`; any error of `request`
   */
  requestToken(callback = 'oob'): Promise<string> {
    return obtainRequestToken(this.#tokenCalls(), callback)
  }

  /**
   * Returns the page on which the user grants access to this program. For third parties.
   * @throws IbkrError `config-invalid` for an argument that is not a string
   */
  authorizeUrl(token: string, redirectUri?: string): string {
    return createAuthorizeUrl(this.#server, token, redirectUri)
  }

  /**
   * Returns the access that the user granted. For third parties. A client with these settings and with `accessToken`
   * and `accessTokenSecret` of the result can log in.
   * @throws IbkrError `oauth1-not-enabled`, `token-response-invalid`; any error of `request`
   */
  accessToken(token: string, verifier: string): Promise<GrantedAccess> {
    return obtainAccessToken(this.#tokenCalls(), token, verifier)
  }

  /**
   * Sends one request, once. Resolves to the parsed JSON, to text if the body is not JSON, or to undefined for an empty
   * body. With `raw`, resolves to the whole response, whatever its status. With a route, the types of path, query, body
   * and response are known.
   * @throws IbkrResponseError outside 2xx; IbkrTransportError without a response
   * @example
   * ```ts run=gateway
   * import { IbkrClient } from 'ibkr-web-client'
   *
   * const client = new IbkrClient('localhost:5000')
   * const [account] = await client.request('GET /portfolio/accounts')
   * const path = { accountId: account?.accountId ?? '', pageId: 0 }
   * const positions = await client.request('GET /portfolio/{accountId}/positions/{pageId}', { path })
   * console.log(positions.length)
   * await client.close()
   * ```
   */
  request<R extends Route, Raw extends boolean = false>(
    route: R,
    ...input: RouteArguments<R, [], Raw>
  ): Promise<RouteResult<R, Raw>>
  request<R extends Route>(route: RouteWithoutInput<R>): Promise<RouteResponse<R>>
  request<Raw extends boolean = false>(
    input: RequestInput & { readonly raw?: Raw },
  ): Promise<Raw extends true ? RawResponse : UntypedJson>
  async request(argument: RequestArgument, routeInput: unknown = {}): Promise<UntypedJson> {
    const input = toRequest(argument, routeInput)
    checkRequest(input)
    const response = await this.#channel.send(input, { paced: this.#options.pacing === true })
    return input.raw === true ? response : readResponse(response, input)
  }

  /**
   * Sends one request, once, and resolves as soon as status and headers arrive: for large bodies that are processed
   * while they arrive.
   * @throws IbkrResponseError outside 2xx; IbkrTransportError without a response
   */
  async stream(input: StreamInput): Promise<StreamedResponse> {
    checkRequest(input)
    const options = { paced: this.#options.pacing === true, streamed: true }
    return readStream(await this.#channel.send(input, options), input)
  }

  /**
   * Creates a socket, which connects on the first `subscribe` or `multiplex`.
   * @param debug the events to log (or print to the console): `open`, `close`, `send`, `receive`, `error`. Any other
   * text has no effect, as in `ibkr-client`
   * @throws IbkrError `client-closed`, `config-invalid` for an invalid `debug`
   */
  socket(debug: readonly (SocketDebugEvent | (string & {}))[] = []): DropInSocket {
    // Strings also have this method, and existing programs pass strings.
    requireFunction(Object(debug).includes, 'The function includes of the debug list of a socket')
    this.#demandOpen()
    // The class of `ibkr-client` has private fields, which another class cannot declare.
    return new IbkrSocket({
      target: () => this.#socketTarget(this.session),
      clock: this.#clock,
      random: this.#random,
      debug,
      options: this.#options,
      signal: this.#closing.signal,
    }) as unknown as DropInSocket
  }

  /**
   * Logs in and keeps the session alive. Never ends another session by itself. Returns immediately.
   * @throws IbkrError `client-closed`, `config-invalid` for an invalid option; the session reports later failures
   */
  connect(options: ConnectOptions = {}): SessionSupervisor {
    const { logger } = this.#options
    checkConnectOptions(options, logger)
    this.#demandOpen()
    const supervisor = new SupervisedSession(
      {
        channel: this.#channel,
        server: this.#server,
        oauth1: this.oauth1,
        oauth2: this.#oauth2,
        pacer: this.#pacer,
        clock: this.#clock,
        random: this.#random,
        socketTarget: (session) => this.#socketTarget(session),
        onSessionId: (session) => {
          this.session = session
        },
        logger,
        closing: this.#closing.signal,
      },
      options,
    )
    this.#supervisors.add(supervisor)
    supervisor.onState(({ kind }) => kind === 'signed-out' && this.#supervisors.delete(supervisor))
    if (logger !== undefined) supervisor.onTimeline((entry) => logger.debug(`session: ${entry.text}`))
    return supervisor
  }

  /**
   * Ends all requests, sockets and supervised sessions of this client and closes its connections. May be called again.
   */
  async close(): Promise<void> {
    if (!this.#closing.signal.aborted) this.#closing.abort(new IbkrError('client-closed', 'The client was closed.'))
    this.#pacer.close()
    this.#oauth2?.drop()
    await Promise.all([...this.#supervisors].map((supervisor) => supervisor.close()))
    await this.#connections.destroy()
    // A closed client that stays in memory must not contain keys.
    this.oauth1?.forget()
    this.#oauth2?.forget()
    this.#channel.liveSessionToken = undefined
  }

  /** Calls `close()` at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #demandOpen(): void {
    if (this.#closing.signal.aborted) throw new IbkrError('client-closed', 'The client is closed: create another one.')
  }

  #tokenCalls(): TokenCallContext {
    const options = { paced: this.#options.pacing === true }
    return { channel: this.#channel, server: this.#server, oauth1: this.oauth1, options }
  }

  #socketTarget(session: string | undefined): SocketTarget {
    return {
      ...this.#applied,
      url: this.#server.socket + createSocketQuery(this.oauth1, this.#oauth2),
      session,
      route: this.#route,
      handshakeTimeout: this.#applied.connectTimeout,
      clock: this.#clock,
    }
  }
}
