import { rejectOnAbort } from '../abort-signals.ts'
import { removeQuery } from '../api-path.ts'
import { LoginRetry } from '../rest/login-retry.ts'
import type { RequestInput, SendOptions } from '../rest/request-input.ts'
import type { RawOrStreamedResponse } from '../rest/send-http-request.ts'
import type { IbkrOauth2, TokenCallSender } from './ibkr-oauth2.ts'

/** Reports whether a path needs the access token; other paths need the bearer token of the SSO session. */
export function needsAccessToken(path: string): boolean {
  return /^\/(gw|oauth2)\//.test(path)
}

/**
 * Sends requests with the bearer token that their path needs, and renews the token before it expires and after a 401.
 */
export class BearerRequests {
  readonly #oauth2: IbkrOauth2
  readonly #channel: TokenCallSender
  readonly #retry = new LoginRetry()

  constructor(oauth2: IbkrOauth2, channel: TokenCallSender) {
    this.#oauth2 = oauth2
    this.#channel = channel
  }

  /** @param send sends one request with the bearer token that is current when the request is sent */
  send(
    input: RequestInput,
    options: SendOptions,
    signal: AbortSignal,
    send: (bearer: () => string) => Promise<RawOrStreamedResponse>,
  ): Promise<RawOrStreamedResponse> {
    const oauth2 = this.#oauth2
    const usesAccess = needsAccessToken(input.path)
    const bearer = usesAccess ? () => oauth2.accessToken() : () => oauth2.sessionToken()
    if (!usesAccess && options.supervised === true) return send(bearer)
    const tokenOptions = { paced: options.paced, priority: 'session' } as const
    let used: string | undefined
    const once = async (): Promise<RawOrStreamedResponse> => {
      const renewal = usesAccess
        ? oauth2.keepAccess(this.#channel, tokenOptions)
        : oauth2.keepSession(this.#channel, tokenOptions)
      await rejectOnAbort(renewal, signal, `${input.method ?? 'GET'} ${removeQuery(input.path)}`)
      return send(() => (used = bearer()))
    }
    // Renews the token with the next request that is sent.
    const renewLogin = async (): Promise<boolean> => {
      ;(usesAccess ? oauth2.access : oauth2.session).refuse(used)
      return true
    }
    return this.#retry.send(input, options.safe, once, { renewLogin })
  }
}
