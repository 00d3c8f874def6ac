import { linkSignals } from '../abort-signals.ts'
import { removeQuery } from '../api-path.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import { BearerRequests } from '../oauth2/bearer-requests.ts'
import type { IbkrOauth2 } from '../oauth2/ibkr-oauth2.ts'
import type { Pacer } from '../pacing/request-pacer.ts'
import type { ServerAddress } from '../server-address.ts'
import { type BuiltRequest, buildRequest } from './build-request.ts'
import type { ClientConnections } from './client-connections.ts'
import { mergeHeaders } from './request-headers.ts'
import type { RawResponse, RequestInput, SendOptions, StreamInput } from './request-input.ts'
import { type RawOrStreamedResponse, sendHttpRequest } from './send-http-request.ts'

const DEFAULT_MAX_STREAMED_BYTES = 2 ** 30

/** Dependencies of a channel. */
export interface RestChannelOptions {
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly oauth2: IbkrOauth2 | undefined
  readonly connections: ClientConnections
  readonly pacer: Pacer
  readonly clock: Clock
  readonly timeout: number
  readonly maxBodyBytes: number
  readonly userAgent: string
  /** Aborts every request. */
  readonly signal: AbortSignal
}

/**
 * Sends every REST request: builds it, waits for the pacing, signs it, and exchanges it for a response. Stores the live
 * session token, which signs requests.
 */
export class RestChannel {
  readonly #options: RestChannelOptions
  readonly #bearers: BearerRequests | undefined
  liveSessionToken: string | undefined

  constructor(options: RestChannelOptions) {
    this.#options = options
    this.#bearers = options.oauth2 && new BearerRequests(options.oauth2, this)
  }

  /**
   * Sends one request and resolves to its response, whatever the status. Repeats a read once after a 401. With OAuth
   * 1.0a this happens if this machine's clock was wrong, signed with the server's time. With OAuth 2.0 the read is
   * repeated with a new bearer token, unless `supervised`.
   * @param input the request, already checked with `checkRequest`
   * @throws IbkrTransportError without a response, and `client-closed` after the client was closed; IbkrError of
   * pacing, and of the token calls
   */
  async send(input: RequestInput | StreamInput, options: SendOptions): Promise<RawOrStreamedResponse> {
    const { method = 'GET', path, signal: ownSignal } = input
    if (this.#options.signal.aborted) {
      throw new IbkrTransportError(
        'client-closed',
        `${removeQuery(path)} was not sent: the client is closed. Create another one.`,
        { method: String(method).toUpperCase(), path: removeQuery(path), mayHaveReachedServer: false },
      )
    }
    const { signal, release } = linkSignals(this.#options.signal, options.signal, ownSignal)
    let response: RawOrStreamedResponse | undefined
    try {
      response =
        this.#bearers !== undefined && options.authorization === undefined
          ? await this.#bearers.send(input, options, signal, (bearer) => this.#exchange(input, options, signal, bearer))
          : await this.#sendSigned(input, options, signal)
      return response
    } finally {
      if (response?.stream === undefined) release()
      else response.stream.onEnd(release)
    }
  }

  async #sendSigned(input: RequestInput, options: SendOptions, signal: AbortSignal): Promise<RawOrStreamedResponse> {
    const time = this.#options.oauth1?.time
    const skewMs = time?.skewMs
    const first = await this.#exchange(input, options, signal)
    const isSafe = options.safe ?? (first.method === 'GET' || first.method === 'HEAD')
    return first.status === 401 && isSafe && time?.skewMs !== skewMs ? this.#exchange(input, options, signal) : first
  }

