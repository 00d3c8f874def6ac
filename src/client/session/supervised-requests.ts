import { IbkrError } from '../errors/ibkr-error.ts'
import { responseErrorCode } from '../errors/response-error.ts'
import { IbkrTransportError } from '../errors/transport-error.ts'
import { linkSignals } from '../linked-signal.ts'
import { normalPath } from '../pacing/limits.ts'
import { bodyText, judgeResponse } from '../rest/judge-response.ts'
import type { RawResponse, RequestInput, UntypedJson } from '../rest/request-input.ts'
import type { RestChannel } from '../rest/rest-channel.ts'
import type { SupervisedRequestOptions } from './session-supervisor.ts'

/** Endpoints remembered for answering 401 whatever the session. */
const REMEMBERED = 200

/** What requests need of the session. */
export interface SupervisedRequestsParts {
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
}

/** The user's requests under a supervised session: a 401 causes one login for all, and one repetition of a read. */
export class SupervisedRequests {
  readonly #parts: SupervisedRequestsParts
  /** They answered 401 right after a login: the session is not to blame, and no login helps. */
  readonly #refusing = new Set<string>()

  constructor(parts: SupervisedRequestsParts) {
    this.#parts = parts
  }

  async request(input: RequestInput, options: SupervisedRequestOptions): Promise<UntypedJson> {
    const { signal, hasToken } = this.#parts
    if (signal.aborted) {
      throw new IbkrError('client-closed', `${input.path} was not sent: the session is closed. Connect again.`)
    }
    if (!hasToken()) {
      throw new IbkrError(
        'session-not-ready',
        `${input.path} was not sent: the login is still under way or has failed.`,
      )
    }
    const response = await this.#send(input, options)
    return input.raw === true ? response : judgeResponse(response, input.path.split('?', 1)[0] ?? input.path)
  }

  async #send(input: RequestInput, options: SupervisedRequestOptions): Promise<RawResponse> {
    const before = this.#parts.logins()
    const method = (input.method ?? 'GET').toUpperCase()
    const safe = options.safe ?? (method === 'GET' || method === 'HEAD')
    const first = await this.#once(input, options)
    const endpoint = `${method} ${normalPath(input.path)}`
    if (first.status !== 401) {
      this.#refusing.delete(endpoint)
      this.#notice(first)
      return first
    }
    if (this.#refusing.has(endpoint)) return first
    const login = this.#parts.login(before, input.signal ?? this.#parts.signal)
    if (!safe || !(await login)) return first
    const second = await this.#once(input, options)
    if (second.status === 401) this.#remember(endpoint)
    return second
  }

  async #once(input: RequestInput, options: SupervisedRequestOptions): Promise<RawResponse> {
    const { signal, channel } = this.#parts
    const link = linkSignals(signal, input.signal)
    try {
      return await channel.send({ ...input, signal: link.signal }, { paced: true, explicit: options.explicit === true })
    } catch (error) {
      const passing = error instanceof IbkrTransportError && error.code !== 'aborted' && error.code !== 'body-too-large'
      if (passing) this.#parts.check()
      throw error
    } finally {
      link.release()
    }
  }

  /** Answers that say something about the session beside the request. */
  #notice(response: RawResponse): void {
    if (response.status < 300 || response.status === 404) return
    const code = responseErrorCode(response.status, bodyText(response))
    if (code === 'brokerage-session-missing' || code === 'gone' || code === 'redirected') this.#parts.check()
  }

  #remember(endpoint: string): void {
    this.#refusing.add(endpoint)
    const oldest = this.#refusing.values().next()
    if (this.#refusing.size > REMEMBERED && oldest.done !== true) this.#refusing.delete(oldest.value)
  }
}
