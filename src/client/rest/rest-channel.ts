import type { Dispatcher } from 'undici'
import { checkRequest } from '../check-options.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import type { ServerAddress } from '../gateway.ts'
import { type LinkedSignal, linkSignals } from '../linked-signal.ts'
import type { IbkrOauth1 } from '../oauth1/ibkr-oauth1.ts'
import { BearerRequests } from '../oauth2/bearer-requests.ts'
import type { IbkrOauth2 } from '../oauth2/ibkr-oauth2.ts'
import type { PacedPriority, Pacer } from '../pacing/pacer.ts'
import { type BuiltRequest, buildRequest } from './build-request.ts'
import type { ConnectionLog } from './connector.ts'
import { type Exchanged, exchange } from './exchange.ts'
import { mergeHeaders } from './request-headers.ts'
import type { RequestInput } from './request-input.ts'
import { retryAfterSeconds } from './retry-after.ts'

/** What a channel is made of. */
export interface RestChannelParts {
  readonly server: ServerAddress
  readonly oauth1: IbkrOauth1 | undefined
  readonly oauth2: IbkrOauth2 | undefined
  readonly dispatcher: Dispatcher
  readonly log: ConnectionLog
  readonly pacer: Pacer
  readonly clock: Clock
  readonly timeout: number
  readonly maxBodyBytes: number
  readonly userAgent: string
  /** Ends every request when it aborts. */
  readonly signal: AbortSignal
}

/** How one request goes through. */
export interface SendOptions {
  /** Waits for its turn in the pacing queue. */
  readonly paced: boolean
  /** Default: what the input says, or `normal`. */
  readonly priority?: PacedPriority
  readonly explicit?: boolean
  /** The request only reads; default: it is a GET or HEAD. */
  readonly safe?: boolean
  /** Somebody else looks after the SSO session: neither renewal nor repetition for its sake. */
  readonly sessionKept?: boolean
  /**
   * Complete OAuth headers, for the calls that give tokens; otherwise the request is signed here. A function is called when
   * the request's turn has come: what it gives ages.
   */
  readonly signed?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
  /** Makes the body when the request's turn has come, for one that ages. */
  readonly freshData?: () => Promise<unknown>
  /** The body of an answer in 2xx is handed out while it comes in, at most so many bytes. */
  readonly streamed?: { readonly maxBytes: number }
}

/** The way of every REST request: build, wait, sign, exchange. Holds the live session token that signs. */
export class RestChannel {
  readonly #parts: RestChannelParts
  readonly #bearers: BearerRequests | undefined
  liveSessionToken: string | undefined

  constructor(parts: RestChannelParts) {
    this.#parts = parts
    this.#bearers = parts.oauth2 && new BearerRequests(parts.oauth2, this)
  }