  async #exchange(
    input: RequestInput | StreamInput,
    options: SendOptions,
    signal: AbortSignal,
    bearer?: () => string,
  ): Promise<RawOrStreamedResponse> {
    const { clock, connections, maxBodyBytes, oauth1, oauth2, pacer, server, timeout, userAgent } = this.#options
    const draft = buildRequest(server, input, userAgent)
    const { claims, method, path } = draft
    if (claims !== undefined && oauth2 === undefined) {
      throw new IbkrError('config-unsupported', `${path} cannot be sent as a signed JWT: that needs OAuth 2.0.`)
    }
    const { explicit = false, freshData, priority = input.priority ?? 'normal', streamed = false } = options
    const limited = { method, path: pathBelowApi(draft.url, server), priority, explicit }
    const slot = options.paced
      ? await pacer.enter({ ...limited, ...(input.onWait && { onWait: input.onWait }) }, signal)
      : undefined
    try {
      // The request is built and signed after the wait, because timestamps expire.
      const unsigned = freshData ? buildRequest(server, { ...input, data: await freshData() }, userAgent) : draft
      const authorization = this.#authorization(unsigned, options.authorization, bearer)
      const body = claims !== undefined && oauth2 ? await oauth2.signBody(claims) : unsigned.body
      const maxStreamedBytes = ('maxBytes' in input ? input.maxBytes : undefined) ?? DEFAULT_MAX_STREAMED_BYTES
      const loaded = connections.dispatcher()
      // If the dispatcher is already loaded, the request is sent before the caller continues.
      const dispatcher = loaded instanceof Promise ? await loaded : loaded
      const response = await sendHttpRequest(
        { ...unsigned, body, headers: mergeHeaders(unsigned.headers, authorization, unsigned.ownHeaders) },
        {
          dispatcher,
          log: connections.log,
          clock,
          timeout: input.timeout ?? timeout,
          // With a status outside 2xx, the response of a stream is read completely.
          maxWholeBytes: streamed ? Math.min(maxBodyBytes, maxStreamedBytes) : maxBodyBytes,
          maxStreamedBytes,
          streamed,
          queuedMs: slot?.queuedMs ?? 0,
          beforeSend: input.beforeSend,
          onSent: () => slot?.sent(),
          onHead: (status, headers) =>
            slot?.responded(status, status === 429 ? retryAfterSeconds(headers, clock.now()) : undefined),
        },
        signal,
      )
      const { headers, status, timing } = response
      // The server created its response approximately half-way between request and first byte.
      if (status === 401) oauth1?.time.correct(headers['date'], clock.now() - timing.bodyMs - timing.firstByteMs / 2)
      if (limited.path === 'logout' && status < 300) oauth2?.drop()
      return response
    } finally {
      slot?.end()
    }
  }

  /** Returns the Authorization header. A header from the caller overrides it. */
  #authorization(
    { method, signedPairs, url }: BuiltRequest,
    given: SendOptions['authorization'],
    bearer: (() => string) | undefined,
  ): Readonly<Record<string, string>> {
    const { oauth1 } = this.#options
    const address = url.origin + url.pathname
    const authorization = given
      ? given()
      : bearer
        ? `Bearer ${bearer()}`
        : oauth1?.generateOauthHeaders(address, method, this.liveSessionToken, signedPairs)['Authorization']
    return authorization === undefined ? {} : { authorization }
  }
}

/** Returns the path below `/v1/api/`, or the absolute path: the key of rate limits. */
function pathBelowApi(url: URL, server: ServerAddress): string {
  const full = url.origin + url.pathname
  return full.startsWith(server.api) ? full.slice(server.api.length) : url.pathname
}

/** Parses `Retry-After`, a number or a date, to seconds; undefined if it is missing or invalid. */
export function retryAfterSeconds(headers: RawResponse['headers'], now: number): number | undefined {
  const given = headers['retry-after']?.trim() ?? ''
  if (/^\d{1,9}$/.test(given)) return Number(given)
  const until = Date.parse(given)
  // JavaScript would parse a number without letters as a date.
  if (Number.isNaN(until) || !/[a-z]/i.test(given)) return undefined
  // Both dates are in the server's time, if it sends a `Date`.
  const serverTime = Date.parse(headers['date'] ?? '')
  return Math.max(0, (until - (Number.isNaN(serverTime) ? now : serverTime)) / 1_000)
}
