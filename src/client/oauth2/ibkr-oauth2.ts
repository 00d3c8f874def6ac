import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { Logger } from '../logger.ts'
import { ServerTime } from '../oauth1/server-time.ts'
import type { RandomSource } from '../random-source.ts'
import { readResponse } from '../rest/read-response.ts'
import type { RawResponse, RequestInput, SendOptions } from '../rest/request-input.ts'
import type { RouteInput } from '../routes/route-types.ts'
import type { ServerAddress } from '../server-address.ts'
import {
  type BearerToken,
  CachedBearerToken,
  explainSessionRefusal,
  explainTokenRefusal,
  readBearerToken,
} from './bearer-token.ts'
import type { Oauth2Settings } from './oauth2-settings.ts'

const TOKEN_PATH = '/oauth2/api/v1/token'
const SESSION_PATH = '/gw/api/v1/sso-sessions'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/**
 * Number of seconds by which `iat` is set back, as in IBKR's sample. Servers reject a JWT from the future, and clocks
 * differ slightly.
 */
const ISSUED_EARLIER_SECONDS = 10
const ASSERTION_SECONDS = 20
const SESSION_SECONDS = 86_400
/** Lifetime of signed bodies in seconds; IBKR documents none. */
const BODY_SECONDS = 60

/** Sends requests through the client's channel. */
export interface TokenCallSender {
  send(input: RequestInput, options: SendOptions): Promise<RawResponse>
}

/** Pacing options of the token calls. */
export type TokenCallOptions = Pick<SendOptions, 'paced' | 'priority'>

/** Dependencies of an `IbkrOauth2`. */
export interface IbkrOauth2Deps {
  readonly settings: Oauth2Settings
  readonly server: ServerAddress
  readonly clock: Clock
  readonly random: RandomSource
  readonly logger?: Logger | undefined
}

/**
 * Authenticates one OAuth 2.0 client and stores its two tokens: the access token for `/gw` and `/oauth2`, the bearer
 * token of the SSO session for `/v1/api` and the socket.
 */
export class IbkrOauth2 {
  /** The server's time, with which JWTs are signed. */
  readonly time: ServerTime
  /** The access token, for `/gw` and `/oauth2`. */
  readonly access: CachedBearerToken
  /** The bearer token of the SSO session, for `/v1/api` and the socket. */
  readonly session: CachedBearerToken
  readonly #parts: Omit<IbkrOauth2Deps, 'settings'>
  /** The validated settings; undefined after the key was dropped. */
  #saved: Oauth2Settings | undefined

  constructor({ settings, ...parts }: IbkrOauth2Deps) {
    this.#saved = settings
    this.#parts = parts
    this.time = new ServerTime(parts.clock, parts.logger)
    this.access = new CachedBearerToken(parts.clock)
    this.session = new CachedBearerToken(parts.clock)
  }