  /**
   * Sends one request, once; resolves to its answer whatever the status. A read that is refused with a 401 which shows that
   * this machine's clock is off goes out a second time, signed with the server's; under OAuth 2.0 one that was refused with any
   * 401, with a new bearer.
   * @throws IbkrTransportError when there is no answer, and `client-closed` after the client's end; IbkrError of pacing, and of the calls for tokens
   */
  async send(input: RequestInput, options: SendOptions): Promise<Exchanged> {
    checkRequest(input)
    if (this.#parts.signal.aborted) throw closedError(input)
    const link = linkSignals(this.#parts.signal, input.signal)
    return releasedAfter(this.#linked(input, options, link), link)
  }

  async #linked(input: RequestInput, options: SendOptions, link: LinkedSignal): Promise<Exchanged> {
    if (this.#bearers !== undefined && options.signed === undefined) {
      const send = (bearer: () => string) => this.#send(input, options, link.signal, bearer)
      return await this.#bearers.send(input, options, send, link.signal)
    }
    const skewMs = this.#skewMs
    const first = await this.#send(input, options, link.signal)
    const isRead = first.method === 'GET' || first.method === 'HEAD'
    return first.status === 401 && isRead && this.#skewMs !== skewMs
      ? await this.#send(input, options, link.signal)
      : first
  }

  async #send(
    input: RequestInput,
    options: SendOptions,
    signal: AbortSignal,
    bearer?: () => string,
  ): Promise<Exchanged> {
    const parts = this.#parts
    const outline = buildRequest(parts.server, input, parts.userAgent)
    const { method } = outline
    if (outline.claims !== undefined && parts.oauth2 === undefined) {
      throw new IbkrError('config-unsupported', `${outline.path} was asked for as a signed JWT, which needs OAuth 2.0.`)
    }
    const path = pacingPath(outline.url, parts.server)
    const { priority = input.priority ?? 'normal', explicit = false } = options
    const paced = { method, path, priority, explicit, ...(input.onWait && { onWait: input.onWait }) }
    const passage = options.paced ? await parts.pacer.enter(paced, signal) : undefined
    try {
      // Made and signed after the wait: timestamps have to be fresh.
      const { freshData } = options
      const request = freshData
        ? buildRequest(parts.server, { ...input, data: await freshData() }, parts.userAgent)
        : outline
      const signed = typeof options.signed === 'function' ? options.signed() : options.signed
      const response = await exchange(
        parts.oauth2 === undefined
          ? this.#signed(request, signed)
          : await this.#proven(request, parts.oauth2, signed ?? { authorization: `Bearer ${bearer?.()}` }),
        {
          dispatcher: parts.dispatcher,
          log: parts.log,
          clock: parts.clock,
          timeout: input.timeout ?? parts.timeout,
          // The response of a stream is read whole outside 2xx.
          maxWholeBytes: Math.min(parts.maxBodyBytes, options.streamed?.maxBytes ?? parts.maxBodyBytes),
          maxStreamedBytes: options.streamed?.maxBytes ?? parts.maxBodyBytes,
          streamed: options.streamed !== undefined,
          queuedMs: passage?.queuedMs ?? 0,
          beforeSend: input.beforeSend,
          onSent: () => passage?.sent(),
          onAnswered: (status, headers) => passage?.answered(status, retryAfterSeconds(headers, parts.clock.now())),
        },
        signal,
      )
      if (response.status === 401) this.#readTime(response)
      if (path === 'logout' && response.status < 300) parts.oauth2?.drop()
      return response
    } finally {
      passage?.over()
    }
  }

  get #skewMs(): number {
    return this.#parts.oauth1?.time.skewMs ?? 0
  }

  /** The answer was made somewhere between sending and the first byte: half-way, for want of anything better. */
  #readTime({ headers, timing }: Exchanged): void {
    const { clock, oauth1 } = this.#parts
    oauth1?.time.correct(headers['date'], clock.now() - timing.bodyMs - timing.firstByteMs / 2)
  }

  #signed(request: BuiltRequest, signed?: Readonly<Record<string, string>>): BuiltRequest {
    const { oauth1 } = this.#parts
    if (oauth1 === undefined) return request
    const url = request.url.origin + request.url.pathname
    const authorization =
      signed?.['Authorization'] ??
      oauth1.generateOauthHeaders(url, request.method, this.liveSessionToken, request.signedPairs)['Authorization']
    if (authorization === undefined) return request
    return { ...request, headers: mergeHeaders(request.headers, { authorization }, request.ownHeaders) }
  }

  async #proven(
    request: BuiltRequest,
    oauth2: IbkrOauth2,
    proof: Readonly<Record<string, string>>,
  ): Promise<BuiltRequest> {
    const body = request.claims === undefined ? request.body : await oauth2.signBody(request.claims)
    return { ...request, body, headers: mergeHeaders(request.headers, proof, request.ownHeaders) }
  }
}

function closedError(input: RequestInput): IbkrTransportError {
  const { method = 'GET' } = input
  const path = input.path.split('?', 1)[0] ?? ''
  return new IbkrTransportError('client-closed', `${path} was not sent: the client is closed. Make another one.`, {
    method: String(method).toUpperCase(),
    path,
    mayHaveReachedServer: false,
  })
}

/** Lets go of the sources once the answer is there, or its body at its end. */
export async function releasedAfter(answer: Promise<Exchanged>, link: LinkedSignal): Promise<Exchanged> {
  let response: Exchanged | undefined
  try {
    response = await answer
    return response
  } finally {
    if (response?.stream === undefined) link.release()
    else response.stream.onEnd(() => link.release())
  }
}

/** The path below `/v1/api/`, or the absolute one: what limits are looked up by. */
function pacingPath(url: URL, server: ServerAddress): string {
  const full = url.origin + url.pathname
  return full.startsWith(server.api) ? full.slice(server.api.length) : url.pathname
}
