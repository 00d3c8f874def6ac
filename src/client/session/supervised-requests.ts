import { checkRequest, checkSupervisedOptions } from '../check-options.ts'
import type { Clock } from '../clock.ts'
import type { IbkrErrorCode } from '../errors/error-code.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError, responseErrorCode } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import { linkSignals } from '../linked-signal.ts'
import { OpenQuestion } from '../orders/open-question.ts'
import { normalPath } from '../pacing/limits.ts'
import type { Exchanged, OpenBody } from '../rest/exchange.ts'
import { bodyText, failedResponse, judgeResponse } from '../rest/judge-response.ts'
import { ReplayedReads } from '../rest/replayed-reads.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import { type RestChannel, releasedAfter, type SendOptions } from '../rest/rest-channel.ts'
import { judgeStream, type StreamedResponse, type StreamInput, streamedOption } from '../rest/streamed-response.ts'
import type { SupervisedRequestOptions } from './session-supervisor.ts'

/** What requests need of the session. */
export interface SupervisedRequestsParts {
  readonly clock: Pick<Clock, 'now'>
  readonly channel: RestChannel
  /** Ends with the session. */
  readonly signal: AbortSignal
  /** Logins so far. */
  readonly logins: () => number
  /** Resolves to whether a login later than that number is in place, after waiting for one. */
  readonly login: (before: number, signal: AbortSignal) => Promise<boolean>
  /** Something looks wrong with the session: look at it. */
  readonly check: () => void
  readonly hasToken: () => boolean
  /** `GET iserver/accounts`, which IBKR wants before much of iserver. Never rejects. */
  readonly askAccounts: () => Promise<void>
  /** The accounts of the login; undefined before it. */
  readonly accounts: () => readonly string[] | undefined
  /** Resolves to whether IBKR accepts the session now. */
  readonly isSessionAccepted: () => Promise<boolean>
  /** A REST call ended market data: IBKR sends none to the socket any more. */
  readonly onMarketDataEnded: () => void
  /** The path is none of the session's: no login is needed for it, and none follows from its 401. */
  readonly sessionless: (path: string) => boolean
}

const MARKET_DATA_ENDS = /^iserver\/marketdata\/(?:unsubscribe|unsubscribeall|[^/]+\/unsubscribe)$/

/** They say nothing of the way to the server. */
const SELF_MADE: readonly IbkrErrorCode[] = ['aborted', 'client-closed', 'body-too-large', 'config-invalid']

/** The user's requests under a supervised session: a 401 causes one login for all, and one repetition of a read. */
export class SupervisedRequests {
  readonly #parts: SupervisedRequestsParts
  readonly #reads = new ReplayedReads()
  readonly #question: OpenQuestion

  constructor(parts: SupervisedRequestsParts) {
    this.#parts = parts
    this.#question = new OpenQuestion(parts.clock)
  }

  /** IBKR waits for the answer to a question about an order. */
  get hasOpenQuestion(): boolean {
    return this.#question.isOpen
  }

  async request(input: RequestInput, options: SupervisedRequestOptions): Promise<UntypedJson> {
    const response = await this.#send(input, options)
    return input.raw === true ? response : judgeResponse(response, input)
  }

  async stream(input: StreamInput, options: SupervisedRequestOptions): Promise<StreamedResponse> {
    checkRequest(input)
    return judgeStream(await this.#send(input, options, streamedOption(input)), input)
  }

  /** @throws IbkrError where the session is not there to send anything */
  #demandSession(input: Pick<RequestInput, 'path'>): void {
    const { signal, hasToken, sessionless } = this.#parts
    if (signal.aborted) {
      throw new IbkrError('client-closed', `${input.path} was not sent: the session is closed. Connect again.`)
    }
    if (!hasToken() && !sessionless(input.path)) {
      throw new IbkrError(
        'session-not-ready',
        `${input.path} was not sent: the login is still under way or has failed.`,
      )
    }
  }

  async #send(
    input: RequestInput,
    options: SupervisedRequestOptions,
    manner: Pick<SendOptions, 'streamed'> = {},
  ): Promise<Exchanged> {
    checkRequest(input)
    checkSupervisedOptions(options)
    this.#demandSession(input)
    this.#question.sending(input)
    const before = this.#parts.logins()
    const once = () => this.#once(input, options, manner)
    const { accounts, askAccounts, isSessionAccepted, login, sessionless, signal } = this.#parts
    const foreign = foreignAccount(input.path, accounts())
    let isUnknown = false
    const logIn = async (): Promise<boolean> => {
      // IBKR responds with 401 for an account that the login does not have: the session may be fine.
      isUnknown = foreign !== undefined && (await isSessionAccepted())
      return isUnknown ? false : login(before, input.signal ?? signal)
    }
    const response = sessionless(input.path)
      ? await once()
      : await this.#reads.send(input, options.safe, once, { logIn, askAccounts })
    this.#notice(response)
    if (response.status < 300 && MARKET_DATA_ENDS.test(normalPath(input.path))) this.#parts.onMarketDataEnded()
    if (isUnknown && input.raw !== true) throw unknownAccount(response, input, foreign, accounts())
    if (manner.streamed === undefined) this.#question.answered(input, response)
    return response
  }

  async #once(
    input: RequestInput,
    options: SupervisedRequestOptions,
    manner: Pick<SendOptions, 'streamed'>,
  ): Promise<Exchanged> {
    const { signal, channel } = this.#parts
    const link = linkSignals(signal, input.signal)
    try {
      const sent = channel.send(
        { ...input, signal: link.signal },
        {
          ...manner,
          paced: true,
          explicit: options.explicit === true,
          sessionKept: true,
          ...(options.safe === undefined ? {} : { safe: options.safe }),
        },
      )
      const answer = await releasedAfter(sent, link)
      return answer.stream === undefined ? answer : { ...answer, stream: this.#watched(answer.stream) }
    } catch (error) {
      this.#noticeFailure(error)
      throw error
    }
  }

  /** A body may break off long after its head was there. */
  #watched(stream: OpenBody): OpenBody {
    const notice = (error: unknown): void => this.#noticeFailure(error)
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* stream.body
      } catch (error) {
        notice(error)
        throw error
      }
    }
    return { ...stream, body: watched() }
  }

  #noticeFailure(error: unknown): void {
    if (error instanceof IbkrTransportError && !SELF_MADE.includes(error.code)) this.#parts.check()
  }

  /** Answers that say something about the session beside the request. */
  #notice(response: Exchanged): void {
    if (response.status < 300 || response.status === 404) return
    const code = responseErrorCode(response.status, bodyText(response))
    if (code === 'brokerage-session-missing' || code === 'gone' || code === 'redirected') this.#parts.check()
  }
}

/** The account in a path of the portfolio, where the accounts of the login are known and it is not among them. */
function foreignAccount(path: string, own: readonly string[] | undefined): string | undefined {
  if (own === undefined) return undefined
  const account = /^portfolio\/([A-Z]+\d+)\//i.exec(normalPath(path))?.[1]
  return account === undefined || own.includes(account) ? undefined : account
}

function unknownAccount(
  response: Exchanged,
  input: RequestInput,
  account = '',
  own: readonly string[] = [],
): IbkrResponseError {
  const path = input.path.split('?', 1)[0] ?? input.path
  const reason = `${account} is no account of this login, which has ${own.join(', ') || 'none'}.`
  return new IbkrResponseError(failedResponse(response, path), 'account-unknown', reason)
}