  /**
   * Renews the access token if it is missing or due.
   * @throws IbkrError `client-assertion-refused`, `token-response-invalid`; IbkrResponseError, IbkrTransportError
   */
  keepAccess(channel: TokenCallSender, options: TokenCallOptions): Promise<void> {
    return this.access.keep(() => this.#requestAccess(channel, options))
  }

  /**
   * Renews the SSO session if it is due. Does not open the first session, which requires a login.
   * @throws IbkrError `session-not-ready` before the first login, and the errors of `openSession`
   */
  async keepSession(channel: TokenCallSender, options: TokenCallOptions): Promise<void> {
    this.sessionToken()
    await this.session.keep(() => this.#requestSession(channel, options))
  }

  /**
   * Opens an SSO session, even if one is open.
   * @throws IbkrError `sso-session-refused`, and the errors of `keepAccess`
   */
  openSession(channel: TokenCallSender, options: TokenCallOptions): Promise<void> {
    return this.session.renew(() => this.#requestSession(channel, options))
  }

  /**
   * Returns the current bearer token.
   * @throws IbkrError `session-not-ready` if a logout has discarded it
   */
  accessToken(): string {
    const { token } = this.access
    if (token !== undefined) return token
    throw new IbkrError('session-not-ready', 'A logout discarded the access token: send the request again.')
  }

  /**
   * Returns the bearer token of the SSO session.
   * @throws IbkrError `session-not-ready`
   */
  sessionToken(): string {
    const { token } = this.session
    if (token !== undefined) return token
    throw new IbkrError('session-not-ready', 'There is no SSO session: log in first, with init() or connect().')
  }

  /** Signs a request body as a JWT that contains its fields. Adds `iss`, `iat` and `exp` if missing. */
  signBody(claims: Readonly<Record<string, unknown>>): Promise<string> {
    const now = this.#seconds()
    const settings = this.#settings
    const own = { iss: settings.clientId, iat: now - ISSUED_EARLIER_SECONDS, exp: now + BODY_SECONDS }
    return signJwt({ ...own, ...claims }, settings)
  }

  /** Drops both tokens. */
  drop(): void {
    this.access.drop()
    this.session.drop()
  }

  /** Drops the key: signing is impossible afterwards. */
  forget(): void {
    this.#saved = undefined
  }

  get #settings(): Oauth2Settings {
    if (this.#saved) return this.#saved
    throw new IbkrError('client-closed', 'The client is closed: create another one.')
  }

  /** Returns a representation without key and tokens, for logs and JSON. */
  toJSON(): { readonly clientId: string | undefined } {
    return { clientId: this.#saved?.clientId }
  }

  /** Requests an access token, and repeats the call if its refusal showed that this machine's clock is wrong. */
  async #requestAccess(channel: TokenCallSender, options: TokenCallOptions): Promise<BearerToken> {
    const { clock } = this.#parts
    const first = await this.#sendAccessCall(channel, options)
    const refused = first.status === 400 || first.status === 401
    const { timing } = first
    const madeAt = clock.now() - timing.bodyMs - timing.firstByteMs / 2
    const corrected = refused && this.time.correct(first.headers['date'], madeAt)
    const response = corrected ? await this.#sendAccessCall(channel, options) : first
    try {
      return readBearerToken(readResponse(response, { path: TOKEN_PATH }), TOKEN_PATH, clock.now())
    } catch (error) {
      throw explainTokenRefusal(error)
    }
  }

  #sendAccessCall(channel: TokenCallSender, options: TokenCallOptions): Promise<RawResponse> {
    const freshData = () => this.#assertion()
    return channel.send({ path: TOKEN_PATH, method: 'POST' }, { ...options, authorization: () => undefined, freshData })
  }

  /**
   * Returns the parameters with a new JWT. The JWT is valid for seconds, so it is signed when the request is about to
   * be sent.
   */
  async #assertion(): Promise<URLSearchParams> {
    const settings = this.#settings
    const { server, random } = this.#parts
    const now = this.#seconds()
    const audience =
      settings.audience === '/token'
        ? { aud: '/token' }
        : { aud: server.root + TOKEN_PATH, jti: Buffer.from(random.bytes(16)).toString('hex') }
    const assertion = await signJwt(
      {
        iss: settings.clientId,
        sub: settings.clientId,
        ...audience,
        iat: now - ISSUED_EARLIER_SECONDS,
        exp: now + ASSERTION_SECONDS,
      },
      settings,
    )
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
      scope: settings.scopes.join(' '),
    })
  }

  /**
   * Opens an SSO session. Repeats the call with a new access token if the old one was refused; the refused request
   * opened no session.
   */
  async #requestSession(channel: TokenCallSender, options: TokenCallOptions): Promise<BearerToken> {
    const { clock } = this.#parts
    let { response, endsAt } = await this.#sendSessionCall(channel, options)
    if (response.status === 401) ({ response, endsAt } = await this.#sendSessionCall(channel, options))
    try {
      return readBearerToken(readResponse(response, { path: SESSION_PATH }), SESSION_PATH, clock.now(), endsAt)
    } catch (error) {
      throw explainSessionRefusal(error)
    }
  }

  async #sendSessionCall(
    channel: TokenCallSender,
    options: TokenCallOptions,
  ): Promise<{ readonly response: RawResponse; readonly endsAt: number }> {
    const settings = this.#settings
    await this.keepAccess(channel, options)
    const access = this.access.token
    const exp = this.#seconds() + SESSION_SECONDS
    const data: RouteInput<'POST /gw/api/v1/sso-sessions'>['body'] & { readonly exp: number } = {
      credential: settings.credential,
      ip: settings.ip,
      ...(settings.alternativeIps.length === 0 ? {} : { alternativeIps: settings.alternativeIps }),
      ...(settings.service === undefined ? {} : { service: settings.service }),
      exp,
    }
    const response = await channel.send(
      { path: SESSION_PATH, method: 'POST', jwt: true, data },
      { ...options, authorization: () => `Bearer ${access}` },
    )
    if (response.status === 401) this.access.refuse(access)
    return { response, endsAt: exp * 1000 - this.time.skewMs }
  }

  #seconds(): number {
    return Number(this.time.stamp())
  }
}

/** Signs a JWT with RS256. Loads `jose` on first use: gateways and OAuth 1.0a do not need it. */
async function signJwt(claims: Readonly<Record<string, unknown>>, { key, keyId }: Oauth2Settings): Promise<string> {
  const { CompactSign } = await import('jose')
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
    .sign(key)
}
