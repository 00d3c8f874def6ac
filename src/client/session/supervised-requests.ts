import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import { normalisePath, removeQuery } from '../api-path.ts'
import { checkOptions } from '../check-options.ts'
import { findResponseErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import { needsAccessToken } from '../oauth2/bearer-requests.ts'
import { isOrderRequest } from '../orders/is-order-request.ts'
import type { QuestionGate } from '../orders/question-gate.ts'
import { createStaleReplyResponse } from '../orders/stale-reply.ts'
import { LoginRetry } from '../rest/login-retry.ts'
import { createFailedResponse, decodeBody, readResponse, readStream } from '../rest/read-response.ts'
import { UNNAMED_PROGRAM } from '../rest/request-caller.ts'
import {
  checkRequest,
  type RequestInput,
  type StreamedResponse,
  type StreamInput,
  type UntypedJson,
} from '../rest/request-input.ts'
import type { RawOrStreamedResponse } from '../rest/send-http-request.ts'
import type { SessionCalls } from './session-calls.ts'
import type { SessionContext } from './session-context.ts'
import type { PendingIntents } from './session-intents.ts'
import type { SessionLoop } from './session-loop.ts'
import type { SessionMachine } from './session-state-machine.ts'
import { SUPERVISED_REQUEST_OPTIONS, type SupervisedRequestOptions } from './session-supervisor.ts'
import { waitForLogin } from './wait-for-session.ts'

export interface SupervisedRequestsDeps {
  readonly context: SessionContext
  readonly calls: SessionCalls
  readonly loop: SessionLoop
  readonly machine: SessionMachine
  readonly intents: PendingIntents
  readonly gate: QuestionGate
  /** Whether the server is a gateway, where a person logs in, so there is no token. */
  readonly isGateway: boolean
  /** Called after a request that ends market data: IBKR no longer sends it to the socket. */
  readonly onMarketDataEnded: () => void
}

const MARKET_DATA_ENDS = /^iserver\/marketdata\/(?:unsubscribe|unsubscribeall|[^/]+\/unsubscribe)$/

/** Error codes that do not show whether the server is reachable. */
const SELF_MADE: readonly IbkrErrorCode[] = ['aborted', 'client-closed', 'body-too-large', 'config-invalid']

/**
 * Sends the user's requests in a supervised session. A 401 causes one login for all requests, and one repetition of a
 * read.
 */
export class SupervisedRequests {
  readonly #deps: SupervisedRequestsDeps
  readonly #retry = new LoginRetry()

  constructor(deps: SupervisedRequestsDeps) {
    this.#deps = deps
  }

  async request(input: RequestInput, options: SupervisedRequestOptions): Promise<UntypedJson> {
    const response = await this.#send(input, options, false)
    return input.raw === true ? response : readResponse(response, input)
  }

  async stream(input: StreamInput, options: SupervisedRequestOptions): Promise<StreamedResponse> {
    return readStream(await this.#send(input, options, true), input)
  }

  /** Checks that the session can send a request. @throws IbkrError if it cannot */
  #demandSession(path: string): void {
    const { calls, context, isGateway } = this.#deps
    const unsent = `${removeQuery(path)} was not sent`
    if (context.signal.aborted) throw new IbkrError('client-closed', `${unsent}: the session is closed. Connect again.`)
    if (!isGateway && !calls.hasToken && !this.#isSessionless(path)) {
      throw new IbkrError('session-not-ready', `${unsent}: the login is still in progress or has failed.`)
    }
  }

  async #send(
    input: RequestInput | StreamInput,
    options: SupervisedRequestOptions,
    wantsStream: boolean,
  ): Promise<RawOrStreamedResponse> {
    checkRequest(input)
    checkOptions("a session's request", options, SUPERVISED_REQUEST_OPTIONS)
    const { calls, context, gate, intents, loop, onMarketDataEnded } = this.#deps
    const { channel, clock, events, server, signal } = context
    const { caller = UNNAMED_PROGRAM, explicit = false, safe } = options
    this.#demandSession(input.path)
    const before = loop.logins
    // The response to an order is read completely first, because a question in it restricts what may be sent.
    const streamed = wantsStream && !isOrderRequest(input)
    const manner = { paced: true, explicit, supervised: true, signal, streamed, ...(safe !== undefined && { safe }) }
    const once = async (): Promise<RawOrStreamedResponse> => {
      try {
        const response = await gate.send({ input, caller, explicit }, (beforeSend) =>
          channel.send({ ...input, beforeSend }, manner),
        )
        if (response === undefined) return createStaleReplyResponse(server, input)
        const { headers, method, status, timing } = response
        const path = removeQuery(input.path)
        const sentAt = Date.parse(headers['date'] ?? '')
        const serverTime = Number.isNaN(sentAt) ? undefined : sentAt
        events.emit('response', { at: clock.now(), method, path, status, latencyMs: timing.firstByteMs, serverTime })
        // A body may break off long after status and headers have arrived.
        response.stream?.onEnd((error) => {
          if (error !== undefined) this.#noticeFailure(error)
        })
        return response
      } catch (error) {
        this.#noticeFailure(error)
        throw error
      }
    }
    const foreign = foreignAccount(input.path, this.#accounts())
    let isUnknown = false
    const renewLogin = async (): Promise<boolean> => {
      // IBKR responds with 401 for an account that the login does not have, although the session may be valid.
      isUnknown = foreign !== undefined && (await calls.isAccepted())
      return isUnknown ? false : waitForLogin(context, loop, intents, before, input.signal ?? signal)
    }
    const response = this.#isSessionless(input.path)
      ? await once()
      : await this.#retry.send(input, safe, once, {
          renewLogin,
          queryAccounts: () => unlessAborted(calls.queryAccounts(caller), input.signal),
        })
    this.#notice(response)
    if (response.status < 300 && MARKET_DATA_ENDS.test(normalisePath(input.path))) onMarketDataEnded()
    if (isUnknown && input.raw !== true) throw unknownAccount(response, input, foreign, this.#accounts())
    return response
  }

  /** Reports whether requests to a path need no session. They need no login, and a 401 does not cause a login. */
  #isSessionless(path: string): boolean {
    return this.#deps.context.oauth2 !== undefined && needsAccessToken(path)
  }

  /** Returns the accounts of the login; undefined unless the session is ready. */
  #accounts(): readonly string[] | undefined {
    const { state } = this.#deps.machine
    return state.kind === 'ready' ? state.accounts.accounts : undefined
  }

  #noticeFailure(error: unknown): void {
    if (error instanceof IbkrTransportError && !SELF_MADE.includes(error.code)) this.#deps.loop.check()
  }

  /** Requests a check of the session after a response that suggests a lost session. */
  #notice(response: RawOrStreamedResponse): void {
    if (response.status < 300 || response.status === 404) return
    const code = findResponseErrorCode(response.status, decodeBody(response))
    if (code === 'brokerage-session-missing' || code === 'gone' || code === 'redirected') this.#deps.loop.check()
  }
}

/** Resolves when the work is done, or when the signal aborts. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  let stop = (): void => undefined
  const aborted = new Promise<void>((resolve) => {
    stop = resolve
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
  })
  await Promise.race([work, aborted])
  signal?.removeEventListener('abort', stop)
}

/** Returns the account in a portfolio path, if the accounts of the login are known and do not include it. */
function foreignAccount(path: string, own: readonly string[] | undefined): string | undefined {
  if (own === undefined) return undefined
  const account = /^portfolio\/([A-Z]+\d+)\//i.exec(normalisePath(path))?.[1]
  return account === undefined || own.includes(account) ? undefined : account
}

function unknownAccount(
  response: RawOrStreamedResponse,
  input: RequestInput,
  account = '',
  own: readonly string[] = [],
): IbkrResponseError {
  const path = removeQuery(input.path)
  const reason = `${account} is not an account of this login, which has ${own.join(', ') || 'none'}.`
  return new IbkrResponseError(createFailedResponse(response, path), 'account-unknown', reason)
}
